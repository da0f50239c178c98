use sqlspan::repository;
use sqlx::PgPool;

struct Orders {
    pool: PgPool,
}

#[repository]
impl Orders {
    async fn find(&self) -> sqlx::Result<()> {
        use sqlx::Executor as _;
        self.pool.execute("SELECT id FROM orders WHERE id = {id}").await?;
        Ok(())
    }
}

fn main() {}
