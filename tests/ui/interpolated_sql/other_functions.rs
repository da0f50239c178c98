#![allow(unused)]

use sqlspan::traced;
use sqlx::{AssertSqlSafe, SqlitePool};

#[traced(dialect = sqlite)]
pub async fn run(pool: &SqlitePool, id: i64, name: &str, ids: &[i64]) -> sqlx::Result<usize> {
    sqlx::query_as::<_, (i64,)>(AssertSqlSafe(format!("SELECT id FROM orders WHERE id = {id}"))).fetch_one(pool).await?;
    sqlx::query_scalar::<_, i64>(AssertSqlSafe(format!("SELECT id FROM orders WHERE status = '{name}'"))).fetch_one(pool).await?;
    sqlx::query_with(AssertSqlSafe(format!("SELECT id FROM orders LIMIT {id}")), sqlx::sqlite::SqliteArguments::default())
        .execute(pool)
        .await?;
    Ok(0)
}

fn main() {}
