//! The module of `repository_on_a_module_file.rs`.

pub async fn count(pool: &sqlx::SqlitePool) -> sqlx::Result<i64> {
    sqlx::query_scalar("SELECT count(*) FROM orders").fetch_one(pool).await
}
