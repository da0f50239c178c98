// A warning, which trybuild compares only where it is an error.
#![deny(deprecated)]

use sqlspan::repository;
use sqlx::PgPool;

struct Orders {
    pool: PgPool,
}

#[repository]
impl Orders {
    async fn name(&self, id: i64) -> sqlx::Result<String> {
        sqlx::query_scalar("SELECT name FROM orders WHERE id = $1").bind(id).fetch_one(&self.pool).await
    }

    async fn length(&self, id: i64) -> sqlx::Result<usize> {
        Ok(self.name(id).await?.len())
    }

    async fn names(&self, ids: &[i64]) -> sqlx::Result<usize> {
        let mut length = 0;
        for id in ids {
            length += self.name(*id).await?.len();
            length += Self::length(self, *id).await?;
        }
        Ok(length)
    }
}

fn main() {}
