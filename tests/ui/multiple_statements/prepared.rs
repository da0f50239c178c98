// A warning, which trybuild compares only where it is an error.
#![deny(deprecated)]

use sqlspan::repository;
use sqlx::PgPool;

struct Orders {
    pool: PgPool,
}

#[repository]
impl Orders {
    async fn both(&self) -> sqlx::Result<()> {
        sqlx::query("INSERT INTO log DEFAULT VALUES; SELECT id FROM orders").execute(&self.pool).await?;
        Ok(())
    }
}

fn main() {}
