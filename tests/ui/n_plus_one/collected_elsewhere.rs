// A warning, which trybuild compares only where it is an error.
#![deny(deprecated)]

use sqlspan::repository;
use sqlx::PgPool;

struct Orders {
    pool: PgPool,
}

type Ids = std::vec::IntoIter<i64>;

#[repository]
impl Orders {
    async fn names(&self, ids: Ids) -> Vec<sqlx::Result<String>> {
        futures::future::join_all(ids.map(|id| async move {
            sqlx::query_scalar("SELECT name FROM orders WHERE id = $1").bind(id).fetch_one(&self.pool).await
        }))
        .await
    }
}

fn main() {}
