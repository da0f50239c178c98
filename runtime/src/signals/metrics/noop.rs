//! In the place of the metrics, where their feature is off: nothing is timed.

use std::convert::Infallible;
use std::time::{Duration, SystemTime};

use opentelemetry::Context;

use super::operation::Operation;
#[cfg(feature = "n-plus-one")]
use crate::call_site::CallSite;
use crate::server::Server;

/// Never made.
#[derive(Debug)]
pub(crate) struct Started(Infallible);

pub(crate) fn start(_: &Context) -> Option<Started> {
    None
}

/// They are not built in.
pub(crate) fn are_recorded() -> bool {
    false
}

impl Started {
    pub(crate) fn began(&self) -> SystemTime {
        match self.0 {}
    }

    pub(crate) fn end(self, _: Operation<'_>) -> SystemTime {
        match self.0 {}
    }
}

#[cfg(feature = "n-plus-one")]
pub(crate) fn n_plus_one(_: &'static CallSite, _: &'static Server, _: &str, _: &'static str) {}

/// Never made.
#[derive(Debug)]
pub(crate) struct Pending(Infallible);

pub(crate) fn pending(_: &Context, _: &'static Server) -> Option<Pending> {
    None
}

impl Pending {
    pub(crate) fn end(self, _: Duration, _: bool) {
        match self.0 {}
    }
}

#[derive(Debug)]
pub(crate) struct Used;

pub(crate) fn used(_: &Context, _: &'static Server) -> Used {
    Used
}
