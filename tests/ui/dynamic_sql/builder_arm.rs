use sqlspan::repository;
use sqlx::PgPool;

struct Orders {
    pool: PgPool,
}

#[repository]
impl Orders {
    async fn run(&self, order: Option<&str>) -> sqlx::Result<()> {
        let mut builder = sqlx::QueryBuilder::new("SELECT id FROM orders ORDER BY ");
        builder.push(match order {
            Some(order) => order,
            None => "id",
        });
        builder.build().execute(&self.pool).await?;
        Ok(())
    }
}

fn main() {}
