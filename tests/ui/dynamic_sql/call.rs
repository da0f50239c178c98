use sqlspan::repository;
use sqlx::{AssertSqlSafe, PgPool};

struct Orders {
    pool: PgPool,
}

fn statement() -> String {
    String::new()
}

#[repository]
impl Orders {
    async fn run(&self) -> sqlx::Result<()> {
        sqlx::query(AssertSqlSafe(statement())).execute(&self.pool).await?;
        Ok(())
    }
}

fn main() {}
