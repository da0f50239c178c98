// A warning, which trybuild compares only where it is an error.
#![deny(deprecated)]

use sqlspan::repository;
use sqlx::PgPool;

struct Orders {
    pool: PgPool,
}

#[repository]
impl Orders {
    async fn names(&self, ids: &[i64]) -> sqlx::Result<()> {
        for id in ids {
            if *id < 0 {
                break;
            }
            sqlx::query("SELECT name FROM orders WHERE id = $1").bind(id).fetch_one(&self.pool).await?;
        }
        Ok(())
    }
}

fn main() {}
