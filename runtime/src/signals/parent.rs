//! The parent of a query's span: whatever is active where the query is first polled.

use opentelemetry::Context;

/// The current OpenTelemetry context; where that holds no span, the context of the current `tracing` span (feature
/// `tracing`). In this order, so that a context attached by hand inside a `tracing` span is not passed by.
pub(crate) fn current_parent() -> Context {
    let context = Context::current();
    #[cfg(feature = "tracing")]
    {
        use opentelemetry::trace::TraceContextExt as _;
        use tracing_opentelemetry::OpenTelemetrySpanExt as _;
        if !context.has_active_span() && !context.is_telemetry_suppressed() {
            let parent = tracing::Span::current().context();
            let parent = parent.span().span_context().clone();
            if parent.is_valid() {
                // Baggage and other values stay those of the current context.
                return context.with_remote_span_context(parent);
            }
        }
    }
    context
}
