//! What is recorded of a query.

use std::borrow::Cow;

use crate::call_site::CallSite;
use crate::server::Server;
use crate::signals::outcome::Outcome;

/// What is known of a query when it has ended.
#[derive(Debug)]
#[cfg_attr(not(feature = "metrics"), expect(dead_code, reason = "the metrics read it"))]
pub(crate) struct Operation<'a> {
    pub(crate) site: &'static CallSite,
    pub(crate) server: &'static Server,
    pub(crate) summary: Cow<'static, str>,
    pub(crate) rows: Option<u64>,
    pub(crate) outcome: &'a Outcome,
}
