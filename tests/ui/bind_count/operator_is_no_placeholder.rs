use sqlspan::repository;
use sqlx::PgPool;

struct Orders {
    pool: PgPool,
}

#[repository(dialect = postgres)]
impl Orders {
    async fn find(&self, id: i64) -> sqlx::Result<()> {
        sqlx::query("SELECT id FROM orders WHERE data ? 'k' AND id = $1").bind(id).bind("k").execute(&self.pool).await?;
        Ok(())
    }
}

fn main() {}
