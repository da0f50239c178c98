// A warning, which trybuild compares only where it is an error.
#![deny(deprecated)]

use sqlspan::repository;
use sqlx::PgPool;

struct Orders {
    pool: PgPool,
}

#[repository]
impl Orders {
    async fn seen(&self) -> sqlx::Result<()> {
        sqlx::query("UPDATE orders SET seen = (SELECT max(id) FROM readers WHERE open)").execute(&self.pool).await?;
        Ok(())
    }
}

fn main() {}
