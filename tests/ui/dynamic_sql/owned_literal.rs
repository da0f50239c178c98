use sqlspan::repository;
use sqlx::{AssertSqlSafe, PgPool};

struct Orders {
    pool: PgPool,
}

#[repository]
impl Orders {
    async fn run(&self) -> sqlx::Result<()> {
        sqlx::query(AssertSqlSafe("SELECT id FROM orders".to_string())).execute(&self.pool).await?;
        Ok(())
    }
}

fn main() {}
