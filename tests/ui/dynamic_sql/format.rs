use sqlspan::repository;
use sqlx::{AssertSqlSafe, PgPool};

struct Orders {
    pool: PgPool,
}

#[repository]
impl Orders {
    async fn run(&self, name: &str) -> sqlx::Result<()> {
        sqlx::query(AssertSqlSafe(format!("SELECT id FROM orders WHERE name = '{name}'"))).execute(&self.pool).await?;
        Ok(())
    }
}

fn main() {}
