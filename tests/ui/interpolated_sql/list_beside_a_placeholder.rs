use sqlspan::traced;
use sqlx::{AssertSqlSafe, SqlitePool};

#[traced(dialect = sqlite)]
async fn run(pool: &SqlitePool, status: &str, ids: &[i64]) -> sqlx::Result<()> {
    let list = ids.iter().map(i64::to_string).collect::<Vec<_>>().join(",");
    let sql = format!("SELECT id FROM orders WHERE status <> ?1 AND id IN ({list}) AND reason = ?1");
    sqlx::query(AssertSqlSafe(sql)).bind(status).execute(pool).await?;
    Ok(())
}

fn main() {}
