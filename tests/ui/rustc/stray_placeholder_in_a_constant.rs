use sqlspan::repository;
use sqlx::PgPool;

struct Orders {
    pool: PgPool,
}

const BY_STATUS: &str = "SELECT id
    FROM orders
    WHERE status = {status}";

macro_rules! filter {
    () => {
        "id = {id}"
    };
}

#[repository(dialect = postgres)]
impl Orders {
    const OWN: &str = "SELECT id FROM orders WHERE id = {id}";

    async fn find(&self) -> sqlx::Result<()> {
        sqlx::query(BY_STATUS).execute(&self.pool).await?;
        sqlx::query(Self::OWN).execute(&self.pool).await?;
        sqlx::query(concat!("SELECT id FROM orders WHERE ", filter!())).execute(&self.pool).await?;
        sqlx::query(include_str!("stray_placeholder.sql")).execute(&self.pool).await?;
        Ok(())
    }
}

fn main() {}
