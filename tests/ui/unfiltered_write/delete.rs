// A warning, which trybuild compares only where it is an error.
#![deny(deprecated)]

use sqlspan::repository;
use sqlx::PgPool;

struct Orders {
    pool: PgPool,
}

#[repository]
impl Orders {
    async fn clear(&self) -> sqlx::Result<()> {
        sqlx::query("DELETE FROM orders").execute(&self.pool).await?;
        Ok(())
    }
}

fn main() {}
