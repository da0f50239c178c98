// A warning, which trybuild compares only where it is an error.
#![deny(deprecated)]

use sqlspan::repository;
use sqlx::MySqlPool;

struct Orders {
    pool: MySqlPool,
}

#[repository(dialect = mysql)]
impl Orders {
    async fn names(&self, ids: Vec<i64>, status: &str) -> sqlx::Result<()> {
        for id in ids.iter() {
            sqlx::query("SELECT name FROM orders WHERE status = ? AND id = ?")
                .bind(status)
                .bind(*id)
                .fetch_one(&self.pool)
                .await?;
        }
        Ok(())
    }
}

fn main() {}
