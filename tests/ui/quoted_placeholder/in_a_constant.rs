// A warning, which trybuild compares only where it is an error.
#![deny(deprecated)]

use sqlspan::repository;
use sqlx::PgPool;

struct Orders {
    pool: PgPool,
}

const BY_NAME: &str = "SELECT id FROM orders WHERE name = '{name}'";

#[repository]
impl Orders {
    async fn find(&self, name: &str) -> sqlx::Result<usize> {
        sqlx::query(BY_NAME).execute(&self.pool).await?;
        Ok(name.len())
    }
}

fn main() {}
