//! The parent is what is active at the first poll, however the future got there.

use opentelemetry::trace::{FutureExt as _, TraceContextExt as _, Tracer as _};
use opentelemetry::{Context, global};
use sqlspan_tests::{Fixture, Trace};
use sqlx::{Sqlite, SqlitePool};

#[sqlspan::traced]
async fn query(pool: &SqlitePool) -> sqlx::Result<(i64,)> {
    sqlx::query_as("SELECT count(*) FROM orders").fetch_one(pool).await
}

async fn fixture() -> Fixture<Sqlite> {
    Fixture::new().await.expect("SQLite is always there")
}

#[tokio::test]
async fn in_a_spawned_task() {
    let (fixture, trace) = (fixture().await, Trace::start("test"));
    let pool = fixture.pool.clone();
    tokio::spawn(async move { query(&pool).await }.with_context(trace.context())).await.unwrap().unwrap();
    let spans = trace.queries();
    assert_eq!(spans.len(), 1);
    assert_eq!(spans[0].parent_span_id, trace.root());
}

#[tokio::test]
async fn created_under_one_context_and_polled_under_another() {
    let (fixture, created, polled) = (fixture().await, Trace::start("created"), Trace::start("polled"));
    let future = {
        let _active = created.context().attach();
        query(&fixture.pool)
    };
    polled.run(future).await.unwrap();
    assert_eq!(created.queries(), []);
    assert_eq!(polled.queries()[0].parent_span_id, polled.root());
}

/// The context of the first poll stays the parent, also when a later poll has another.
#[tokio::test]
async fn the_first_poll_decides() {
    let (first, second) = (Trace::start("first"), Trace::start("second"));
    let pool: SqlitePool = sqlx::pool::PoolOptions::new().max_connections(1).connect("sqlite::memory:").await.unwrap();
    sqlx::raw_sql("CREATE TABLE orders (id INTEGER)").execute(&pool).await.unwrap();
    let taken = pool.acquire().await.unwrap();
    let mut future = Box::pin(query(&pool));
    {
        let _active = first.context().attach();
        assert!(futures::poll!(future.as_mut()).is_pending(), "there is no connection yet");
    }
    drop(taken);
    second.run(future).await.unwrap();
    assert_eq!(second.queries(), []);
    assert_eq!(first.queries()[0].parent_span_id, first.root());
}

#[tokio::test]
async fn siblings_in_join_and_a_span_between() {
    let (fixture, trace) = (fixture().await, Trace::start("test"));
    let inner = trace
        .run(async {
            let context = Context::current_with_span(global::tracer("tests").start("between"));
            let id = context.span().span_context().span_id();
            let (one, two) = tokio::join!(query(&fixture.pool), query(&fixture.pool).with_context(context));
            one.unwrap();
            two.unwrap();
            id
        })
        .await;
    let mut parents: Vec<_> =
        trace.queries().iter().filter(|span| span.name != "between").map(|span| span.parent_span_id).collect();
    let mut expected = vec![trace.root(), inner];
    parents.sort_by_key(|id| id.to_bytes());
    expected.sort_by_key(|id| id.to_bytes());
    assert_eq!(parents, expected);
}

#[tokio::test]
async fn suppressed_telemetry_stays_silent() {
    let (fixture, trace) = (fixture().await, Trace::start("test"));
    let suppressed = trace.context().with_telemetry_suppressed();
    query(&fixture.pool).with_context(suppressed).await.unwrap();
    assert_eq!(trace.queries(), []);
}
