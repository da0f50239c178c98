use sqlspan::repository;
use sqlx::PgPool;

struct Orders {
    pool: PgPool,
}

type Query = sqlx::query::Query<'static, sqlx::Postgres, sqlx::postgres::PgArguments>;

#[repository]
impl Orders {
    async fn run(&self, query: Query) -> sqlx::Result<()> {
        sqlx::query("SELECT id FROM orders").execute(&self.pool).await?;
        query.execute(&self.pool).await?;
        Ok(())
    }
}

fn main() {}
