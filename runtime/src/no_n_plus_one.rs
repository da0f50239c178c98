//! In the place of the detector, where its feature is off: nothing is counted.

use std::convert::Infallible;

use opentelemetry::Context;

use crate::call_site::CallSite;
use crate::server::Server;
use crate::span::Outcome;

/// Nobody watches.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Watch {
    Not,
}

/// What is known of a query when it starts.
#[derive(Clone, Copy, Debug)]
#[expect(dead_code, reason = "the detector reads it")]
pub(crate) struct Execution<'a> {
    pub(crate) site: &'static CallSite,
    pub(crate) server: &'static Server,
    pub(crate) parent: &'a Context,
    pub(crate) summary: &'a str,
    pub(crate) recorded: Option<&'a str>,
    pub(crate) executed: Option<&'a str>,
}

impl Watch {
    pub(crate) fn of(_: &'static CallSite, _: &Context) -> Self {
        Self::Not
    }

    #[expect(clippy::unused_self, reason = "the detector has to know")]
    pub(crate) fn started(self, _: &Execution<'_>) -> Option<Counted> {
        None
    }
}

/// Never made.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Counted(Infallible);

impl Counted {
    pub(crate) fn end(self, _: &Outcome) {
        match self.0 {}
    }
}
