use sqlspan::repository;
use sqlx::{AssertSqlSafe, PgPool};

struct Orders {
    pool: PgPool,
}

#[repository]
impl Orders {
    async fn run(&self, table: &str) -> sqlx::Result<()> {
        #[traced(summary = "clear a table", allow(interpolated_sql))]
        let sql = format!("DELETE FROM {table}");
        sqlx::query(AssertSqlSafe(sql)).execute(&self.pool).await?;
        Ok(())
    }
}

fn main() {}
