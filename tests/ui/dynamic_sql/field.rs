use sqlspan::repository;
use sqlx::{AssertSqlSafe, PgPool};

struct Orders {
    pool: PgPool,
    sql: String,
}

#[repository]
impl Orders {
    async fn run(&self) -> sqlx::Result<()> {
        sqlx::query(AssertSqlSafe(self.sql.as_str())).execute(&self.pool).await?;
        Ok(())
    }
}

fn main() {}
