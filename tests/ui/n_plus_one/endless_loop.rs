// A warning, which trybuild compares only where it is an error.
#![deny(deprecated)]

use sqlspan::repository;
use sqlx::PgPool;

struct Orders {
    pool: PgPool,
}

#[repository]
impl Orders {
    async fn drain(&self, mut ids: Vec<i64>) -> sqlx::Result<()> {
        loop {
            let Some(id) = ids.pop() else { break };
            sqlx::query("DELETE FROM orders WHERE id = $1").bind(id).execute(&self.pool).await?;
        }
        Ok(())
    }
}

fn main() {}
