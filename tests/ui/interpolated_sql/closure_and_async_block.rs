#![allow(unused)]

use sqlspan::traced;
use sqlx::{AssertSqlSafe, SqlitePool};

#[traced(dialect = sqlite)]
pub async fn run(pool: &SqlitePool, id: i64, name: &str, ids: &[i64]) -> sqlx::Result<usize> {
    let ask = |id: i64| async move {
        sqlx::query(AssertSqlSafe(format!("SELECT id FROM orders WHERE id = {id}"))).execute(pool).await
    };
    ask(id).await?;
    Ok(0)
}

fn main() {}
