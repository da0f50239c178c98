//! Waiting for a connection of a pool: outside of the query's own span, shown where it lasted.

use std::borrow::Cow;
use std::time::SystemTime;

use opentelemetry::trace::{Span as _, SpanKind, Status, Tracer as _};
use opentelemetry::{Context, Value};

use super::conventions::{self as names, Attribute};
use super::describe::{describe_outcome, describe_server, describe_site};
use super::metrics;
use super::outcome::Outcome;
use super::tracer::{tracer, traces_under};
use crate::call_site::CallSite;
use crate::server::Server;
use crate::settings::{IN_FORCE, Waits};

/// Who waits, and for which statement.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Waiter<'a> {
    pub(crate) site: &'static CallSite,
    pub(crate) server: &'static Server,
    pub(crate) parent: &'a Context,
    /// Empty where the statement has no name yet.
    pub(crate) summary: &'static str,
}

/// A wait that goes on.
pub(crate) struct Wait<'a> {
    waiter: Waiter<'a>,
    began: SystemTime,
    measured: Option<metrics::Pending>,
    ended: bool,
}

impl<'a> Wait<'a> {
    /// `None` where nobody wants to know.
    pub(crate) fn begin(waiter: Waiter<'a>) -> Option<Self> {
        let measured = metrics::pending(waiter.parent, waiter.server);
        let wanted = measured.is_some() || IN_FORCE.waits.get() != Waits::Never;
        wanted.then(|| Self { waiter, began: SystemTime::now(), measured, ended: false })
    }

    pub(crate) fn end(mut self, outcome: &Outcome, timed_out: bool) {
        self.tell(outcome, timed_out);
    }

    fn tell(&mut self, outcome: &Outcome, timed_out: bool) {
        self.ended = true;
        let now = SystemTime::now();
        let lasted = now.duration_since(self.began).unwrap_or_default();
        if let Some(measured) = self.measured.take() {
            measured.end(lasted, timed_out);
        }
        let shown = match IN_FORCE.waits.get() {
            Waits::Always => true,
            Waits::LongerThan(limit) => lasted > limit || outcome.failure.is_some(),
            Waits::Never => false,
        };
        if shown && traces_under(self.waiter.parent) {
            self.span(now, outcome);
        }
    }

    /// Made afterwards: only then it is known whether it lasted.
    fn span(&self, now: SystemTime, outcome: &Outcome) {
        let Waiter { site, server, parent, summary } = self.waiter;
        let conventions = IN_FORCE.conventions.get();
        let mut attributes = Vec::with_capacity(12);
        describe_server(server, conventions, &mut attributes);
        let mut put =
            |name: Attribute, value: Value| name.put(conventions, value, |attribute| attributes.push(attribute));
        put(names::DB_CLIENT_CONNECTION_POOL_NAME, server.pool_name().into());
        if !summary.is_empty() {
            put(names::DB_QUERY_SUMMARY, summary.into());
        }
        describe_site(site, &mut put);
        describe_outcome(outcome, &mut put);
        let tracer = tracer(conventions);
        let builder = tracer
            .span_builder(Cow::Owned(format!("acquire {}", server.pool_name())))
            .with_kind(SpanKind::Internal)
            .with_start_time(self.began)
            .with_attributes(attributes);
        let mut span = tracer.build_with_context(builder, parent);
        if outcome.failure.is_some() {
            span.set_status(Status::error(""));
        }
        span.end_with_timestamp(now);
    }
}

impl Drop for Wait<'_> {
    fn drop(&mut self) {
        if !self.ended {
            self.tell(&Outcome::unfinished(), false);
        }
    }
}
