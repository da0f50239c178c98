use sqlspan::repository;
use sqlx::PgPool;

struct Orders {
    pool: PgPool,
}

#[repository]
impl Orders {
    async fn run(&self) -> sqlx::Result<()> {
        let mut tx = self.pool.begin().await?;
        sqlx::query("DELETE FROM orders").execute(&mut tx).await?;
        tx.commit().await
    }
}

fn main() {}
