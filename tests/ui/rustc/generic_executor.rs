//! An executor of a type parameter, and a query that comes from elsewhere.

use sqlx::{Executor, Postgres};

#[sqlspan::traced]
async fn run<'c, 'q, E, Q>(executor: E, query: Q) -> sqlx::Result<()>
where
    E: Executor<'c, Database = Postgres>,
    Q: sqlx::Execute<'q, Postgres> + 'q,
{
    executor.execute(query).await.map(drop)
}

fn main() {
    let _ = run::<&sqlx::PgPool, sqlx::query::Query<'_, Postgres, sqlx::postgres::PgArguments>>;
}
