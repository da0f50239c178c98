use sqlspan::repository;
use sqlx::PgPool;

struct Orders {
    pool: PgPool,
}

#[repository]
impl Orders {
    async fn run(&self, sql: Option<&'static str>) -> sqlx::Result<()> {
        if let Some(sql) = sql {
            sqlx::query(sql).execute(&self.pool).await?;
        }
        Ok(())
    }
}

fn main() {}
