use sqlspan::traced;
use sqlx::sqlite::SqliteArguments;
use sqlx::{AssertSqlSafe, Sqlite, SqlitePool, query::Query};

fn safe(sql: impl Into<String>) -> Query<'static, Sqlite, SqliteArguments> {
    sqlx::query(AssertSqlSafe(sql.into()))
}

#[traced(dialect = sqlite, queries(safe))]
pub async fn run(pool: &SqlitePool, name: &str) -> sqlx::Result<usize> {
    let query = safe(format!("SELECT id FROM orders WHERE status = '{name}'"));
    Ok(query.fetch_all(pool).await?.len())
}

fn main() {}
