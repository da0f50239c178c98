//! `#[sqlx::test]` together with `#[traced]`, in either order, and around a block of both.

#![deny(warnings)]
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "tests")]

use sqlspan::{repository, traced};
use sqlspan_tests::Trace;
use sqlx::SqlitePool;

const CREATE: &str = "CREATE TABLE orders (id BIGINT PRIMARY KEY NOT NULL)";

fn names(trace: &Trace) -> Vec<String> {
    trace.queries().iter().map(|span| span.name.to_string()).collect()
}

#[sqlx::test]
#[traced(dialect = sqlite)]
async fn above(pool: SqlitePool) -> sqlx::Result<()> {
    let trace = Trace::start("above");
    let queries = async {
        sqlx::query("CREATE TABLE orders (id BIGINT PRIMARY KEY NOT NULL)").execute(&pool).await?;
        sqlx::query("SELECT id FROM orders").fetch_all(&pool).await
    };
    assert!(trace.run(queries).await?.is_empty());
    assert_eq!(names(&trace), ["CREATE TABLE orders", "SELECT orders"]);
    let function = trace.queries()[0]
        .attributes
        .iter()
        .any(|pair| pair.key.as_str() == "code.function.name" && pair.value.as_str().ends_with("sqlx_test::above"));
    assert!(function, "the function is the one that was written");
    Ok(())
}

#[traced(dialect = sqlite)]
#[sqlx::test]
async fn below(pool: SqlitePool) -> sqlx::Result<()> {
    let trace = Trace::start("below");
    let queries = async {
        sqlx::query(CREATE).execute(&pool).await?;
        sqlx::query("SELECT id FROM orders").fetch_all(&pool).await
    };
    assert!(trace.run(queries).await?.is_empty());
    assert_eq!(names(&trace), ["CREATE TABLE orders", "SELECT orders"]);
    Ok(())
}

/// Without arguments sqlx makes no function inside.
#[sqlx::test]
#[traced(dialect = sqlite)]
async fn without_a_database() {
    let trace = Trace::start("without a database");
    let query = async {
        let pool = SqlitePool::connect("sqlite::memory:").await?;
        sqlx::query("SELECT 1 FROM sqlite_schema").fetch_all(&pool).await
    };
    assert!(trace.run(query).await.unwrap().is_empty());
    assert_eq!(names(&trace), ["SELECT sqlite_schema"]);
}

/// The lints that are silent in tests are, whichever stands above.
#[sqlx::test]
#[traced(dialect = sqlite)]
async fn silent(pool: SqlitePool) -> sqlx::Result<()> {
    sqlx::query(CREATE).execute(&pool).await?;
    for id in std::iter::successors(Some(1), |id| (*id < 3).then_some(id + 1)) {
        sqlx::query("INSERT INTO orders (id) VALUES ($1)").bind(id).execute(&pool).await?;
    }
    assert_eq!(sqlx::query("DELETE FROM orders").execute(&pool).await?.rows_affected(), 3);
    Ok(())
}

#[repository(dialect = sqlite)]
mod of_a_module {
    use sqlspan_tests::Trace;
    use sqlx::SqlitePool;

    #[sqlx::test]
    #[traced(summary = "none at all")]
    async fn in_a_module(pool: SqlitePool) -> sqlx::Result<()> {
        let trace = Trace::start("in a module");
        trace.run(sqlx::query("SELECT 1 FROM sqlite_schema").fetch_all(&pool)).await?;
        assert_eq!(super::names(&trace), ["none at all"]);
        Ok(())
    }
}
