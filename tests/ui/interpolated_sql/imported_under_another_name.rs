#![allow(unused)]

use sqlspan::traced;
use sqlx::{AssertSqlSafe, SqlitePool};

#[traced(dialect = sqlite)]
pub async fn run(pool: &SqlitePool, id: i64, name: &str, ids: &[i64]) -> sqlx::Result<usize> {
    use sqlx::query as ask;
    ask(AssertSqlSafe(format!("SELECT id FROM orders WHERE id = {id}"))).execute(pool).await?;
    Ok(0)
}

fn main() {}
