// A warning, which trybuild compares only where it is an error.
#![deny(deprecated)]

use sqlspan::repository;
use sqlx::PgPool;

struct Orders {
    pool: PgPool,
}

#[repository(dialect = postgres)]
impl Orders {
    async fn find(&self, name: &str, status: &str) -> sqlx::Result<()> {
        sqlx::query("SELECT id FROM orders WHERE name = '{name}' AND $1 = $1").bind(status).execute(&self.pool).await?;
        Ok(())
    }
}

fn main() {}
