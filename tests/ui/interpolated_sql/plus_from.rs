// rows: 2
#![allow(unused)]

use sqlspan::traced;
use sqlx::{AssertSqlSafe, SqlitePool};

#[traced(dialect = sqlite)]
pub async fn run(pool: &SqlitePool, id: i64, name: &str, ids: &[i64]) -> sqlx::Result<usize> {
    let query = sqlx::query(/* text */ AssertSqlSafe(String::from("SELECT id FROM orders WHERE status = '") + name + "'") /* end */);
    Ok(query.fetch_all(pool).await?.len())
}

fn main() {}
