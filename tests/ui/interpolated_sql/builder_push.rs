#![allow(unused)]

use sqlspan::traced;
use sqlx::SqlitePool;

#[traced(dialect = sqlite)]
pub async fn run(pool: &SqlitePool, id: i64, name: &str, ids: &[i64]) -> sqlx::Result<usize> {
    let mut builder = sqlx::QueryBuilder::new("SELECT id FROM orders WHERE ");
    builder.push(format!("status = '{name}'"));
    Ok(builder.build().fetch_all(pool).await?.len())
}

fn main() {}
