use sqlspan::repository;
use sqlx::{AssertSqlSafe, PgPool};

struct Orders {
    pool: PgPool,
}

#[repository]
impl Orders {
    async fn run(&self, sql: String) -> sqlx::Result<()> {
        sqlx::query(AssertSqlSafe(sql)).execute(&self.pool).await?;
        Ok(())
    }
}

fn main() {}
