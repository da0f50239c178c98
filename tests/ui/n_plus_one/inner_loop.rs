// A warning, which trybuild compares only where it is an error.
#![deny(deprecated)]

use sqlspan::repository;
use sqlx::PgPool;

struct Orders {
    pool: PgPool,
}

#[repository]
impl Orders {
    async fn names(&self, pages: &[Vec<i64>]) -> sqlx::Result<()> {
        for page in pages {
            for id in page {
                sqlx::query("SELECT name FROM orders WHERE id = $1").bind(id).fetch_one(&self.pool).await?;
            }
        }
        Ok(())
    }
}

fn main() {}
