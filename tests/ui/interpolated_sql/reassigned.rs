#![allow(unused)]

use sqlspan::traced;
use sqlx::SqlitePool;

#[traced(dialect = sqlite)]
pub async fn run(pool: &SqlitePool, id: i64, name: &str, ids: &[i64]) -> sqlx::Result<usize> {
    let mut sql = "SELECT id FROM orders";
    if id > 0 {
        sql = format!("SELECT id FROM orders WHERE id = {id}").leak();
    }
    let query = sqlx::query(/* text */ sql /* end */);
    Ok(query.fetch_all(pool).await?.len())
}

fn main() {}
