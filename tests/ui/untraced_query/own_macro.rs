#![deny(deprecated)]

use sqlspan::traced;
use sqlx::PgPool;

macro_rules! count {
    ($pool:expr, $table:literal) => {
        sqlx::query(concat!("SELECT count(*) FROM ", $table)).execute($pool)
    };
}

#[traced]
async fn orders(pool: &PgPool) -> sqlx::Result<()> {
    count!(pool, "orders").await?;
    Ok(())
}

fn main() {}
