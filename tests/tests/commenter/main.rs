//! The commenter: what reaches the server, in every mode, and what it leaves behind there.

#![deny(warnings)]
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "tests")]

mod append;
mod cache;
mod modes;
mod orders;
mod pooler;
mod refusals;
mod requests;
mod same_results;
mod settings;
mod views;

use opentelemetry::trace::{
    FutureExt as _, SpanContext, SpanId, TraceContextExt as _, TraceFlags, TraceId, TraceState,
};
use opentelemetry_sdk::trace::SpanData;
use sqlspan::{CommentMode, Comments};
use sqlspan_tests::Trace;

const MODES: [CommentMode; 4] = [CommentMode::Off, CommentMode::Constant, CommentMode::Sampled, CommentMode::Bound];

/// The tags that every test states.
fn comments(mode: CommentMode) -> Comments {
    Comments::new(mode).application("shop")
}

/// Runs a future below a span that is sampled, and returns the spans of its queries.
async fn sampled<T>(future: impl Future<Output = sqlx::Result<T>>) -> (T, Vec<SpanData>) {
    let trace = Trace::start("request");
    let value = trace.run(future).await.unwrap();
    (value, trace.queries())
}

/// Runs a future below a span that is not sampled.
async fn unsampled<T>(future: impl Future<Output = sqlx::Result<T>>) -> T {
    // The provider is there all the same.
    let _ = Trace::start("other");
    let parent =
        SpanContext::new(TraceId::from(1), SpanId::from(1), TraceFlags::default(), true, TraceState::default());
    future.with_context(opentelemetry::Context::new().with_remote_span_context(parent)).await.unwrap()
}

/// `00-<trace>-<span>-01` of an exported span.
fn traceparent(span: &SpanData) -> String {
    format!("00-{}-{}-01", span.span_context.trace_id(), span.span_context.span_id())
}
