#![allow(unused)]

use sqlspan::traced;
use sqlx::{AssertSqlSafe, PgPool};

#[traced]
pub async fn run(pool: &PgPool, millis: u32) -> sqlx::Result<()> {
    sqlx::query(AssertSqlSafe(format!("SET statement_timeout = {millis}"))).execute(pool).await.map(drop)
}

fn main() {}
