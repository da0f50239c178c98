#![allow(unused)]

use sqlspan::traced;
use sqlx::{AssertSqlSafe, PgPool};

#[traced(dialect = postgres)]
pub async fn run(pool: &PgPool, id: i64, name: &str, ids: &[i64]) -> sqlx::Result<usize> {
    let other = name.trim();
    let query = sqlx::query(/* text */ AssertSqlSafe(format!("SELECT {name} FROM orders ORDER BY {other}")) /* end */);
    Ok(query.fetch_all(pool).await?.len())
}

fn main() {}
