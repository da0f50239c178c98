//! The providers that the program hands over, in the place of the global ones.

use opentelemetry::global::ObjectSafeTracerProvider;
use opentelemetry::trace::{Span, Tracer, TracerProvider};

/// The meter provider of the settings.
#[cfg(feature = "metrics")]
pub(crate) type MeterProvider = std::sync::Arc<dyn opentelemetry::metrics::MeterProvider + Send + Sync>;

/// What is set once. Where there is none, the global one is looked up for every query.
#[derive(Default)]
pub(crate) struct Providers {
    pub(crate) tracer: Option<Box<dyn ObjectSafeTracerProvider + Send + Sync>>,
    #[cfg(feature = "metrics")]
    pub(crate) meter: Option<MeterProvider>,
}

impl Providers {
    /// Hands over a tracer provider.
    pub(crate) fn set_tracer<P, T, S>(&mut self, provider: P)
    where
        P: TracerProvider<Tracer = T> + Send + Sync + 'static,
        T: Tracer<Span = S> + Send + Sync + 'static,
        S: Span + Send + Sync + 'static,
    {
        self.tracer = Some(Box::new(provider));
    }
}
