use sqlspan::repository;
use sqlx::{AssertSqlSafe, PgPool};

struct Orders {
    pool: PgPool,
}

#[repository]
impl Orders {
    async fn run(&self, name: &str) -> sqlx::Result<()> {
        let sql = format!("SELECT id FROM orders WHERE name = '{name}'");
        sqlx::query(AssertSqlSafe(sql)).execute(&self.pool).await?;
        Ok(())
    }
}

fn main() {}
