use sqlspan::repository;
use sqlx::PgPool;

struct Orders {
    pool: PgPool,
}

macro_rules! same {
    ($text:expr) => {
        $text
    };
}

#[repository]
impl Orders {
    async fn run(&self, order: &str) -> sqlx::Result<()> {
        let mut builder = sqlx::QueryBuilder::new("SELECT id FROM orders ORDER BY ");
        builder.push(same!(order));
        builder.build().execute(&self.pool).await?;
        Ok(())
    }
}

fn main() {}
