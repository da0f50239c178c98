// A warning, which trybuild compares only where it is an error.
#![deny(deprecated)]

use sqlspan::repository;
use sqlx::PgPool;

struct Orders {
    pool: PgPool,
}

#[repository]
impl Orders {
    async fn names(&self, ids: &[i64]) -> sqlx::Result<Vec<String>> {
        let names = ids.iter().map(|id| {
            sqlx::query_scalar("SELECT name FROM orders WHERE id = $1").bind(*id).fetch_one(&self.pool)
        });
        futures::future::try_join_all(names).await
    }
}

fn main() {}
