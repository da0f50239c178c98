#![allow(unused)]

use sqlspan::traced;
use sqlx::{AssertSqlSafe, SqlitePool};

#[traced(dialect = sqlite)]
pub async fn run(pool: &SqlitePool, id: i64, name: &str, ids: &[i64]) -> sqlx::Result<usize> {
    let mut sql = String::from("SELECT id FROM orders");
    if id > 0 {
        sql.push_str(" WHERE id = 1");
    }
    let query = sqlx::query(/* text */ AssertSqlSafe(sql) /* end */);
    Ok(query.fetch_all(pool).await?.len())
}

fn main() {}
