#![allow(unused)]

use sqlspan::traced;
use sqlx::SqlitePool;

#[traced(dialect = sqlite)]
pub async fn run(pool: &SqlitePool, name: &str) -> sqlx::Result<usize> {
    let mut builder = sqlx::QueryBuilder::<sqlx::Sqlite>::new("SELECT id FROM orders ");
    builder.push(format!("ORDER BY {name}"));
    Ok(builder.build().fetch_all(pool).await?.len())
}

fn main() {}
