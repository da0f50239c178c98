use sqlspan::repository;
use sqlx::PgPool;

struct Orders {
    pool: PgPool,
}

#[repository]
impl Orders {
    async fn run(&self) -> sqlx::Result<()> {
        let rows: Vec<i32> = sqlx::query("SELECT id FROM orders").fetch_all(&self.pool).await?;
        drop(rows);
        Ok(())
    }
}

fn main() {}
