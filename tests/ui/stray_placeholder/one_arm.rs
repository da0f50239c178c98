use sqlspan::repository;
use sqlx::PgPool;

struct Orders {
    pool: PgPool,
}

#[repository]
impl Orders {
    async fn find(&self, newest: bool) -> sqlx::Result<()> {
        let sql = if newest { "SELECT id FROM orders ORDER BY id DESC" } else { "SELECT id FROM {table}" };
        sqlx::query(sql).execute(&self.pool).await?;
        Ok(())
    }
}

fn main() {}
