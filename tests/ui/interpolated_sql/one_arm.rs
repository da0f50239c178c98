// rows: 1
#![allow(unused)]

use sqlspan::traced;
use sqlx::{AssertSqlSafe, SqlitePool};

#[traced(dialect = sqlite)]
pub async fn run(pool: &SqlitePool, id: i64, name: &str, ids: &[i64]) -> sqlx::Result<usize> {
    let sql = if id > 0 { format!("SELECT id FROM orders WHERE id = {id}") } else { "SELECT id FROM orders".into() };
    let query = sqlx::query(/* text */ AssertSqlSafe(sql) /* end */);
    Ok(query.fetch_all(pool).await?.len())
}

fn main() {}
