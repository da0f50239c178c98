// A warning, which trybuild compares only where it is an error.
#![deny(deprecated)]

use sqlspan::repository;
use sqlx::PgPool;

struct Orders {
    pool: PgPool,
}

const CLEAR: &str = "DELETE FROM orders";

macro_rules! table {
    () => {
        "orders"
    };
}

#[repository]
impl Orders {
    async fn clear(&self) -> sqlx::Result<()> {
        sqlx::query(CLEAR).execute(&self.pool).await?;
        sqlx::query(concat!("DELETE FROM ", table!())).execute(&self.pool).await?;
        Ok(())
    }
}

fn main() {}
