use sqlspan::repository;
use sqlx::{AssertSqlSafe, PgPool};

struct Orders {
    pool: PgPool,
}

// Both findings, and the compiler's own error in a function that has neither.
#[repository]
impl Orders {
    async fn one(&self, sql: String) -> sqlx::Result<()> {
        sqlx::query(AssertSqlSafe(sql)).execute(&self.pool).await?;
        Ok(())
    }

    async fn two(&self, id: i64) -> sqlx::Result<()> {
        sqlx::query(AssertSqlSafe(format!("DELETE FROM orders WHERE id = {id}"))).execute(&self.pool).await?;
        Ok(())
    }

    fn three(&self) -> u32 {
        self.pool.sise()
    }
}

fn main() {}
