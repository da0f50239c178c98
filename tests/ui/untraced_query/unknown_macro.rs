use sqlspan::repository;
use sqlx::PgPool;

struct Orders {
    pool: PgPool,
}

macro_rules! retried {
    ($query:expr) => {
        $query
    };
}

#[repository]
impl Orders {
    async fn run(&self) -> sqlx::Result<()> {
        sqlx::query("SELECT id FROM orders").execute(&self.pool).await?;
        let rows = retried!(sqlx::query("SELECT id FROM orders").fetch_all(&self.pool).await)?;
        drop(rows);
        Ok(())
    }
}

fn main() {}
