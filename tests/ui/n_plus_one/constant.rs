// A warning, which trybuild compares only where it is an error.
#![deny(deprecated)]

use sqlspan::repository;
use sqlx::PgPool;

struct Orders {
    pool: PgPool,
}

const BY_ID: &str = "select name FROM orders WHERE id = $1";
const BY_IDS: &str = "SELECT name FROM orders WHERE id = ANY($1)";

#[repository]
impl Orders {
    async fn names(&self, ids: &[i64]) -> sqlx::Result<()> {
        for id in ids {
            sqlx::query(BY_ID).bind(id).fetch_one(&self.pool).await?;
            sqlx::query(BY_IDS).bind(id).fetch_one(&self.pool).await?;
        }
        Ok(())
    }
}

fn main() {}
