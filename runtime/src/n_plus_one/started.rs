//! What the detector is told of a query.

use opentelemetry::Context;

use crate::call_site::CallSite;
#[cfg(feature = "n-plus-one")]
use crate::call_site::Statement;
use crate::server::Server;

/// What is known of a query when it starts.
#[derive(Clone, Copy, Debug)]
#[cfg_attr(not(feature = "n-plus-one"), expect(dead_code, reason = "the detector reads it"))]
pub(crate) struct StartedQuery<'a> {
    pub(crate) site: &'static CallSite,
    pub(crate) server: &'static Server,
    pub(crate) parent: &'a Context,
    pub(crate) summary: &'a str,
    /// The text as spans have it, ..
    pub(crate) recorded: Option<&'a str>,
    /// .. and as it goes to the database, where the query was looked into.
    pub(crate) executed: Option<&'a str>,
}

#[cfg(feature = "n-plus-one")]
impl StartedQuery<'_> {
    pub(crate) fn text(&self) -> Option<&str> {
        match self.site.statement {
            Statement::Static(text) => Some(text.text),
            _ => self.executed.or(self.recorded),
        }
    }
}
