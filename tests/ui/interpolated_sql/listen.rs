#![allow(unused)]

use sqlspan::traced;
use sqlx::{AssertSqlSafe, Executor as _, PgConnection};

#[traced(dialect = postgres)]
pub async fn run(conn: &mut PgConnection, channel: &str) -> sqlx::Result<()> {
    conn.execute(AssertSqlSafe(format!("LISTEN {channel}"))).await.map(drop)
}

fn main() {}
