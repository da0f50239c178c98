use sqlspan::repository;
use sqlx::PgPool;

struct Orders {
    pool: PgPool,
}

#[repository(dialect = postgres)]
impl Orders {
    async fn find(&self, id: i64) -> sqlx::Result<()> {
        use sqlx::Executor as _;
        self.pool.execute(sqlx::query("SELECT status FROM orders WHERE id = $1 OR id = $2").bind(id)).await?;
        Ok(())
    }
}

fn main() {}
