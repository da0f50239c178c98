//! The proof that the floor and `#[traced]` make the same span.

use opentelemetry::global;
use opentelemetry::trace::SpanKind;
use opentelemetry_sdk::trace::{InMemorySpanExporter, SdkTracerProvider, SpanData};

use crate::floor;
use crate::queries::traced;
use crate::server::Server;

/// Runs the floor and the annotated functions, and compares what they export.
pub fn same_spans() {
    let exporter = InMemorySpanExporter::default();
    let provider = SdkTracerProvider::builder().with_simple_exporter(exporter.clone()).build();
    global::set_tracer_provider(provider);
    let sqlite = Server::sqlite();
    sqlite.run(floor::on_pool(&sqlite.pool, &sqlite.target, 1));
    sqlite.run(traced::on_pool(&sqlite.pool, 1));
    if let Some(postgres) = Server::postgres() {
        postgres.run(floor::on_pool(&postgres.pool, &postgres.target, 1));
        postgres.run(traced::on_pool(&postgres.pool, 1));
    }
    let mut spans = exporter.get_finished_spans().expect("the exporter is alive");
    // On a busy machine a wait can be long enough to have a span of its own.
    spans.retain(|span| span.span_kind == SpanKind::Client);
    for pair in spans.chunks(2) {
        assert_eq!(described(&pair[0]), described(&pair[1]), "the floor makes the span that `#[traced]` makes");
    }
}

/// All that the span says but for where in the source it stands, and when it was.
fn described(span: &SpanData) -> (String, String, Vec<String>) {
    let mut attributes: Vec<String> = span
        .attributes
        .iter()
        .map(|pair| if pair.key.as_str().starts_with("code.") { pair.key.to_string() } else { format!("{pair:?}") })
        .collect();
    attributes.sort();
    (span.name.to_string(), format!("{:?} {:?}", span.span_kind, span.status), attributes)
}
