//! Futures that plain sqlx gives one type keep one type, and queries are followed through `fold`.

use std::future::Future;

use sqlspan_tests::{Fixture, Trace};
use sqlx::{Sqlite, SqlitePool};

#[sqlspan::repository(dialect = sqlite)]
mod queries {
    use super::{Future, SqlitePool};

    pub fn returned(pool: &SqlitePool, items: bool) -> impl Future<Output = sqlx::Result<i64>> + Send {
        if items {
            return sqlx::query_scalar("SELECT count(*) FROM items").fetch_one(pool);
        }
        sqlx::query_scalar("SELECT count(*) FROM orders").fetch_one(pool)
    }

    pub async fn replaced(pool: &SqlitePool, items: bool) -> sqlx::Result<i64> {
        let mut count = sqlx::query_scalar("SELECT count(*) FROM orders").fetch_one(pool);
        if items {
            count = sqlx::query_scalar("SELECT count(*) FROM items").fetch_one(pool);
        }
        count.await
    }

    pub async fn folded(pool: &SqlitePool, ids: &[i64; 2]) -> sqlx::Result<i64> {
        let query = sqlx::query_scalar("SELECT count(*) FROM orders WHERE id IN ($1, $2)");
        ids.iter().fold(query, |query, id| query.bind(*id)).fetch_one(pool).await
    }
}

async fn run(count: i64, name: &str, query: impl AsyncFnOnce(&SqlitePool) -> sqlx::Result<i64>) {
    let fixture = Fixture::<Sqlite>::new().await.expect("SQLite is always there");
    let trace = Trace::start("test");
    assert_eq!(trace.run(query(&fixture.pool)).await.unwrap(), count);
    let names: Vec<_> = trace.queries().iter().map(|span| span.name.to_string()).collect();
    assert_eq!(names, [name]);
}

#[tokio::test]
async fn of_several_returns() {
    run(3, "SELECT orders", async |pool: &SqlitePool| queries::returned(pool, false).await).await;
    run(3, "SELECT items", async |pool: &SqlitePool| queries::returned(pool, true).await).await;
}

#[tokio::test]
async fn of_a_variable_that_is_replaced() {
    run(3, "SELECT orders", async |pool: &SqlitePool| queries::replaced(pool, false).await).await;
    run(3, "SELECT items", async |pool: &SqlitePool| queries::replaced(pool, true).await).await;
}

#[tokio::test]
async fn a_query_that_a_fold_binds() {
    run(2, "SELECT orders", async |pool: &SqlitePool| queries::folded(pool, &[1, 2]).await).await;
}
