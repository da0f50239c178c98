//! The trace context of a query's own span, as an OpenTelemetry propagator writes it.

use opentelemetry::propagation::{Injector, TextMapPropagator};
use opentelemetry::trace::{SpanContext, TraceContextExt as _};
use opentelemetry::{Context, global};

use super::pairs;
use crate::settings::Comments;

pub(super) const TRACEPARENT: &str = "traceparent";
const TRACESTATE: &str = "tracestate";
/// `00-`, 32 digits, `-`, 16 digits, `-01`.
const LENGTH: usize = 55;

/// What a propagator has to say of a span.
#[derive(Debug)]
pub(crate) enum TraceContext {
    /// W3C's `traceparent` alone.
    Traceparent([u8; LENGTH]),
    /// Any fields.
    Fields(Vec<(String, String)>),
}

impl TraceContext {
    /// The context of a span that is valid and sampled, through the propagator of the settings, or else the global one.
    /// Where neither is set it is W3C's: OpenTelemetry's default propagator writes nothing.
    pub(super) fn of_span(comments: &Comments, parent: &Context, span: &SpanContext) -> Self {
        if let Some(propagator) = &comments.propagator {
            return Self::through(&**propagator, parent, span);
        }
        global::get_text_map_propagator(|propagator| {
            if propagator.fields().next().is_some() { Self::through(propagator, parent, span) } else { Self::w3c(span) }
        })
    }

    fn through(propagator: &dyn TextMapPropagator, parent: &Context, span: &SpanContext) -> Self {
        if propagator.fields().all(|field| field == TRACEPARENT || field == TRACESTATE) {
            return Self::w3c(span);
        }
        let mut fields = Fields::default();
        propagator.inject_context(&parent.with_remote_span_context(span.clone()), &mut fields);
        Self::Fields(fields.0)
    }

    fn w3c(span: &SpanContext) -> Self {
        let traceparent = traceparent(span);
        let state = span.trace_state().header();
        if state.is_empty() {
            return Self::Traceparent(traceparent);
        }
        Self::Fields(vec![(TRACEPARENT.to_owned(), text(&traceparent).to_owned()), (TRACESTATE.to_owned(), state)])
    }

    /// As encoded pairs.
    pub(super) fn pairs(&self) -> Vec<String> {
        match self {
            Self::Traceparent(traceparent) => pairs::encoded([(TRACEPARENT, text(traceparent))]),
            Self::Fields(fields) => pairs::encoded(fields.iter().map(|(key, value)| (key.as_str(), value.as_str()))),
        }
    }

    /// As the value of a bind parameter: the bare `traceparent` where that is all, else the inside of a comment.
    pub(crate) fn value(&self) -> std::borrow::Cow<'_, str> {
        match self {
            Self::Traceparent(traceparent) => text(traceparent).into(),
            Self::Fields(fields) => match fields.as_slice() {
                [(key, value)] if key == TRACEPARENT => value.into(),
                _ => self.pairs().join(",").into(),
            },
        }
    }
}

/// The `traceparent` of a span that is sampled.
pub(crate) fn traceparent_text(span: &SpanContext) -> String {
    text(&traceparent(span)).to_owned()
}

/// By hand: formatting takes four times as long.
fn traceparent(span: &SpanContext) -> [u8; LENGTH] {
    let mut out = *b"00-00000000000000000000000000000000-0000000000000000-01";
    write_hex(&span.trace_id().to_bytes(), &mut out[3..35]);
    write_hex(&span.span_id().to_bytes(), &mut out[36..52]);
    out
}

fn write_hex(bytes: &[u8], out: &mut [u8]) {
    const HEX: &[u8; 16] = b"0123456789abcdef";
    for (byte, digits) in bytes.iter().zip(out.chunks_exact_mut(2)) {
        digits[0] = HEX[usize::from(byte >> 4)];
        digits[1] = HEX[usize::from(byte & 15)];
    }
}

fn text(traceparent: &[u8; LENGTH]) -> &str {
    // Digits and dashes.
    std::str::from_utf8(traceparent).unwrap_or_default()
}

#[derive(Default)]
struct Fields(Vec<(String, String)>);

impl Injector for Fields {
    fn set(&mut self, key: &str, value: String) {
        self.0.push((key.to_owned(), value));
    }
}
