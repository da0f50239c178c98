// rows: 2
#![allow(unused)]

use sqlspan::traced;
use sqlx::{AssertSqlSafe, SqlitePool};

#[traced(dialect = sqlite)]
pub async fn run(pool: &SqlitePool, id: i64, name: &str, ids: &[i64]) -> sqlx::Result<usize> {
    let mut sql = String::new();
    sql.push_str("SELECT id FROM orders");
    sql.push_str(" WHERE status = '");
    sql.push_str(name);
    sql.push('\'');
    let query = sqlx::query(/* text */ AssertSqlSafe(sql) /* end */);
    Ok(query.fetch_all(pool).await?.len())
}

fn main() {}
