//! The set-up of OpenTelemetry: every span is kept for the printout, and exported where an endpoint is set. And the
//! settings of sqlspan's: statements that are traced carry the trace, a query that repeats is reported, and the pool has
//! a name.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use opentelemetry::{Context, Key, global};
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::error::OTelSdkResult;
use opentelemetry_sdk::trace::{SdkTracerProvider, Span, SpanData, SpanProcessor};

use sqlspan::n_plus_one::NPlusOne;
use sqlspan::{CommentMode, Comments, PoolSettings};
use sqlx::AnyPool;

use crate::failure::Failure;
use crate::otlp::{Export, Otlp};

pub const SERVICE: &str = "orders";

pub struct Telemetry {
    provider: SdkTracerProvider,
    spans: Finished,
    export: Option<Export>,
}

impl Telemetry {
    /// Installs the global tracer provider, which is all that sqlspan needs for spans.
    pub fn start() -> Result<Self, Failure> {
        let spans = Finished::default();
        let resource = resource();
        let service = resource.get(&Key::new("service.name")).map_or_else(String::new, |name| name.to_string());
        let mut provider = SdkTracerProvider::builder().with_resource(resource).with_span_processor(spans.clone());
        let mut export = None;
        if let Some(otlp) = Otlp::from_env(service)? {
            export = Some(otlp.export);
            provider = provider.with_batch_exporter(otlp.exporter);
        }
        let provider = provider.build();
        global::set_tracer_provider(provider.clone());
        Ok(Self { provider, spans, export })
    }

    /// Turns comments and the detector on, and names the pool.
    pub fn of_queries(pool: &AnyPool) -> Result<(), Failure> {
        let comments = Comments::new(CommentMode::Sampled).application(SERVICE);
        // On in every build, and patient: this is a program to look at.
        let n_plus_one = NPlusOne::on().within(Duration::from_mins(1));
        let settings = sqlspan::Telemetry::builder().comments(comments).n_plus_one(n_plus_one);
        settings.pool(pool, PoolSettings::named(SERVICE)).install().map(drop).map_err(Failure::new)
    }

    /// The spans that have ended since the last time.
    pub fn spans(&self) -> Vec<SpanData> {
        std::mem::take(&mut *self.spans.lock())
    }

    pub fn exports(&self) -> bool {
        self.export.is_some()
    }

    /// Sends what has not been sent yet: without this the last spans are lost. Says where they went.
    pub fn finish(self) -> Result<Option<String>, Failure> {
        let shutdown = self.provider.shutdown();
        let Some(export) = self.export else { return Ok(None) };
        export.outcome(shutdown).map(Some)
    }
}

/// `OTEL_SERVICE_NAME` and `OTEL_RESOURCE_ATTRIBUTES` are read by the SDK; only the default name is ours.
fn resource() -> Resource {
    let detected = Resource::builder().build();
    let name = detected.get(&Key::new("service.name")).map(|name| name.to_string());
    match name {
        Some(name) if !name.starts_with("unknown_service") => detected,
        _ => Resource::builder().with_service_name(SERVICE).build(),
    }
}

/// The spans that have ended, in the order of their ends.
#[derive(Clone, Debug, Default)]
struct Finished(Arc<Mutex<Vec<SpanData>>>);

impl Finished {
    fn lock(&self) -> MutexGuard<'_, Vec<SpanData>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl SpanProcessor for Finished {
    fn on_start(&self, _: &mut Span, _: &Context) {}

    fn on_end(&self, span: SpanData) {
        self.lock().push(span);
    }

    fn force_flush(&self) -> OTelSdkResult {
        Ok(())
    }

    fn shutdown_with_timeout(&self, _: Duration) -> OTelSdkResult {
        Ok(())
    }
}
