use sqlspan::traced;
use sqlx::sqlite::SqliteArguments;
use sqlx::{AssertSqlSafe, Sqlite, SqlitePool, query::Query};

fn safe(label: &str, sql: &str) -> Query<'static, Sqlite, SqliteArguments> {
    sqlx::query(AssertSqlSafe(format!("/* {label} */ {sql}")))
}

#[traced(queries(safe))]
pub async fn run(pool: &SqlitePool, label: &str, sql: &str) -> sqlx::Result<()> {
    safe(label, sql).execute(pool).await.map(drop)
}

/// What the function binds is no text.
#[traced(queries(safe))]
pub async fn other(pool: &SqlitePool, label: &str) -> sqlx::Result<()> {
    safe(label, "SELECT 1").execute(pool).await.map(drop)
}

/// Allowed, and named.
#[traced(queries(safe), summary = "any", allow(dynamic_sql))]
pub async fn allowed(pool: &SqlitePool, sql: &str) -> sqlx::Result<()> {
    safe("", sql).execute(pool).await.map(drop)
}

fn main() {}
