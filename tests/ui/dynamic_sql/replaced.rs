use sqlspan::repository;
use sqlx::PgPool;

struct Orders {
    pool: PgPool,
}

fn replace<'a>(text: &mut &'a str, with: &'a str) {
    *text = with;
}

#[repository]
impl Orders {
    async fn run(&self, order: &str) -> sqlx::Result<()> {
        let mut sql = "SELECT id FROM orders";
        replace(&mut sql, order);
        sqlx::query(sqlx::AssertSqlSafe(sql)).execute(&self.pool).await?;
        Ok(())
    }
}

fn main() {}
