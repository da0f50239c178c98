use sqlspan::traced;

/// What a second version of sqlx in the tree looks like.
mod sqlx {
    pub struct Error;
    pub struct PgPool;
    pub struct Query;

    pub fn query(_: &'static str) -> Query {
        Query
    }

    pub trait Executor {}

    impl Executor for &PgPool {}

    impl Query {
        pub async fn execute(self, _: impl Executor) -> Result<u64, Error> {
            Ok(0)
        }
    }
}

#[traced]
async fn run(pool: &sqlx::PgPool) -> Result<u64, sqlx::Error> {
    let rows = sqlx::query("UPDATE orders SET id = id WHERE id = 1").execute(pool).await?;
    Ok(rows + 1)
}

fn main() {}
