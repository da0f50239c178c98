#![allow(unused)]

use sqlspan::traced;
use sqlx::PgPool;

#[traced(dialect = postgres)]
pub async fn run(pool: &PgPool) -> sqlx::Result<()> {
    sqlx::query("ALTER SEQUENCE ids RESTART WITH {next}").execute(pool).await.map(drop)
}

fn main() {}
