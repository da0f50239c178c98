//! One exporter for the process, one trace for each test: tests run in parallel and see nothing of each other.

use std::sync::OnceLock;

use futures::Future;
use opentelemetry::trace::{FutureExt as _, SpanId, TraceContextExt as _, Tracer as _};
use opentelemetry::{Context, global};
use opentelemetry_sdk::trace::{InMemorySpanExporter, SdkTracerProvider, SpanData};

/// The exporter behind the global tracer provider, both made on first use.
fn exporter() -> &'static InMemorySpanExporter {
    static EXPORTER: OnceLock<InMemorySpanExporter> = OnceLock::new();
    EXPORTER.get_or_init(|| {
        let exporter = InMemorySpanExporter::default();
        let provider = SdkTracerProvider::builder().with_simple_exporter(exporter.clone()).build();
        global::set_tracer_provider(provider);
        exporter
    })
}

/// The finished spans of all traces: for a process of a test's own.
///
/// # Panics
///
/// When the exporter is shut down, which nobody does.
#[must_use]
pub fn all_spans() -> Vec<SpanData> {
    exporter().get_finished_spans().expect("the exporter lives as long as the process")
}

/// The spans of what sqlx sends of its own.
const STEPS: [&str; 6] = ["BEGIN", "SAVEPOINT", "COMMIT", "RELEASE SAVEPOINT", "ROLLBACK", "ROLLBACK TO SAVEPOINT"];

/// A root span and everything below it.
#[derive(Debug)]
pub struct Trace {
    root: Context,
}

impl Trace {
    /// Begins a trace of its own.
    #[must_use]
    pub fn start(name: &'static str) -> Self {
        exporter();
        let span = global::tracer("tests").start_with_context(name, &Context::new());
        Self { root: Context::new().with_span(span) }
    }

    /// Runs a future below the root span.
    pub async fn run<F: Future>(&self, future: F) -> F::Output {
        future.with_context(self.root.clone()).await
    }

    /// A context below the root span, for what is spawned.
    #[must_use]
    pub fn context(&self) -> Context {
        self.root.clone()
    }

    /// The id of the root span.
    #[must_use]
    pub fn root(&self) -> SpanId {
        self.root.span().span_context().span_id()
    }

    /// Ends the root span, and returns it.
    ///
    /// # Panics
    ///
    /// When the exporter is shut down, which nobody does.
    #[must_use]
    pub fn end(&self) -> SpanData {
        self.root.span().end();
        all_spans()
            .into_iter()
            .find(|span| span.span_context == *self.root.span().span_context())
            .expect("it has ended")
    }

    /// The finished spans of statements, queries and `BEGIN` and its like: not of waits for a connection, which are
    /// there or not as the machine is busy.
    #[must_use]
    pub fn statements(&self) -> Vec<SpanData> {
        let mut spans = self.spans();
        spans.retain(|span| !span.name.starts_with("acquire "));
        spans
    }

    /// The finished spans of queries.
    #[must_use]
    pub fn queries(&self) -> Vec<SpanData> {
        let mut spans = self.statements();
        spans.retain(|span| !STEPS.contains(&span.name.as_ref()));
        spans
    }

    /// The finished spans of this trace in the order in which they ended.
    ///
    /// # Panics
    ///
    /// When the exporter is shut down, which nobody does.
    #[must_use]
    pub fn spans(&self) -> Vec<SpanData> {
        let id = self.root.span().span_context().trace_id();
        let mut spans = all_spans();
        spans.retain(|span| span.span_context.trace_id() == id && span.span_context.span_id() != self.root());
        spans
    }
}
