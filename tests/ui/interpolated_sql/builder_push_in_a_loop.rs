use sqlspan::repository;
use sqlx::PgPool;

struct Orders {
    pool: PgPool,
}

#[repository]
impl Orders {
    async fn run(&self, statuses: &[&str]) -> sqlx::Result<()> {
        let mut builder = sqlx::QueryBuilder::new("SELECT id FROM orders WHERE status = ");
        builder.push("'new'");
        for status in statuses {
            builder.build().execute(&self.pool).await?;
            builder.reset();
            builder.push(format!("'{status}'"));
        }
        Ok(())
    }
}

fn main() {}
