#![allow(unused)]

use sqlspan::traced;
use sqlx::PgPool;

#[traced(dialect = postgres)]
pub async fn run(pool: &PgPool, name: &str) -> sqlx::Result<()> {
    let mut builder = sqlx::QueryBuilder::<sqlx::Postgres>::new("CREATE ROLE app PASSWORD ");
    builder.push(format!("'{name}'"));
    builder.build().execute(pool).await.map(drop)
}

fn main() {}
