use sqlspan::repository;
use sqlx::PgPool;

struct Orders {
    pool: PgPool,
}

#[repository(dialect = postgres)]
impl Orders {
    async fn find(&self, id: i64) -> sqlx::Result<()> {
        sqlx::query("SELECT status FROM orders WHERE id = {id}").execute(&self.pool).await?;
        Ok(())
    }
}

fn main() {}
