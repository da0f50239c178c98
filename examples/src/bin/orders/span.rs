//! Spans of the application's own, made with the OpenTelemetry API. The spans of the queries become their children.

use std::borrow::Cow;

use opentelemetry::context::FutureExt as _;
use opentelemetry::trace::{SpanKind, TraceContextExt as _, Tracer as _};
use opentelemetry::{Context, KeyValue, global};

/// Runs a future inside a span: whatever it awaits sees the span as the current one.
pub async fn in_span<T>(
    name: impl Into<Cow<'static, str>>,
    kind: SpanKind,
    attributes: impl IntoIterator<Item = KeyValue>,
    future: impl Future<Output = T>,
) -> T {
    let tracer = global::tracer("orders");
    let span = tracer.span_builder(name).with_kind(kind).with_attributes(attributes).start(&tracer);
    let context = Context::current_with_span(span);
    let output = future.with_context(context.clone()).await;
    context.span().end();
    output
}
