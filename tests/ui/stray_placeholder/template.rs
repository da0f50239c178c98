use sqlspan::repository;
use sqlx::PgPool;

struct Orders {
    pool: PgPool,
}

#[repository]
impl Orders {
    async fn find(&self) -> sqlx::Result<()> {
        sqlx::query("SELECT status FROM orders WHERE id = ${id}").execute(&self.pool).await?;
        sqlx::query("SELECT status FROM orders WHERE id = #{id}").execute(&self.pool).await?;
        sqlx::query("SELECT status FROM orders WHERE id = {{ id }}").execute(&self.pool).await?;
        Ok(())
    }
}

fn main() {}
