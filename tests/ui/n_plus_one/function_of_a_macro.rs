#![allow(unused)]
#![deny(deprecated)]

use sqlspan::traced;
use sqlx::SqlitePool;

macro_rules! deleting {
    ($name:ident, $table:literal) => {
        #[traced(dialect = sqlite)]
        pub async fn $name(pool: &SqlitePool, ids: &[i64]) -> sqlx::Result<()> {
            for id in ids {
                sqlx::query(concat!("DELETE FROM ", $table, " WHERE id = $1")).bind(id).execute(pool).await?;
            }
            for id in ids {
                sqlx::query("DELETE FROM items WHERE id = $1").bind(id).execute(pool).await?;
            }
            Ok(())
        }
    };
}

deleting!(delete_orders, "orders");

fn main() {}
