use sqlspan::repository;
use sqlx::PgPool;

struct Orders {
    pool: PgPool,
}

#[repository]
impl Orders {
    async fn run(&self, sql: &'static str) -> sqlx::Result<()> {
        sqlx::query(sql).execute(&self.pool).await?;
        Ok(())
    }
}

fn main() {}
