//! Success, failure, no row, decode error, cancellation and panic, told apart.

use std::time::Duration;

use opentelemetry::trace::Status;
use sqlspan_tests::{Fixture, System, Trace};
use sqlx::pool::PoolOptions;
use sqlx::{MySql, MySqlPool, PgPool, Pool, Postgres, Sqlite, SqlitePool};

use crate::attributes;

#[sqlspan::repository]
mod queries {
    use sqlx::pool::PoolOptions;
    use sqlx::{MySqlPool, PgPool, SqlitePool};

    pub async fn missing(pool: &SqlitePool) -> sqlx::Result<(i64,)> {
        sqlx::query_as("SELECT id FROM orders WHERE id = 77").fetch_one(pool).await
    }

    pub async fn undecodable(pool: &SqlitePool) -> sqlx::Result<(i64,)> {
        sqlx::query_as("SELECT status FROM orders WHERE id = 1").fetch_one(pool).await
    }

    pub async fn undecodable_rows(pool: &SqlitePool) -> sqlx::Result<Vec<(i64,)>> {
        sqlx::query_as("SELECT status FROM orders").fetch_all(pool).await
    }

    pub async fn twice_sqlite(pool: &SqlitePool) -> sqlx::Result<u64> {
        Ok(sqlx::query("INSERT INTO orders VALUES (1, 'secret value')").execute(pool).await?.rows_affected())
    }

    pub async fn twice_postgres(pool: &PgPool) -> sqlx::Result<u64> {
        Ok(sqlx::query("INSERT INTO orders VALUES (1, 'secret value')").execute(pool).await?.rows_affected())
    }

    pub async fn twice_mysql(pool: &MySqlPool) -> sqlx::Result<u64> {
        Ok(sqlx::query("INSERT INTO orders VALUES (1, 'secret value')").execute(pool).await?.rows_affected())
    }

    pub async fn slow(pool: &PgPool) -> sqlx::Result<()> {
        sqlx::query("SELECT pg_sleep(60)").execute(pool).await.map(drop)
    }

    pub async fn any_row(pool: &SqlitePool) -> sqlx::Result<(i64,)> {
        sqlx::query_as("SELECT id FROM orders").fetch_one(pool).await
    }

    pub async fn panics(pool: &SqlitePool) -> sqlx::Result<i64> {
        sqlx::query("SELECT id FROM orders")
            .map(|_: sqlx::sqlite::SqliteRow| -> i64 { panic!("in the user's closure") })
            .fetch_one(pool)
            .await
    }

    pub async fn nowhere() -> sqlx::Result<(i64,)> {
        let pool: PgPool = PoolOptions::new()
            .acquire_timeout(std::time::Duration::from_millis(300))
            .connect_lazy("postgres://nobody@127.0.0.1:9/nothing")?;
        sqlx::query_as("SELECT id FROM orders").fetch_one(&pool).await
    }
}

/// The one span of a trace: its attributes and its status.
fn only(trace: &Trace) -> (std::collections::BTreeMap<String, String>, Status) {
    let spans = trace.queries();
    assert_eq!(spans.len(), 1, "one span a query call");
    (attributes(&spans[0]), spans[0].status.clone())
}

async fn sqlite() -> Fixture<Sqlite> {
    Fixture::new().await.expect("SQLite is always there")
}

#[tokio::test]
async fn a_missing_row_is_an_answer() {
    let (fixture, trace) = (sqlite().await, Trace::start("test"));
    let error = trace.run(queries::missing(&fixture.pool)).await.unwrap_err();
    assert!(matches!(error, sqlx::Error::RowNotFound));
    let (attributes, status) = only(&trace);
    assert_eq!(status, Status::Unset);
    assert_eq!(attributes["db.response.returned_rows"], "0");
    assert!(!attributes.contains_key("error.type"));
}

#[tokio::test]
async fn a_decode_error_fails_the_query() {
    let fixture = sqlite().await;
    for all in [false, true] {
        let trace = Trace::start("test");
        if all {
            trace.run(queries::undecodable_rows(&fixture.pool)).await.unwrap_err();
        } else {
            trace.run(queries::undecodable(&fixture.pool)).await.unwrap_err();
        }
        let (attributes, status) = only(&trace);
        assert_eq!(status, Status::error(""));
        assert_eq!(attributes["error.type"], "ColumnDecode");
        assert!(!attributes.contains_key("db.response.status_code"));
    }
}

/// The most specific code of each system, and nothing of the message, which quotes the value.
async fn violation<DB: System>(code: &str, run: impl AsyncFn(&Pool<DB>) -> sqlx::Result<u64>)
where
    for<'c> &'c mut DB::Connection: sqlx::Executor<'c, Database = DB>,
    DB::Arguments: sqlx::IntoArguments<DB>,
{
    let Some(fixture) = Fixture::<DB>::new().await else { return };
    let trace = Trace::start("test");
    trace.run(run(&fixture.pool)).await.unwrap_err();
    let spans = trace.queries();
    let (mut attributes, status) = only(&trace);
    assert_eq!(status, Status::error(""));
    assert_eq!(attributes["error.type"], code);
    assert_eq!(attributes["db.response.status_code"], code);
    // The statement is the program's own; beside it there is no trace of the value.
    attributes.remove("db.query.text");
    assert!(!attributes.values().any(|value| value.contains("secret")));
    assert!(spans[0].events.is_empty());
}

#[tokio::test]
async fn a_violation_on_sqlite() {
    violation::<Sqlite>("1555", async |pool: &SqlitePool| queries::twice_sqlite(pool).await).await;
}

#[tokio::test]
async fn a_violation_on_postgres() {
    violation::<Postgres>("23505", async |pool: &PgPool| queries::twice_postgres(pool).await).await;
}

#[tokio::test]
async fn a_violation_on_mariadb() {
    violation::<MySql>("1062", async |pool: &MySqlPool| queries::twice_mysql(pool).await).await;
}

#[tokio::test]
async fn no_connection_is_the_querys_error() {
    let trace = Trace::start("test");
    let error = trace.run(queries::nowhere()).await.unwrap_err();
    let (attributes, status) = only(&trace);
    assert_eq!(status, Status::error(""));
    let expected = if matches!(error, sqlx::Error::PoolTimedOut) { "PoolTimedOut" } else { "Io" };
    assert_eq!(attributes["error.type"], expected, "{error}");
    assert_eq!(attributes["db.query.summary"], "SELECT orders");
    assert_eq!(attributes["server.port"], "9");
}

#[tokio::test]
async fn a_query_given_up_is_cancelled() {
    let Some(fixture) = Fixture::<Postgres>::new().await else { return };
    let trace = Trace::start("test");
    let slow = trace.run(queries::slow(&fixture.pool));
    tokio::time::timeout(Duration::from_millis(200), slow).await.unwrap_err();
    let (attributes, status) = only(&trace);
    assert_eq!(status, Status::Unset, "nobody failed");
    assert_eq!(attributes["sqlspan.outcome"], "cancelled");
    assert!(!attributes.contains_key("error.type"));
}

#[tokio::test]
async fn a_wait_given_up_is_cancelled() {
    let pool: SqlitePool = PoolOptions::new().max_connections(1).connect("sqlite::memory:").await.unwrap();
    let _taken = pool.acquire().await.unwrap();
    let trace = Trace::start("test");
    let waiting = trace.run(queries::any_row(&pool));
    tokio::time::timeout(Duration::from_millis(50), waiting).await.unwrap_err();
    let (attributes, status) = only(&trace);
    assert_eq!(status, Status::Unset);
    assert_eq!(attributes["sqlspan.outcome"], "cancelled");
}

#[tokio::test]
async fn the_wait_is_not_in_the_querys_duration() {
    let pool: SqlitePool = PoolOptions::new().max_connections(1).connect("sqlite::memory:").await.unwrap();
    sqlx::raw_sql("CREATE TABLE orders (id INTEGER); INSERT INTO orders VALUES (1)").execute(&pool).await.unwrap();
    let taken = pool.acquire().await.unwrap();
    let trace = Trace::start("test");
    let released = std::sync::Mutex::new(None);
    let (row, ()) = tokio::join!(trace.run(queries::any_row(&pool)), async {
        // By now the query waits: both futures were polled once.
        tokio::time::sleep(Duration::from_millis(50)).await;
        *released.lock().unwrap() = Some(std::time::SystemTime::now());
        drop(taken);
    });
    row.unwrap();
    let released = released.lock().unwrap().expect("it was released");
    assert!(trace.queries()[0].start_time >= released, "the span starts when there is a connection");
}

#[tokio::test]
async fn a_future_that_is_never_polled_makes_no_span() {
    let (fixture, trace) = (sqlite().await, Trace::start("test"));
    drop(trace.run(queries::any_row(&fixture.pool)));
    assert_eq!(trace.queries(), []);
}

#[tokio::test]
async fn a_panic_is_told_from_a_cancellation() {
    let (fixture, trace) = (sqlite().await, Trace::start("test"));
    let pool = fixture.pool.clone();
    let context = trace.context();
    let task = tokio::spawn(opentelemetry::trace::FutureExt::with_context(
        async move { queries::panics(&pool).await },
        context,
    ));
    assert!(task.await.unwrap_err().is_panic());
    let (attributes, status) = only(&trace);
    assert_eq!(attributes["sqlspan.outcome"], "panicked");
    assert_eq!(attributes["error.type"], "panic");
    assert_eq!(status, Status::error(""));
}
