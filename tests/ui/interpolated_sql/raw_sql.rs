#![allow(unused)]

use sqlspan::traced;
use sqlx::{AssertSqlSafe, SqlitePool};

#[traced(dialect = sqlite)]
pub async fn run(pool: &SqlitePool, id: i64, name: &str, ids: &[i64]) -> sqlx::Result<usize> {
    let sql = format!("DELETE FROM orders WHERE id = {id}");
    sqlx::raw_sql(AssertSqlSafe(sql)).execute(pool).await?;
    Ok(0)
}

fn main() {}
