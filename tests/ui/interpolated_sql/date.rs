// rows: 3
#![allow(unused)]

use sqlspan::traced;
use sqlx::{AssertSqlSafe, PgPool};

#[traced(dialect = postgres)]
pub async fn run(pool: &PgPool, id: i64, name: &str, ids: &[i64]) -> sqlx::Result<usize> {
    let day = String::from_utf8_lossy(b"2026-01-01");
    let query = sqlx::query(/* text */ AssertSqlSafe(format!("SELECT id FROM orders WHERE now() > DATE '{day}'")) /* end */);
    Ok(query.fetch_all(pool).await?.len())
}

fn main() {}
