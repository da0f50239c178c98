use sqlspan::repository;
use sqlx::PgPool;

struct Orders {
    pool: PgPool,
}

#[repository]
impl Orders {
    async fn run(&self, order: String) -> sqlx::Result<()> {
        let mut builder = sqlx::QueryBuilder::new("SELECT id FROM orders ORDER BY ");
        let query = builder.push(order).build();
        query.execute(&self.pool).await?;
        Ok(())
    }
}

fn main() {}
