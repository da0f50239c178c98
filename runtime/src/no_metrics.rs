//! In the place of the metrics, where their feature is off: nothing is timed.

use std::borrow::Cow;
use std::convert::Infallible;
use std::time::{Duration, SystemTime};

use opentelemetry::Context;
use sqlx::{Database, Pool};

use crate::call_site::CallSite;
use crate::server::Server;
use crate::span::Outcome;

/// Never made.
#[derive(Debug)]
pub(crate) struct Started(Infallible);

/// What is known of a query when it has ended.
#[derive(Debug)]
#[expect(dead_code, reason = "the metrics read it")]
pub(crate) struct Operation<'a> {
    pub(crate) site: &'static CallSite,
    pub(crate) server: &'static Server,
    pub(crate) summary: Cow<'static, str>,
    pub(crate) rows: Option<u64>,
    pub(crate) outcome: &'a Outcome,
}

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

/// Nobody observes a pool.
#[derive(Debug)]
pub(crate) struct Observed;

impl Observed {
    pub(crate) fn new<DB: Database>(_: &Pool<DB>) -> Self {
        Self
    }
}
