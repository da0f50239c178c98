use sqlspan::repository;
use sqlx::{AssertSqlSafe, PgPool};

struct Orders {
    pool: PgPool,
}

#[repository(summary = "anything", allow(dynamic_sql))]
impl Orders {
    async fn run(&self, sql: String) -> sqlx::Result<()> {
        #[traced(deny(dynamic_sql))]
        sqlx::query(AssertSqlSafe(sql)).execute(&self.pool).await?;
        Ok(())
    }
}

fn main() {}
