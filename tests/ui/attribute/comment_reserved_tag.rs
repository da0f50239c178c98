use sqlx::PgPool;

#[sqlspan::traced(comment(traceparent = "00-1-2-01"))]
async fn count(pool: &PgPool) -> sqlx::Result<i64> {
    sqlx::query_scalar("SELECT count(*) FROM orders").fetch_one(pool).await
}

fn main() {}
