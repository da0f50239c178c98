// A warning, which trybuild compares only where it is an error.
#![deny(deprecated)]

use sqlspan::repository;
use sqlx::MySqlPool;

struct Orders {
    pool: MySqlPool,
}

#[repository(dialect = mysql)]
impl Orders {
    async fn run(&self, ids: &[i64]) -> sqlx::Result<()> {
        for id in ids {
            sqlx::query("INSERT INTO items (order_id, name) VALUES (?, 'first')").bind(id).execute(&self.pool).await?;
        }
        Ok(())
    }
}

fn main() {}
