//! The three states in which an application runs.

use std::fmt;

use opentelemetry::trace::noop::NoopTracerProvider;
use opentelemetry::{Context, global};
use opentelemetry_sdk::error::OTelSdkResult;
use opentelemetry_sdk::trace::{Sampler, SdkTracerProvider, Span, SpanData, SpanProcessor};

/// Which tracer provider is the global one.
#[derive(Clone, Copy, Debug)]
pub enum Provider {
    Sampled,
    Unsampled,
    None,
}

impl Provider {
    pub const ALL: [Self; 3] = [Self::Sampled, Self::Unsampled, Self::None];

    pub fn install(self) {
        let sampler = match self {
            Self::None => return global::set_tracer_provider(NoopTracerProvider::new()),
            Self::Sampled => Sampler::AlwaysOn,
            Self::Unsampled => Sampler::AlwaysOff,
        };
        let provider = SdkTracerProvider::builder().with_sampler(sampler).with_span_processor(Dropped).build();
        global::set_tracer_provider(provider);
    }
}

impl fmt::Display for Provider {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Sampled => "sampled",
            Self::Unsampled => "unsampled",
            Self::None => "no provider",
        })
    }
}

/// A processor that drops what it gets: exporting is the application's cost, not the query's.
#[derive(Debug)]
struct Dropped;

impl SpanProcessor for Dropped {
    fn on_start(&self, _: &mut Span, _: &Context) {}

    fn on_end(&self, _: SpanData) {}

    fn force_flush(&self) -> OTelSdkResult {
        Ok(())
    }

    fn shutdown_with_timeout(&self, _: std::time::Duration) -> OTelSdkResult {
        Ok(())
    }
}
