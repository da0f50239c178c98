use sqlspan::repository;
use sqlx::{AssertSqlSafe, PgPool};

struct Orders {
    pool: PgPool,
}

#[repository]
impl Orders {
    async fn run(&self, order: &str) -> sqlx::Result<()> {
        sqlx::query(AssertSqlSafe(String::from("SELECT id FROM orders ORDER BY ") + order)).execute(&self.pool).await?;
        Ok(())
    }
}

fn main() {}
