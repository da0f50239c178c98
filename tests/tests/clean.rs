//! Code as people write it, outside of any macro: the emitted code is clean under the strictest lints, with nothing
//! allowed. What clippy and the compiler say of these functions they would say without the attribute.

#![deny(warnings, unused, clippy::all, clippy::pedantic, clippy::nursery)]
#![deny(unused_qualifications, unreachable_pub, missing_debug_implementations, single_use_lifetimes)]

use futures::stream::BoxStream;
use futures::{StreamExt as _, TryStreamExt as _};
use sqlspan_tests::{Fixture, Trace};
use sqlx::{Acquire, Executor as _, QueryBuilder, Row as _, Sqlite, SqliteConnection, SqliteExecutor, SqlitePool};

const ALL: &str = "SELECT id
    FROM orders
    ORDER BY id";

struct Orders {
    pool: SqlitePool,
}

#[sqlspan::repository(dialect = sqlite)]
impl Orders {
    const COUNT: &'static str = "SELECT count(*) FROM orders";

    async fn find(&self, id: i64) -> sqlx::Result<Option<(i64, String)>> {
        sqlx::query_as("SELECT id, status FROM orders WHERE id = $1").bind(id).fetch_optional(&self.pool).await
    }

    async fn all(&self) -> sqlx::Result<Vec<i64>> {
        sqlx::query_scalar(ALL).fetch_all(&self.pool).await
    }

    async fn count(&self) -> sqlx::Result<i64> {
        sqlx::query_scalar(Self::COUNT).fetch_one(&self.pool).await
    }

    async fn sorted(&self, newest_first: bool) -> sqlx::Result<Vec<i64>> {
        let text =
            if newest_first { "SELECT id FROM orders ORDER BY id DESC" } else { "SELECT id FROM orders ORDER BY id" };
        sqlx::query_scalar(text).fetch_all(&self.pool).await
    }

    async fn among(&self, ids: &[i64]) -> sqlx::Result<usize> {
        let mut builder: QueryBuilder<Sqlite> = QueryBuilder::new("SELECT id FROM orders WHERE id IN (");
        let mut separated = builder.separated(", ");
        for id in ids {
            separated.push_bind(id);
        }
        builder.push(")");
        Ok(builder.build().fetch_all(&self.pool).await?.len())
    }

    async fn replace(&self) -> sqlx::Result<i64> {
        let mut tx = self.pool.begin().await?;
        sqlx::query("INSERT INTO orders (id, status) VALUES (4, 'new')").execute(&mut *tx).await?;
        tx.execute("DELETE FROM orders WHERE id = 1").await?;
        let left = tx.fetch_one("SELECT count(*) FROM orders").await?.try_get(0)?;
        tx.commit().await?;
        Ok(left)
    }

    async fn acquired(&self) -> sqlx::Result<(i64, i64)> {
        let mut conn = self.pool.acquire().await?;
        let one = sqlx::query_scalar("SELECT max(id) FROM orders").fetch_one(&mut *conn).await?;
        drop(conn);
        let two = sqlx::query_scalar("SELECT min(id) FROM orders").fetch_one(&mut *self.pool.acquire().await?).await?;
        Ok((one, two))
    }

    fn stream<'a>(&'a self, status: &'a str) -> BoxStream<'a, sqlx::Result<(i64,)>> {
        sqlx::query_as("SELECT id FROM orders WHERE status = $1").bind(status).fetch(&self.pool)
    }

    fn boxed(&self) -> futures::future::BoxFuture<'_, sqlx::Result<sqlx::sqlite::SqliteRow>> {
        self.pool.fetch_one(sqlx::query("SELECT id FROM orders"))
    }

    async fn both(&self) -> sqlx::Result<(i64, i64)> {
        futures::try_join!(
            sqlx::query_scalar("SELECT count(*) FROM orders").fetch_one(&self.pool),
            sqlx::query_scalar("SELECT max(id) FROM orders").fetch_one(&self.pool),
        )
    }

    async fn first(&self) -> sqlx::Result<i64> {
        tokio::select! {
            found = sqlx::query_scalar("SELECT min(id) FROM orders").fetch_one(&self.pool) => found,
            () = tokio::time::sleep(std::time::Duration::from_mins(1)) => Err(sqlx::Error::PoolTimedOut),
        }
    }

    async fn many(&self) -> sqlx::Result<usize> {
        let items: Vec<_> = sqlx::raw_sql("DELETE FROM items WHERE order_id > 0; SELECT id FROM orders")
            .fetch_many(&self.pool)
            .try_collect()
            .await?;
        let results: Vec<_> = self
            .pool
            .execute_many("DELETE FROM items WHERE order_id > 0; DELETE FROM items WHERE order_id > 0")
            .try_collect()
            .await?;
        Ok(items.len() + results.len())
    }

    async fn each(&self, ids: &[i64]) -> sqlx::Result<Vec<String>> {
        let find =
            |id: &i64| sqlx::query_scalar("SELECT status FROM orders WHERE id = $1").bind(*id).fetch_one(&self.pool);
        futures::future::try_join_all(ids.iter().map(find)).await
    }

    async fn while_there_are(&self) -> sqlx::Result<usize> {
        let mut statement = 0;
        while let Some(id) = sqlx::query_scalar::<_, i64>("SELECT min(id) FROM items_left")
            .fetch_optional(&self.pool)
            .await
            .ok()
            .flatten()
        {
            statement += usize::from(id > 0);
        }
        match sqlx::query("SELECT id FROM orders WHERE id = 0").fetch_one(&self.pool).await {
            Err(sqlx::Error::RowNotFound) => Ok(statement),
            Ok(_) => Ok(usize::MAX),
            Err(error) => Err(error),
        }
    }

    fn is_idle(&self) -> bool {
        self.pool.num_idle() > 0
    }
}

#[sqlspan::traced]
async fn on_a_connection(conn: &mut SqliteConnection) -> sqlx::Result<i64> {
    conn.execute("UPDATE orders SET status = 'gone' WHERE id > 0").await?;
    let query = sqlx::query_scalar("SELECT count(*) FROM orders");
    query.fetch_one(conn).await
}

#[sqlspan::traced]
async fn on_any(executor: impl SqliteExecutor<'_>) -> sqlx::Result<i64> {
    sqlx::query_scalar("SELECT count(*) FROM orders").fetch_one(executor).await
}

#[sqlspan::traced]
async fn on_what_acquires<'a, A>(place: A) -> sqlx::Result<i64>
where
    A: Acquire<'a, Database = Sqlite> + Send,
{
    let mut conn = place.acquire().await?;
    sqlx::query_scalar("SELECT count(*) FROM orders").fetch_one(&mut *conn).await
}

#[tokio::test]
async fn it_runs_and_is_traced() -> sqlx::Result<()> {
    let Some(db) = Fixture::<Sqlite>::new().await else { return Ok(()) };
    let trace = Trace::start("clean");
    let orders = Orders { pool: db.pool.clone() };
    let run = async {
        assert_eq!(orders.find(2).await?, Some((2, "paid".to_owned())));
        assert_eq!(orders.all().await?, [1, 2, 3]);
        assert_eq!(orders.count().await?, 3);
        assert_eq!(orders.sorted(true).await?, [3, 2, 1]);
        assert_eq!(orders.among(&[1, 2, 77]).await?, 2);
        assert_eq!(orders.replace().await?, 3);
        assert_eq!(orders.acquired().await?, (4, 2));
        assert_eq!(orders.stream("new").collect::<Vec<_>>().await.len(), 2);
        assert_eq!(orders.boxed().await?.try_get::<i64, _>(0)?, 2);
        assert_eq!(orders.both().await?, (3, 4));
        assert_eq!(orders.first().await?, 2);
        assert_eq!(orders.many().await?, 7);
        assert_eq!(orders.each(&[2, 3]).await?, ["paid", "new"]);
        assert_eq!(orders.while_there_are().await?, 0);
        // sqlx gives a connection back in a task of its own.
        while !orders.is_idle() {
            tokio::task::yield_now().await;
        }
        assert_eq!(on_a_connection(&mut *db.pool.acquire().await?).await?, 3);
        assert_eq!(on_any(&db.pool).await?, 3);
        assert_eq!(on_what_acquires(&db.pool).await?, 3);
        Ok::<(), sqlx::Error>(())
    };
    trace.run(run).await?;
    let lines: Vec<_> = trace
        .queries()
        .iter()
        .map(|span| {
            let of = |name| span.attributes.iter().find(|attribute| attribute.key.as_str() == name);
            of("code.line.number").map_or_else(String::new, |line| line.value.to_string())
        })
        .collect();
    assert_eq!(lines.len(), 25, "one span for each query");
    assert!(lines.iter().all(|line| !line.is_empty()));
    Ok(())
}
