//! Queries that a function is given to run: each is traced where it runs, by its own text.

use sqlspan_tests::{Fixture, Trace};
use sqlx::postgres::{PgArguments, PgRow};
use sqlx::query::{Map, Query, QueryAs, QueryScalar};
use sqlx::{Database, Executor, FromRow, IntoArguments, PgPool, Postgres, RawSql};

#[derive(Debug, FromRow)]
struct Order {
    id: i64,
}

struct One<'p>(&'p PgPool);

#[sqlspan::repository]
impl One<'_> {
    async fn execute(&self, query: Query<'_, Postgres, PgArguments>) -> sqlx::Result<u64> {
        query.execute(self.0).await.map(|done| done.rows_affected())
    }

    async fn typed<O>(&self, query: QueryAs<'_, Postgres, O, PgArguments>) -> sqlx::Result<Vec<O>>
    where
        O: Send + Unpin + for<'r> FromRow<'r, PgRow>,
    {
        query.fetch_all(self.0).await
    }

    async fn mapped<F, O>(&self, query: Map<'_, Postgres, F, PgArguments>) -> sqlx::Result<O>
    where
        F: FnMut(PgRow) -> sqlx::Result<O> + Send,
        O: Send + Unpin,
    {
        query.fetch_one(self.0).await
    }

    async fn raw(&self, script: sqlx::RawSql) -> sqlx::Result<()> {
        script.execute(self.0).await.map(drop)
    }
}

#[sqlspan::traced]
async fn scalar<'q, 'e, E>(executor: E, query: QueryScalar<'q, Postgres, i64, PgArguments>) -> sqlx::Result<i64>
where
    E: Executor<'e, Database = Postgres>,
{
    query.bind(1_i64).fetch_one(executor).await
}

#[sqlspan::traced]
async fn generic<'q, 'e, DB, A, E>(executor: E, query: Query<'q, DB, A>) -> sqlx::Result<Option<DB::Row>>
where
    DB: Database,
    A: 'q + IntoArguments<DB> + Send,
    E: Executor<'e, Database = DB>,
{
    query.fetch_optional(executor).await
}

#[tokio::test]
async fn are_traced_by_their_own_text() {
    let Some(db) = Fixture::<Postgres>::new().await else { return };
    let one = One(&db.pool);
    let trace = Trace::start("parameters");
    let all = async {
        one.execute(sqlx::query("UPDATE orders SET status = 'paid' WHERE id = $1").bind(1_i64)).await?;
        let orders: Vec<Order> = one.typed(sqlx::query_as("SELECT id FROM orders ORDER BY id")).await?;
        assert_eq!(orders[0].id, 1);
        let mapped =
            sqlx::query("SELECT count(*) FROM items").try_map(|row: PgRow| sqlx::Row::try_get::<i64, _>(&row, 0));
        one.mapped(mapped).await?;
        let raw: RawSql = sqlx::raw_sql("SELECT 1");
        one.raw(raw).await?;
        scalar(&db.pool, sqlx::query_scalar("SELECT id FROM orders WHERE id = $1")).await?;
        generic(&db.pool, sqlx::query("DELETE FROM orders WHERE id = $1").bind(-1_i64)).await
    };
    trace.run(all).await.unwrap();
    let names: Vec<_> = trace.queries().into_iter().map(|span| span.name).collect();
    assert_eq!(names, ["UPDATE orders", "SELECT orders", "SELECT items", "SELECT", "SELECT orders", "DELETE orders"]);
}
