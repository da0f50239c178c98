//! A run of many statements, such as a transaction or migrations: one span around them.

use opentelemetry::trace::{SpanKind, Status, TraceContextExt as _, Tracer as _};
use opentelemetry::{Context, Value};

use super::conventions::Attribute;
use super::describe::{describe_outcome, describe_server, describe_site};
use super::outcome::Outcome;
use super::tracer::{tracer, traces_under};
use crate::call_site::CallSite;
use crate::server::Server;
use crate::settings::IN_FORCE;

/// The span of a run that goes on. Dropped, it was given up.
#[derive(Debug)]
pub(crate) struct Run {
    /// With the span in it, where one is wanted.
    context: Context,
    traced: bool,
}

impl Run {
    /// Starts the span.
    pub(crate) fn start(name: &'static str, site: &CallSite, server: Option<&Server>, parent: Context) -> Self {
        if !traces_under(&parent) {
            return Self { context: parent, traced: false };
        }
        let conventions = IN_FORCE.conventions.get();
        let mut attributes = Vec::with_capacity(8);
        if let Some(server) = server {
            describe_server(server, conventions, &mut attributes);
        }
        let mut put =
            |name: Attribute, value: Value| name.put(conventions, value, |attribute| attributes.push(attribute));
        describe_site(site, &mut put);
        let tracer = tracer(conventions);
        let builder = tracer.span_builder(name).with_kind(SpanKind::Internal).with_attributes(attributes);
        let span = tracer.build_with_context(builder, &parent);
        Self { context: parent.with_span(span), traced: true }
    }

    /// What is current while it goes on.
    pub(crate) fn context(&self) -> Context {
        self.context.clone()
    }

    /// Ends the span.
    pub(crate) fn end(mut self, outcome: &Outcome) {
        self.tell(outcome);
    }

    fn tell(&mut self, outcome: &Outcome) {
        if !std::mem::take(&mut self.traced) {
            return;
        }
        let span = self.context.span();
        let conventions = IN_FORCE.conventions.get();
        describe_outcome(outcome, |name, value| {
            name.put(conventions, value, |attribute| span.set_attribute(attribute));
        });
        if outcome.failure.is_some() {
            span.set_status(Status::error(""));
        }
        span.end();
    }
}

impl Drop for Run {
    fn drop(&mut self) {
        self.tell(&Outcome::unfinished());
    }
}
