// A warning, which trybuild compares only where it is an error.
#![deny(deprecated)]

use sqlspan::repository;
use sqlx::PgPool;

struct Orders {
    pool: PgPool,
}

#[repository(dialect = postgres)]
impl Orders {
    async fn add(&self, names: &[String]) -> sqlx::Result<()> {
        for name in names {
            sqlx::query("INSERT INTO orders (name) VALUES ($1)").bind(name).execute(&self.pool).await?;
        }
        Ok(())
    }
}

fn main() {}
