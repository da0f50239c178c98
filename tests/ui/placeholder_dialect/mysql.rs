// A warning, which trybuild compares only where it is an error.
#![deny(deprecated)]

use sqlspan::repository;
use sqlx::PgPool;

struct Orders {
    pool: PgPool,
}

const BY_ID: &str = "SELECT status FROM orders WHERE id = $1";

#[repository(dialect = mysql)]
impl Orders {
    async fn find(&self, id: i64) -> sqlx::Result<()> {
        sqlx::query("SELECT status FROM orders WHERE id = $1").bind(id).execute(&self.pool).await?;
        sqlx::query(BY_ID).bind(id).execute(&self.pool).await?;
        Ok(())
    }
}

fn main() {}
