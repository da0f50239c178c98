use sqlspan::repository;
use sqlx::PgPool;

struct Orders {
    pool: PgPool,
}

#[repository]
impl Orders {
    async fn run(&self, order: &str) -> sqlx::Result<()> {
        sqlx::QueryBuilder::new("SELECT id FROM orders ORDER BY ").push(order).build().execute(&self.pool).await?;
        Ok(())
    }
}

fn main() {}
