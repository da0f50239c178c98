use sqlx::PgPool;

#[sqlspan::traced(comment(team = format!("{}", 1), tier = 1))]
async fn count(pool: &PgPool) -> sqlx::Result<i64> {
    sqlx::query_scalar("SELECT count(*) FROM orders").fetch_one(pool).await
}

fn main() {}
