// rows: 2
#![allow(unused)]

use sqlspan::traced;
use sqlx::{AssertSqlSafe, SqlitePool};

#[traced(dialect = sqlite)]
pub async fn run(pool: &SqlitePool, id: i64, name: &str, ids: &[i64]) -> sqlx::Result<usize> {
    let query = sqlx::query(/* text */ AssertSqlSafe(format!("SELECT id FROM orders WHERE id = {0} OR id + 1 = {0}", id)) /* end */);
    Ok(query.fetch_all(pool).await?.len())
}

fn main() {}
