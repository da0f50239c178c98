#![allow(unused)]

use sqlspan::traced;
use sqlx::PgPool;
use sqlx::postgres::PgPoolCopyExt as _;

#[traced(dialect = postgres)]
pub async fn run(pool: &PgPool, table: &str) -> sqlx::Result<u64> {
    let mut copy = pool.copy_in_raw(&format!("COPY {table} (id) FROM STDIN")).await?;
    copy.send("1".as_bytes()).await?;
    copy.finish().await
}

fn main() {}
