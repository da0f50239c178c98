//! The feature `tracing`: the parent of a query is the current `tracing` span, whether the bridge activates
//! OpenTelemetry contexts or not.

#![deny(warnings)]
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "tests")]

use opentelemetry::trace::{FutureExt as _, SpanId, TraceContextExt as _, Tracer as _, TracerProvider as _};
use opentelemetry::{Context, global};
use opentelemetry_sdk::trace::{InMemorySpanExporter, SdkTracerProvider};
use sqlspan_tests::Fixture;
use sqlx::{Sqlite, SqlitePool};
use tracing::instrument::WithSubscriber as _;
use tracing_opentelemetry::OpenTelemetrySpanExt as _;
use tracing_subscriber::layer::SubscriberExt as _;

#[sqlspan::traced]
async fn query(pool: &SqlitePool) -> sqlx::Result<(i64,)> {
    sqlx::query_as("SELECT count(*) FROM orders").fetch_one(pool).await
}

/// A query below a `tracing` span; with `by_hand`, below an OpenTelemetry context that was attached inside of it.
/// Returns the id of the innermost span.
#[tracing::instrument(skip_all)]
async fn request(pool: &SqlitePool, by_hand: bool) -> sqlx::Result<SpanId> {
    tokio::task::yield_now().await;
    let innermost = if by_hand {
        Context::current_with_span(global::tracer("tests").start("by hand"))
    } else {
        tracing::Span::current().context()
    };
    if by_hand {
        query(pool).with_context(innermost.clone()).await?;
    } else {
        query(pool).await?;
    }
    Ok(innermost.span().span_context().span_id())
}

/// The id of the innermost span around a query, and that of the query's parent.
async fn innermost_and_parent(activation: bool, by_hand: bool) -> (SpanId, SpanId) {
    let fixture = Fixture::<Sqlite>::new().await.expect("SQLite is always there");
    let exporter = InMemorySpanExporter::default();
    let provider = SdkTracerProvider::builder().with_simple_exporter(exporter.clone()).build();
    global::set_tracer_provider(provider.clone());
    let bridge =
        tracing_opentelemetry::layer().with_tracer(provider.tracer("bridge")).with_context_activation(activation);
    let subscriber = tracing_subscriber::registry().with(bridge);
    // Not the exported request: sqlx's thread for SQLite holds its span, and may close it late.
    let innermost = request(&fixture.pool, by_hand).with_subscriber(subscriber).await.expect("a row");
    let spans = exporter.get_finished_spans().expect("the exporter is alive");
    let query = spans.iter().find(|span| span.name == "SELECT orders").expect("the query's span");
    (innermost, query.parent_span_id)
}

/// One test: the provider is the process's.
#[tokio::test]
async fn the_innermost_span_is_the_parent() {
    for (activation, by_hand) in [(true, false), (true, true), (false, false), (false, true)] {
        let (innermost, parent) = innermost_and_parent(activation, by_hand).await;
        assert_ne!(innermost, SpanId::INVALID, "activation: {activation}, by hand: {by_hand}");
        assert_eq!(parent, innermost, "activation: {activation}, by hand: {by_hand}");
    }
}
