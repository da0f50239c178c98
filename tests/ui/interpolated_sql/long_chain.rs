// rows: 2
#![allow(unused)]

use sqlspan::traced;
use sqlx::{AssertSqlSafe, PgPool};

#[traced(dialect = postgres)]
pub async fn run(pool: &PgPool, id: i64, name: &str, ids: &[i64]) -> sqlx::Result<usize> {
    let query = sqlx::query(/* text */ AssertSqlSafe(format!("SELECT id FROM orders WHERE id IN ({}) ORDER BY id", ids.iter().map(|id| id.to_string()).filter(|id| id.len() < 9).collect::<Vec<_>>().join(", "))) /* end */);
    Ok(query.fetch_all(pool).await?.len())
}

fn main() {}
