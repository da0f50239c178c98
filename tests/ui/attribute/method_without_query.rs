use sqlspan::{repository, traced};
use sqlx::PgPool;

struct Orders {
    pool: PgPool,
}

#[repository]
impl Orders {
    #[traced]
    fn size(&self) -> u32 {
        self.pool.size()
    }

    async fn run(&self) -> sqlx::Result<()> {
        sqlx::query("SELECT id FROM orders").execute(&self.pool).await?;
        Ok(())
    }
}

fn main() {}
