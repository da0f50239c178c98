use sqlspan::repository;
use sqlx::PgPool;

struct Orders {
    pool: PgPool,
}

#[repository(dialect = mysql)]
impl Orders {
    async fn find(&self) -> sqlx::Result<()> {
        sqlx::query("SELECT status FROM orders WHERE id = {0} LIMIT {:>5}").execute(&self.pool).await?;
        Ok(())
    }
}

fn main() {}
