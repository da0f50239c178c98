//! In the place of what records queries for tests, where its feature is off.

#![expect(clippy::unused_self, reason = "what records has to know")]

use opentelemetry::Context;

use crate::call_site::CallSite;
use crate::server::Server;
use crate::signals::{Outcome, Rows};

/// Nobody records.
#[derive(Debug)]
pub(crate) struct Captured;

impl Captured {
    pub(crate) fn here(_: &'static CallSite) -> Self {
        Self
    }

    pub(crate) fn query(&self, _: &'static CallSite, _: &'static Server, _: Option<&str>, _: &Context) {}

    pub(crate) fn step(&self, _: &'static CallSite, _: &'static str, _: &str, _: &Context) {}

    pub(crate) fn renamed(&self, _: &'static str, _: &str) {}

    pub(crate) fn ended(&self, _: Rows, _: &Outcome) {}
}
