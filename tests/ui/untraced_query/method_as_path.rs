use sqlspan::repository;
use sqlx::PgPool;

struct Orders {
    pool: PgPool,
}

#[repository]
impl Orders {
    async fn run(&self) -> sqlx::Result<()> {
        sqlx::query("SELECT id FROM orders").execute(&self.pool).await?;
        sqlx::Executor::execute(&self.pool, "DELETE FROM orders").await?;
        Ok(())
    }
}

fn main() {}
