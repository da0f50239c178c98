//! The span of one statement, from its first attributes to its last.

use std::borrow::Cow;
use std::time::SystemTime;

use opentelemetry::global::BoxedSpan;
use opentelemetry::trace::{Span as _, SpanKind, Status, Tracer as _};
use opentelemetry::{Context, Value};

use super::attributes::at_start;
use super::conventions::{self as names, Attribute};
use super::describe::{describe_outcome, text_value};
use super::outcome::Outcome;
use super::statement::Described;
use super::tracer::tracer;
use crate::call_site::CallSite;
use crate::server::Server;
use crate::settings::IN_FORCE;

/// Starts the span of a statement; `name` is for one without a summary, `began` where a clock runs already.
pub(crate) fn start_span(
    site: &CallSite,
    server: &Server,
    parent: &Context,
    name: &'static str,
    described: Described,
    began: Option<SystemTime>,
) -> BoxedSpan {
    let conventions = IN_FORCE.conventions.get();
    let summary = described.summary.clone();
    let attributes = at_start(conventions, site, server, described);
    let name = if summary.is_empty() { Cow::Borrowed(name) } else { summary };
    let tracer = tracer(conventions);
    let mut builder = tracer.span_builder(name).with_kind(SpanKind::Client).with_attributes(attributes);
    builder.start_time = began;
    tracer.build_with_context(builder, parent)
}

/// Says what a statement was, where that is known only after its start.
pub(crate) fn rename_span(span: &mut BoxedSpan, summary: &'static str, text: Option<Cow<'static, str>>) {
    span.update_name(summary);
    let mut put = putting(span);
    put(names::DB_QUERY_SUMMARY, summary.into());
    if let Some(text) = text {
        put(names::DB_QUERY_TEXT, text_value(text));
    }
}

/// Says what text was executed.
pub(crate) fn set_text(span: &mut BoxedSpan, text: String) {
    putting(span)(names::DB_QUERY_TEXT, text.into());
}

/// The rows of a statement, as far as they were counted.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rows {
    pub(crate) returned: Option<u64>,
    pub(crate) affected: Option<u64>,
    /// What a COPY returned.
    pub(crate) copied_bytes: Option<u64>,
}

/// Ends the span, with how the statement ended; `ended` where a clock ran.
pub(crate) fn end_span(span: &mut BoxedSpan, rows: Rows, outcome: &Outcome, ended: Option<SystemTime>) {
    if span.is_recording() {
        if outcome.failure.is_some() {
            span.set_status(Status::error(""));
        }
        let mut put = putting(span);
        for (count, name) in [
            (rows.returned, names::DB_RESPONSE_RETURNED_ROWS),
            (rows.affected, names::ROWS_AFFECTED),
            (rows.copied_bytes, names::COPIED_BYTES),
        ] {
            if let Some(count) = count {
                put(name, i64::try_from(count).unwrap_or(i64::MAX).into());
            }
        }
        describe_outcome(outcome, put);
    }
    match ended {
        Some(ended) => span.end_with_timestamp(ended),
        None => span.end(),
    }
}

/// Puts attributes on a span that has started.
fn putting(span: &mut BoxedSpan) -> impl FnMut(Attribute, Value) {
    let conventions = IN_FORCE.conventions.get();
    move |name, value| name.put(conventions, value, |attribute| span.set_attribute(attribute))
}
