// rows: 1
#![allow(unused)]

use sqlspan::traced;
use sqlx::SqlitePool;

#[traced(dialect = sqlite)]
pub async fn run(pool: &SqlitePool, id: i64, name: &str, ids: &[i64]) -> sqlx::Result<usize> {
    let query = sqlx::query(/* text */ &*Box::leak(format!("SELECT id FROM orders WHERE id = {id}").into_boxed_str()) /* end */);
    Ok(query.fetch_all(pool).await?.len())
}

fn main() {}
