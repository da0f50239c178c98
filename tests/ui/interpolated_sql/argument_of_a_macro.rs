#![allow(unused)]

use sqlspan::traced;
use sqlx::{AssertSqlSafe, SqlitePool};

#[traced(dialect = sqlite)]
pub async fn run(pool: &SqlitePool, id: i64, name: &str, ids: &[i64]) -> sqlx::Result<usize> {
    futures::try_join!(
        sqlx::query(AssertSqlSafe(format!("SELECT id FROM orders WHERE id = {id}"))).execute(pool),
        sqlx::query("SELECT 1").execute(pool),
    )?;
    Ok(0)
}

fn main() {}
