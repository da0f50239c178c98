use async_trait::async_trait;
use sqlspan::repository;
use sqlx::{AssertSqlSafe, PgPool};

#[async_trait]
trait Repository {
    async fn run(&self) -> sqlx::Result<()>;
}

struct Orders {
    pool: PgPool,
    table: String,
}

#[async_trait]
#[repository]
impl Repository for Orders {
    async fn run(&self) -> sqlx::Result<()> {
        sqlx::query(AssertSqlSafe(format!("SELECT id FROM {}", self.table))).execute(&self.pool).await?;
        Ok(())
    }
}

fn main() {}
