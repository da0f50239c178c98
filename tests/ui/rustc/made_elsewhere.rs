use sqlspan::repository;
use sqlx::PgPool;

struct Orders {
    pool: PgPool,
}

type Query = sqlx::query::Query<'static, sqlx::Postgres, sqlx::postgres::PgArguments>;

fn open_orders() -> Query {
    sqlx::query("SELECT id FROM orders")
}

#[repository]
impl Orders {
    async fn run(&self) -> sqlx::Result<()> {
        sqlx::query("SELECT id FROM orders").execute(&self.pool).await?;
        open_orders().fetch_all(&self.pool).await?;
        Ok(())
    }
}

fn main() {}
