// A warning, which trybuild compares only where it is an error.
#![deny(deprecated)]

use sqlspan::repository;
use sqlx::PgPool;

struct Orders {
    pool: PgPool,
}

#[repository(dialect = postgres)]
impl Orders {
    async fn find(&self, term: &str) -> sqlx::Result<()> {
        let needle = term.to_lowercase();
        sqlx::query("SELECT id FROM orders WHERE name LIKE '%{needle}%'").execute(&self.pool).await?;
        Ok(())
    }
}

fn main() {}
