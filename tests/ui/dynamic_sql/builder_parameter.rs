use sqlspan::repository;
use sqlx::PgPool;

struct Orders {
    pool: PgPool,
}

#[repository]
impl Orders {
    async fn run(&self, builder: &mut sqlx::QueryBuilder<sqlx::Postgres>) -> sqlx::Result<()> {
        builder.build().execute(&self.pool).await?;
        Ok(())
    }
}

fn main() {}
