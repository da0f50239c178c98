// rows: 1
#![allow(unused)]

use sqlspan::traced;
use sqlx::{AssertSqlSafe, SqlitePool};

struct Order {
    id: i64,
}

#[traced(dialect = sqlite)]
pub async fn run(pool: &SqlitePool, id: i64, name: &str, ids: &[i64]) -> sqlx::Result<usize> {
    let order = Order { id };
    let query = sqlx::query(/* text */ AssertSqlSafe(format!("SELECT id FROM orders WHERE id = {}", order.id)) /* end */);
    Ok(query.fetch_all(pool).await?.len())
}

fn main() {}
