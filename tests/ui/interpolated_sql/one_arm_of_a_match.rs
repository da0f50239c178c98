// rows: 1
#![allow(unused)]

use sqlspan::traced;
use sqlx::{AssertSqlSafe, SqlitePool};

#[traced(dialect = sqlite)]
pub async fn run(pool: &SqlitePool, id: i64, name: &str, ids: &[i64]) -> sqlx::Result<usize> {
    let sql = match id {
        0 => String::from("SELECT id FROM orders"),
        id => format!("SELECT id FROM orders WHERE id = {id}"),
    };
    let query = sqlx::query(/* text */ AssertSqlSafe(sql) /* end */);
    Ok(query.fetch_all(pool).await?.len())
}

fn main() {}
