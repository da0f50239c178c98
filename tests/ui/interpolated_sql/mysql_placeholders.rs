#![allow(unused)]

use sqlspan::traced;
use sqlx::{AssertSqlSafe, MySqlPool};

#[traced(dialect = mysql)]
pub async fn run(pool: &MySqlPool, id: i64, name: &str, ids: &[i64]) -> sqlx::Result<usize> {
    let query = sqlx::query(/* text */ AssertSqlSafe(format!("SELECT id FROM orders WHERE id > ? AND status = '{name}'")) /* end */);
    Ok(query.fetch_all(pool).await?.len())
}

fn main() {}
