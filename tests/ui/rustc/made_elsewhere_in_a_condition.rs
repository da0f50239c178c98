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
    async fn run(&self, wait: bool) -> sqlx::Result<()> {
        sqlx::query("SELECT id FROM orders").execute(&self.pool).await?;
        if let Some(_order) = open_orders().fetch_optional(&self.pool).await? {}
        (if wait { open_orders() } else { open_orders() }).fetch_all(&self.pool).await?;
        Ok(())
    }
}

fn main() {}
