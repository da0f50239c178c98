use sqlspan::repository;
use sqlx::PgPool;

struct Orders {
    pool: PgPool,
}

#[repository]
impl Orders {
    async fn find(&self) -> sqlx::Result<()> {
        let mut builder = sqlx::QueryBuilder::new("SELECT {columns} FROM orders WHERE ");
        builder.push("id = {id}");
        builder.build().execute(&self.pool).await?;
        Ok(())
    }
}

fn main() {}
