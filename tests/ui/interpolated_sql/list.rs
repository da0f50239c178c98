// rows: 1
#![allow(unused)]

use sqlspan::traced;
use sqlx::{AssertSqlSafe, SqlitePool};

#[traced(dialect = sqlite)]
pub async fn run(pool: &SqlitePool, id: i64, name: &str, ids: &[i64]) -> sqlx::Result<usize> {
    let list = ids.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    let query = sqlx::query(/* text */ AssertSqlSafe(format!("SELECT id FROM orders WHERE status = '{name}' AND id IN ({}) ORDER BY id", list)) /* end */);
    Ok(query.fetch_all(pool).await?.len())
}

fn main() {}
