//! What the page of common mistakes (`runtime/docs/mistakes.md`) says of `tracing`: its own examples run without a
//! subscriber.

#![deny(warnings)]
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "tests")]

use opentelemetry::trace::{SpanId, TraceContextExt as _, Tracer as _, TracerProvider as _};
use opentelemetry::{Context, global};
use opentelemetry_sdk::trace::{InMemorySpanExporter, SdkTracerProvider};
use sqlspan_tests::{Fixture, alone, block_on};
use sqlx::{Sqlite, SqlitePool};
use tracing::{Instrument as _, Span, info_span};
use tracing_opentelemetry::OpenTelemetrySpanExt as _;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;

#[sqlspan::repository]
mod orders {
    use super::{Span, SqlitePool};
    use tracing::Instrument as _;

    pub async fn count(pool: &SqlitePool) -> sqlx::Result<i64> {
        sqlx::query_scalar("SELECT count(*) FROM orders").fetch_one(pool).await
    }

    pub async fn instrumented(pool: &SqlitePool, span: Span) -> sqlx::Result<i64> {
        sqlx::query_scalar("SELECT count(*) FROM orders").fetch_one(pool).instrument(span).await
    }

    pub async fn too_late(pool: &SqlitePool, span: Span) -> sqlx::Result<i64> {
        sqlx::query_scalar("SELECT count(*) FROM orders").fetch_one(pool).await.instrument(span).into_inner()
    }
}

/// An exporter behind the global provider and the bridge.
fn exporter() -> InMemorySpanExporter {
    let exporter = InMemorySpanExporter::default();
    let provider = SdkTracerProvider::builder().with_simple_exporter(exporter.clone()).build();
    global::set_tracer_provider(provider.clone());
    let bridge = tracing_opentelemetry::layer().with_tracer(provider.tracer("bridge"));
    tracing_subscriber::registry().with(bridge).init();
    exporter
}

fn id(context: &Context) -> SpanId {
    context.span().span_context().span_id()
}

#[test]
fn where_instrument_stands() {
    if !alone("where_instrument_stands") {
        return;
    }
    block_on(async {
        let fixture = Fixture::<Sqlite>::alone().await.unwrap();
        let pool = fixture.pool.clone();
        let exporter = exporter();
        // The parent of the query that ran last.
        let parent = || {
            let spans = exporter.get_finished_spans().unwrap();
            spans.iter().rfind(|span| span.name == "SELECT orders").unwrap().parent_span_id
        };
        let span = || {
            let span = info_span!("request");
            let id = id(&span.context());
            assert_ne!(id, SpanId::INVALID);
            (span, id)
        };

        let (request, expected) = span();
        orders::count(&pool).instrument(request).await.unwrap();
        assert_eq!(parent(), expected, "on the future of the function");

        let (request, expected) = span();
        orders::instrumented(&pool, request).await.unwrap();
        assert_eq!(parent(), expected, "after the call, in an annotated function");

        let (request, _) = span();
        orders::too_late(&pool, request).await.unwrap();
        assert_eq!(parent(), SpanId::INVALID, "after the await");

        let (request, _) = span();
        let spawned = pool.clone();
        tokio::spawn(async move { orders::count(&spawned).await }).instrument(request).await.unwrap().unwrap();
        assert_eq!(parent(), SpanId::INVALID, "around the handle of a task");

        let (request, expected) = span();
        tokio::spawn(async move { orders::count(&pool).await }.instrument(request)).await.unwrap().unwrap();
        assert_eq!(parent(), expected, "in the task");
    });
}

#[test]
fn a_tracer_from_before_the_provider() {
    if !alone("a_tracer_from_before_the_provider") {
        return;
    }
    let before = global::tracer("app");
    let exporter = exporter();
    let context = Context::current_with_span(before.start("never"));
    assert_eq!(id(&context), SpanId::INVALID);
    drop(context);
    assert!(exporter.get_finished_spans().unwrap().is_empty());
}
