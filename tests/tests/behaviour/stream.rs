//! Streams: counted, ended when exhausted, when they fail and when the reader stops.

use futures::stream::BoxStream;
use futures::{StreamExt as _, TryStreamExt as _};
use opentelemetry::trace::Status;
use sqlspan_tests::{Fixture, Trace};
use sqlx::{Sqlite, SqliteConnection, SqlitePool};

use crate::attributes;

#[sqlspan::repository(dialect = sqlite)]
mod queries {
    use super::{BoxStream, SqliteConnection, SqlitePool};

    pub fn of_pool(pool: &SqlitePool) -> BoxStream<'_, sqlx::Result<(i64,)>> {
        sqlx::query_as("SELECT id FROM orders").fetch(pool)
    }

    pub fn of_connection(connection: &mut SqliteConnection) -> BoxStream<'_, sqlx::Result<(i64,)>> {
        sqlx::query_as("SELECT id FROM orders").fetch(connection)
    }

    pub fn undecodable(pool: &SqlitePool) -> BoxStream<'_, sqlx::Result<(i64,)>> {
        sqlx::query_as("SELECT id FROM orders UNION ALL SELECT 'no number'").fetch(pool)
    }

    pub fn none(pool: &SqlitePool) -> BoxStream<'_, sqlx::Result<(i64,)>> {
        sqlx::query_as("SELECT id FROM orders WHERE id > 100").fetch(pool)
    }
}

async fn fixture() -> (Fixture<Sqlite>, Trace) {
    (Fixture::new().await.expect("SQLite is always there"), Trace::start("test"))
}

fn rows_of(trace: &Trace) -> String {
    let spans = trace.queries();
    assert_eq!(spans.len(), 1);
    assert_eq!(spans[0].status, Status::Unset);
    let attributes = attributes(&spans[0]);
    assert!(!attributes.contains_key("sqlspan.outcome"), "an early end is a normal one");
    attributes["db.response.returned_rows"].clone()
}

#[tokio::test]
async fn exhausted() {
    let (fixture, trace) = fixture().await;
    let rows: Vec<_> = trace.run(queries::of_pool(&fixture.pool).try_collect()).await.unwrap();
    assert_eq!(rows, [(1,), (2,), (3,)]);
    assert_eq!(rows_of(&trace), "3");
}

#[tokio::test]
async fn exhausted_on_a_connection() {
    let (fixture, trace) = fixture().await;
    let mut connection = fixture.pool.acquire().await.unwrap();
    let rows: Vec<_> = trace.run(queries::of_connection(&mut connection).try_collect()).await.unwrap();
    assert_eq!(rows, [(1,), (2,), (3,)]);
    assert_eq!(rows_of(&trace), "3");
}

#[tokio::test]
async fn without_rows() {
    let (fixture, trace) = fixture().await;
    trace.run(queries::none(&fixture.pool).try_collect::<Vec<_>>()).await.unwrap();
    assert_eq!(rows_of(&trace), "0");
}

#[tokio::test]
async fn dropped_early_ends_normally_with_its_count() {
    let (fixture, trace) = fixture().await;
    trace
        .run(async {
            let mut rows = queries::of_pool(&fixture.pool);
            rows.next().await.expect("there is a row").unwrap();
            rows.next().await.expect("there is another").unwrap();
        })
        .await;
    assert_eq!(rows_of(&trace), "2");
}

#[tokio::test]
async fn dropped_early_on_a_connection() {
    let (fixture, trace) = fixture().await;
    let mut connection = fixture.pool.acquire().await.unwrap();
    trace.run(async { queries::of_connection(&mut connection).next().await.expect("a row").unwrap() }).await;
    assert_eq!(rows_of(&trace), "1");
    // The connection is free again.
    trace.run(queries::of_connection(&mut connection).try_collect::<Vec<_>>()).await.unwrap();
    assert_eq!(trace.queries().len(), 2);
}

#[tokio::test]
async fn never_polled() {
    let (fixture, trace) = fixture().await;
    trace.run(async { drop(queries::of_pool(&fixture.pool)) }).await;
    let mut connection = fixture.pool.acquire().await.unwrap();
    trace.run(async { drop(queries::of_connection(&mut connection)) }).await;
    assert_eq!(trace.queries(), []);
}

#[tokio::test]
async fn an_error_ends_it() {
    let (fixture, trace) = fixture().await;
    trace.run(queries::undecodable(&fixture.pool).try_collect::<Vec<_>>()).await.unwrap_err();
    let spans = trace.queries();
    assert_eq!(spans.len(), 1);
    assert_eq!(spans[0].status, Status::error(""));
    let attributes = attributes(&spans[0]);
    assert_eq!(attributes["error.type"], "ColumnDecode");
    assert_eq!(attributes["db.response.returned_rows"], "3", "the rows before the error");
}

/// A panic of whoever reads the stream is not the query's.
#[tokio::test]
async fn a_readers_panic_is_its_own() {
    let (fixture, trace) = fixture().await;
    let (pool, context) = (fixture.pool.clone(), trace.context());
    let reading = async move {
        let mut rows = queries::of_pool(&pool);
        rows.next().await.expect("a row").unwrap();
        panic!("of the reader");
    };
    tokio::spawn(opentelemetry::trace::FutureExt::with_context(reading, context)).await.unwrap_err();
    assert_eq!(rows_of(&trace), "1");
}
