//! Events on the span that a query runs under.

use opentelemetry::trace::TraceContextExt as _;
use opentelemetry::{Context, KeyValue};

/// Adds an event to the parent span.
pub(crate) fn add_event(parent: &Context, name: &'static str, attributes: Vec<KeyValue>) {
    let span = parent.span();
    #[cfg(feature = "tracing")]
    {
        use tracing_opentelemetry::OpenTelemetrySpanExt as _;
        // Where the bridge does not activate its contexts, the parent is known by its ids alone: the bridge has the
        // span.
        let bridged = tracing::Span::current();
        if !span.is_recording() && bridged.context().span().span_context() == span.span_context() {
            bridged.add_event(name, attributes);
            return;
        }
    }
    span.add_event(name, attributes);
}
