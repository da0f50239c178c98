// A warning, which trybuild compares only where it is an error.
#![deny(deprecated)]

use sqlspan::repository;
use sqlx::PgPool;

struct Orders {
    pool: PgPool,
}

const BOTH: &str = "INSERT INTO log DEFAULT VALUES; SELECT id FROM orders";

#[repository]
impl Orders {
    async fn both(&self) -> sqlx::Result<()> {
        sqlx::query(BOTH).execute(&self.pool).await?;
        sqlx::raw_sql(BOTH).execute(&self.pool).await?;
        Ok(())
    }
}

fn main() {}
