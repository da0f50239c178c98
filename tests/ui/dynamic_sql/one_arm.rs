use sqlspan::repository;
use sqlx::{AssertSqlSafe, PgPool};

struct Orders {
    pool: PgPool,
}

#[repository]
impl Orders {
    async fn run(&self, name: &str) -> sqlx::Result<()> {
        let sql = if name.is_empty() { "SELECT id FROM orders".to_owned() } else { format!("SELECT id FROM {name}") };
        sqlx::query(AssertSqlSafe(sql)).execute(&self.pool).await?;
        Ok(())
    }
}

fn main() {}
