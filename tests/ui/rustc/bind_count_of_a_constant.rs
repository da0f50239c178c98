use sqlspan::repository;
use sqlx::PgPool;

struct Orders {
    pool: PgPool,
}

const BY_ID: &str = "SELECT id FROM orders WHERE id = $1";

#[repository(dialect = postgres)]
impl Orders {
    async fn find(&self) -> sqlx::Result<()> {
        sqlx::query(BY_ID).execute(&self.pool).await?;
        Ok(())
    }
}

fn main() {}
