//! Under `tracing`: the event is on the request's span, whether the bridge activates OpenTelemetry contexts or not.

use opentelemetry::trace::TracerProvider as _;
use opentelemetry_sdk::trace::{InMemorySpanExporter, SdkTracerProvider};
use sqlspan::traced;
use sqlspan_tests::{Fixture, alone, block_on};
use sqlx::{Sqlite, SqlitePool};
use tracing::instrument::WithSubscriber as _;
use tracing_subscriber::layer::SubscriberExt as _;

use crate::{SEQUENTIAL, reports};

#[traced]
async fn find(pool: &SqlitePool, id: i64) -> sqlx::Result<Option<(String,)>> {
    sqlx::query_as("SELECT status FROM orders WHERE id = $1").bind(id).fetch_optional(pool).await
}

#[tracing::instrument(skip_all)]
async fn request(pool: &SqlitePool) {
    for id in 1..=12 {
        find(pool, id).await.unwrap();
    }
}

/// What is reported on the span of `request`.
async fn reported(activation: bool) -> Vec<crate::Report> {
    let db = Fixture::<Sqlite>::new().await.unwrap();
    // sqlx's thread for SQLite holds the span in which its connection was made.
    db.pool.acquire().await.unwrap();
    let exporter = InMemorySpanExporter::default();
    let provider = SdkTracerProvider::builder().with_simple_exporter(exporter.clone()).build();
    opentelemetry::global::set_tracer_provider(provider.clone());
    let bridge =
        tracing_opentelemetry::layer().with_tracer(provider.tracer("bridge")).with_context_activation(activation);
    request(&db.pool).with_subscriber(tracing_subscriber::registry().with(bridge)).await;
    let mut db = Some(db);
    loop {
        let spans = exporter.get_finished_spans().unwrap();
        if let Some(span) = spans.iter().find(|span| span.name == "request") {
            return reports(span);
        }
        // Its thread lets go of the span when it ends.
        drop(db.take());
        tokio::task::yield_now().await;
    }
}

#[test]
fn the_event_is_on_the_span_of_the_request() {
    if alone("bridge::the_event_is_on_the_span_of_the_request") {
        block_on(async {
            for activation in [true, false] {
                let expected = [(6, SEQUENTIAL), (12, SEQUENTIAL)];
                assert_eq!(reported(activation).await, expected, "activation: {activation}");
            }
        });
    }
}
