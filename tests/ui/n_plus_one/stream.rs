// A warning, which trybuild compares only where it is an error.
#![deny(deprecated)]

use sqlspan::repository;
use sqlx::PgPool;

struct Orders {
    pool: PgPool,
}

use futures::{StreamExt as _, TryStreamExt as _, stream};

#[repository]
impl Orders {
    async fn names(&self, ids: Vec<i64>) -> usize {
        let ids = stream::iter(ids);
        let names = ids.then(|id| async move {
            sqlx::query("SELECT name FROM orders WHERE id = $1").bind(id).fetch_one(&self.pool).await
        });
        names.count().await
    }

    async fn each(&self) -> sqlx::Result<()> {
        sqlx::query_scalar::<_, i64>("SELECT id FROM orders")
            .fetch(&self.pool)
            .try_for_each(|id| async move {
                sqlx::query("UPDATE orders SET seen = true WHERE id = $1").bind(id).execute(&self.pool).await?;
                Ok(())
            })
            .await
    }

    async fn buffered(&self) -> usize {
        let ids = sqlx::query_scalar::<_, i64>("SELECT id FROM orders").fetch(&self.pool);
        let names = ids.map(|id| async move {
            sqlx::query("SELECT name FROM orders WHERE id = $1").bind(id?).fetch_one(&self.pool).await
        });
        names.buffered(4).count().await
    }
}

fn main() {}
