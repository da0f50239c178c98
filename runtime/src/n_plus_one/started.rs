//! What the detector is told of a query.

use opentelemetry::Context;

use crate::call_site::CallSite;
use crate::server::Server;

/// What is known of a query when it starts.
#[derive(Clone, Copy, Debug)]
#[cfg_attr(not(feature = "n-plus-one"), expect(dead_code, reason = "the detector reads it"))]
pub(crate) struct StartedQuery<'a> {
    pub(crate) site: &'static CallSite,
    pub(crate) server: &'static Server,
    pub(crate) parent: &'a Context,
    pub(crate) summary: &'a str,
    pub(crate) recorded: Option<&'a str>,
}
