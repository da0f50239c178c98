use sqlspan::repository;
use sqlx::PgPool;

struct Orders {
    pool: PgPool,
}

#[repository]
impl Orders {
    async fn find(&self) -> sqlx::Result<()> {
        sqlx::raw_sql("SELECT id FROM orders WHERE id = {id}").execute(&self.pool).await?;
        Ok(())
    }
}

fn main() {}
