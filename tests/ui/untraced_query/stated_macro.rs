use sqlspan::traced;
use sqlx::PgPool;

macro_rules! with_conn {
    ($pool:ident do $query:expr) => {
        with_conn!($pool, $query)
    };
    ($pool:ident, $query:expr) => {
        $query
    };
}

#[traced(macros(with_conn))]
async fn seen(pool: &PgPool) -> sqlx::Result<()> {
    with_conn!(pool, sqlx::query("SELECT id FROM orders").execute(pool).await.map(drop))
}

#[traced(macros(with_conn))]
async fn no_expression(pool: &PgPool) -> sqlx::Result<()> {
    with_conn!(pool do sqlx::query("SELECT id FROM orders").execute(pool).await.map(drop))
}

fn main() {}
