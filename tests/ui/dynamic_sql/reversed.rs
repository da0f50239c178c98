use sqlspan::repository;
use sqlx::{AssertSqlSafe, Executor, PgPool};

struct Orders {
    pool: PgPool,
}

#[repository]
impl Orders {
    async fn run(&self, name: &str) -> sqlx::Result<()> {
        self.pool.execute(AssertSqlSafe(format!("DELETE FROM {name}"))).await?;
        Ok(())
    }
}

fn main() {}
