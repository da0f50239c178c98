use sqlspan::repository;
use sqlx::PgPool;

#[repository]
async fn run(pool: &PgPool) -> sqlx::Result<()> {
    sqlx::query("SELECT id FROM orders").execute(pool).await?;
    Ok(())
}

fn main() {}
