// rows: 1
#![allow(unused)]

use sqlspan::traced;
use sqlx::{AssertSqlSafe, PgPool};

#[traced(dialect = postgres)]
pub async fn run(pool: &PgPool, id: i64, name: &str, ids: &[i64]) -> sqlx::Result<usize> {
    let query = sqlx::query(/* text */ AssertSqlSafe(format!("SELECT id FROM orders WHERE now() > now() - INTERVAL '{id} days' AND id < {id}")) /* end */);
    Ok(query.fetch_all(pool).await?.len())
}

fn main() {}
