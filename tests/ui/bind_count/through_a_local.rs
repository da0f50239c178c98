use sqlspan::repository;
use sqlx::PgPool;

struct Orders {
    pool: PgPool,
}

#[repository(dialect = sqlite)]
impl Orders {
    async fn find(&self, id: i64) -> sqlx::Result<()> {
        let query = sqlx::query("SELECT status FROM orders WHERE id = ? AND status = ?").bind(id);
        query.execute(&self.pool).await?;
        Ok(())
    }
}

fn main() {}
