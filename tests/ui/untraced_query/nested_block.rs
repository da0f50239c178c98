use sqlspan::repository;
use sqlx::PgPool;

struct Orders {
    pool: PgPool,
}

#[repository]
impl Orders {
    async fn run(&self) -> sqlx::Result<()> {
        struct Inner;
        impl Inner {
            async fn run(pool: &PgPool) -> sqlx::Result<()> {
                sqlx::query("DELETE FROM orders").execute(pool).await?;
                Ok(())
            }
        }
        sqlx::query("SELECT id FROM orders").execute(&self.pool).await?;
        Inner::run(&self.pool).await?;
        Ok(())
    }
}

fn main() {}
