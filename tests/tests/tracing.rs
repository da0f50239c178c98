//! The feature `tracing`: the parent of a query is the current `tracing` span, whether the bridge activates
//! OpenTelemetry contexts or not.

#![deny(warnings)]
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "tests")]

use opentelemetry::trace::{FutureExt as _, TraceContextExt as _, Tracer as _, TracerProvider as _};
use opentelemetry::{Context, global};
use opentelemetry_sdk::trace::{InMemorySpanExporter, SdkTracerProvider};
use sqlspan_tests::Fixture;
use sqlx::{Sqlite, SqlitePool};
use tracing::instrument::WithSubscriber as _;
use tracing_subscriber::layer::SubscriberExt as _;

#[sqlspan::traced]
async fn query(pool: &SqlitePool) -> sqlx::Result<(i64,)> {
    sqlx::query_as("SELECT count(*) FROM orders").fetch_one(pool).await
}

/// A query below a `tracing` span; with `by_hand`, below an OpenTelemetry context that was attached inside of it.
#[tracing::instrument(skip_all)]
async fn request(pool: &SqlitePool, by_hand: bool) -> sqlx::Result<(i64,)> {
    tokio::task::yield_now().await;
    if by_hand {
        let context = Context::current_with_span(global::tracer("tests").start("by hand"));
        query(pool).with_context(context).await
    } else {
        query(pool).await
    }
}

/// The name of the span that is the query's parent.
async fn parent(activation: bool, by_hand: bool) -> Option<String> {
    let fixture = Fixture::<Sqlite>::new().await.expect("SQLite is always there");
    let exporter = InMemorySpanExporter::default();
    let provider = SdkTracerProvider::builder().with_simple_exporter(exporter.clone()).build();
    global::set_tracer_provider(provider.clone());
    let bridge =
        tracing_opentelemetry::layer().with_tracer(provider.tracer("bridge")).with_context_activation(activation);
    let subscriber = tracing_subscriber::registry().with(bridge);
    request(&fixture.pool, by_hand).with_subscriber(subscriber).await.expect("a row");
    let spans = exporter.get_finished_spans().expect("the exporter is alive");
    let query = spans.iter().find(|span| span.name == "SELECT orders").expect("the query's span");
    let parent = spans.iter().find(|span| span.span_context.span_id() == query.parent_span_id);
    parent.map(|span| span.name.to_string())
}

/// One test: the provider is the process's.
#[tokio::test]
async fn the_innermost_span_is_the_parent() {
    for activation in [true, false] {
        assert_eq!(parent(activation, false).await.as_deref(), Some("request"), "activation: {activation}");
        assert_eq!(parent(activation, true).await.as_deref(), Some("by hand"), "activation: {activation}");
    }
}
