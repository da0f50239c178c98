#![allow(unused)]

use sqlspan::traced;
use sqlx::{AssertSqlSafe, SqlitePool};

#[traced(dialect = sqlite)]
pub async fn run(pool: &SqlitePool, id: i64, name: &str, ids: &[i64]) -> sqlx::Result<usize> {
    use sqlx::Executor as _;
    pool.execute(AssertSqlSafe(format!("DELETE FROM orders WHERE id = {id}"))).await?;
    Ok(0)
}

fn main() {}
