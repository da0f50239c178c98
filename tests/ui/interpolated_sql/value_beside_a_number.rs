use sqlspan::traced;
use sqlx::{AssertSqlSafe, SqlitePool};

#[traced(dialect = sqlite)]
async fn run(pool: &SqlitePool, status: &str, id: i64) -> sqlx::Result<()> {
    let sql = format!("SELECT id FROM orders WHERE id = {id} AND status = ?1");
    sqlx::query(AssertSqlSafe(sql)).bind(status).execute(pool).await?;
    Ok(())
}

fn main() {}
