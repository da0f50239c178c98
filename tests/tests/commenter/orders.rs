//! The queries whose texts are looked at.

use futures::TryStreamExt as _;
use sqlx::postgres::PgPoolCopyExt as _;
use sqlx::{PgConnection, PgPool, QueryBuilder};

const BY_ID: &str = "SELECT id, status FROM orders WHERE id = $1";

pub struct Orders {
    pub pool: PgPool,
}

#[sqlspan::repository(dialect = postgres, allow(n_plus_one))]
impl Orders {
    pub async fn find(&self, id: i64) -> sqlx::Result<(i64, String)> {
        sqlx::query_as("SELECT id, status FROM orders WHERE id = $1").bind(id).fetch_one(&self.pool).await
    }

    pub async fn constant(&self, id: i64) -> sqlx::Result<(i64, String)> {
        sqlx::query_as(BY_ID).bind(id).fetch_one(&self.pool).await
    }

    pub async fn chosen(&self, newest: bool) -> sqlx::Result<Vec<i64>> {
        let sql = if newest { "SELECT id FROM orders ORDER BY id DESC" } else { "SELECT id FROM orders ORDER BY id" };
        sqlx::query_scalar(sql).fetch_all(&self.pool).await
    }

    pub async fn built(&self, ids: &[i64]) -> sqlx::Result<Vec<i64>> {
        let mut builder = QueryBuilder::new("SELECT id FROM orders WHERE id IN (");
        let mut list = builder.separated(", ");
        for id in ids {
            list.push_bind(*id);
        }
        list.push_unseparated(")");
        builder.build_query_scalar().fetch_all(&self.pool).await
    }

    pub async fn copied(&self) -> sqlx::Result<()> {
        self.pool.copy_out_raw("COPY items TO STDOUT").await?.try_collect::<Vec<_>>().await.map(drop)
    }

    pub async fn copied_later(&self) -> sqlx::Result<()> {
        let started = self.pool.copy_out_raw("COPY items TO STDOUT");
        started.await?.try_collect::<Vec<_>>().await.map(drop)
    }

    pub async fn raw(&self) -> sqlx::Result<()> {
        sqlx::raw_sql("SELECT count(*) FROM orders;").execute(&self.pool).await.map(drop)
    }

    pub async fn stream(&self) -> sqlx::Result<Vec<i64>> {
        sqlx::query_scalar::<_, i64>("SELECT id FROM orders ORDER BY id").fetch(&self.pool).try_collect().await
    }

    #[traced(pool = "orders")]
    pub async fn stream_on(connection: &mut PgConnection) -> sqlx::Result<Vec<i64>> {
        sqlx::query_scalar::<_, i64>("SELECT id FROM orders ORDER BY id").fetch(connection).try_collect().await
    }

    pub async fn reversed(&self) -> sqlx::Result<()> {
        use sqlx::Executor as _;
        (&self.pool).execute("SELECT count(*) FROM orders").await.map(drop)
    }

    pub async fn in_transaction(&self, id: i64) -> sqlx::Result<()> {
        let mut tx = self.pool.begin().await?;
        sqlx::query("UPDATE orders SET status = 'paid' WHERE id = $1").bind(id).execute(&mut *tx).await?;
        tx.commit().await
    }

    #[traced(comment(team = "billing", "service.name" = "shop's", version = env!("CARGO_PKG_VERSION"), action = "stated"))]
    pub async fn tagged(&self, id: i64) -> sqlx::Result<i64> {
        sqlx::query_scalar("SELECT id FROM orders WHERE id = $1").bind(id).fetch_one(&self.pool).await
    }

    #[traced(comment = off)]
    pub async fn plain(&self, id: i64) -> sqlx::Result<i64> {
        sqlx::query_scalar("SELECT id FROM orders WHERE id = $1").bind(id).fetch_one(&self.pool).await
    }

    pub async fn commented_by_hand(&self, id: i64) -> sqlx::Result<i64> {
        sqlx::query_scalar("SELECT id FROM orders WHERE id = $1 -- by hand").bind(id).fetch_one(&self.pool).await
    }

    pub async fn listen(&self) -> sqlx::Result<()> {
        sqlx::query("LISTEN orders").execute(&self.pool).await.map(drop)
    }

    pub async fn not_persistent(&self, id: i64) -> sqlx::Result<i64> {
        sqlx::query_scalar("SELECT id FROM orders WHERE id = $1").bind(id).persistent(false).fetch_one(&self.pool).await
    }

    pub async fn by_status(&self, status: &str) -> sqlx::Result<Vec<i64>> {
        sqlx::query_scalar("SELECT id FROM orders WHERE status = $1").bind(status).fetch_all(&self.pool).await
    }

    pub async fn count(&self) -> sqlx::Result<i64> {
        sqlx::query_scalar("SELECT count(*) FROM orders").fetch_one(&self.pool).await
    }

    #[allow(dead_code)]
    pub async fn sleep(&self, seconds: f64) -> sqlx::Result<()> {
        sqlx::query("SELECT pg_sleep($1)").bind(seconds).execute(&self.pool).await.map(drop)
    }
}

/// A free function has no type.
#[sqlspan::traced(dialect = postgres)]
pub async fn free(pool: &PgPool) -> sqlx::Result<i64> {
    sqlx::query_scalar("SELECT count(*) FROM orders").fetch_one(pool).await
}
