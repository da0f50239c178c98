use sqlspan::repository;
use sqlx::PgPool;

struct Orders {
    pool: PgPool,
}

#[repository(dialect = mariadb)]
impl Orders {
    async fn run(&self) -> sqlx::Result<()> {
        sqlx::query("SELECT id FROM orders").execute(&self.pool).await?;
        Ok(())
    }
}

fn main() {}
