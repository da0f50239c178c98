//! Code under `#[traced(allow(n_plus_one))]`: whatever is awaited in it may repeat its queries, and compiles as before.

use futures::future::{BoxFuture, try_join_all};
use futures::{FutureExt as _, StreamExt as _, TryStreamExt as _, stream};
use opentelemetry::trace::FutureExt as _;
use sqlspan::traced;
use sqlspan_tests::{Fixture, Trace};
use sqlx::{Sqlite, SqlitePool};

/// A query that is not marked.
#[traced]
async fn find(pool: &SqlitePool, id: i64) -> sqlx::Result<Option<(String,)>> {
    sqlx::query_as("SELECT status FROM orders WHERE id = $1").bind(id).fetch_optional(pool).await
}

struct Orders<'a>(&'a SqlitePool);

#[async_trait::async_trait]
trait Find {
    async fn find(&self, id: i64) -> sqlx::Result<Option<(String,)>>;
}

#[async_trait::async_trait]
impl Find for Orders<'_> {
    async fn find(&self, id: i64) -> sqlx::Result<Option<(String,)>> {
        find(self.0, id).await
    }
}

/// Each way to await, eight times; what the first query is for is that there is one.
#[traced(allow(n_plus_one))]
async fn every_way<T: Find + ?Sized>(pool: &SqlitePool, orders: &T) -> sqlx::Result<i64> {
    let (count,): (i64,) = sqlx::query_as("SELECT count(*) FROM orders").fetch_one(pool).await?;
    let ids: Vec<i64> = (1..=8).collect();
    for id in &ids {
        find(pool, *id).await?;
        orders.find(*id).await?;
        let later = find(pool, *id);
        later.await?;
        let mut pinned = Box::pin(find(pool, *id));
        (&mut pinned).await?;
        async { find(pool, *id).await }.await?;
        let (one, other) = tokio::join!(find(pool, *id), async { find(pool, *id).await });
        one.and(other)?;
        tokio::select! {
            found = find(pool, *id) => found?,
        };
        let named = futures::future::pending::<sqlx::Result<Option<(String,)>>>().fuse();
        futures::pin_mut!(named);
        futures::select! {
            found = named => found?,
            found = find(pool, *id).boxed().fuse() => found?,
        };
        match find(pool, *id).await {
            Ok(Some(_) | None) => {}
            Err(error) => return Err(error),
        }
    }
    try_join_all(ids.iter().map(|id| find(pool, *id))).await?;
    let _: Vec<_> = stream::iter(ids).map(|id| find(pool, id)).buffered(3).try_collect().await?;
    down(pool, 8).await?;
    Ok(count)
}

/// A function that calls itself.
#[traced(allow(n_plus_one))]
fn down(pool: &SqlitePool, id: i64) -> BoxFuture<'_, sqlx::Result<()>> {
    Box::pin(async move {
        sqlx::query("SELECT id FROM orders WHERE id = $1").bind(id).fetch_optional(pool).await?;
        if id > 0 {
            down(pool, id - 1).await?;
        }
        Ok(())
    })
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whatever_is_awaited_may_repeat() {
    let (db, trace) = (Fixture::<Sqlite>::new().await.unwrap(), Trace::start("request"));
    let pool = db.pool.clone();
    let task = async move { every_way(&pool, &Orders(&pool)).await };
    assert_eq!(tokio::spawn(task.with_context(trace.context())).await.unwrap().unwrap(), 3);
    assert!(trace.queries().len() > 80);
    assert_eq!(crate::reported(&trace), []);
}
