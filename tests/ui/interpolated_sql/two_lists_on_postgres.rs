// rows: 1
#![allow(unused)]

use sqlspan::traced;
use sqlx::{AssertSqlSafe, PgPool};

#[traced(dialect = postgres)]
pub async fn run(pool: &PgPool, id: i64, name: &str, ids: &[i64]) -> sqlx::Result<usize> {
    let (these, others) = (&ids[..1], &ids[1..]);
    let some = these.iter().map(|id| id.to_string()).collect::<Vec<_>>().join(", ");
    let none = others.iter().map(|id| id.to_string()).collect::<Vec<_>>().join(", ");
    let query = sqlx::query(/* text */ AssertSqlSafe(format!("SELECT id FROM orders WHERE id IN ({some}) AND id NOT IN ({none})")) /* end */);
    Ok(query.fetch_all(pool).await?.len())
}

fn main() {}
