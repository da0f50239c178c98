//! A round trip that is called as a path, on what is no place.

use sqlx::{PgConnection, PgPool};

#[sqlspan::traced]
async fn locked(pool: &PgPool) -> sqlx::Result<()> {
    let mut conn = pool.acquire().await?;
    sqlx::Connection::ping(&mut *pool.acquire().await?).await?;
    PgConnection::copy_in_raw(&mut conn, "COPY orders FROM STDIN").await?.finish().await.map(drop)
}

fn main() {}
