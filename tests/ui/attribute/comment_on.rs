use sqlx::PgPool;

#[sqlspan::traced(comment = on)]
async fn count(pool: &PgPool) -> sqlx::Result<i64> {
    sqlx::query_scalar("SELECT count(*) FROM orders").fetch_one(pool).await
}

fn main() {}
