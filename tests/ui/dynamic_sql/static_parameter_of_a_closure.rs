use sqlspan::repository;
use sqlx::PgPool;

struct Orders {
    pool: PgPool,
}

#[repository]
impl Orders {
    async fn run(&self) -> sqlx::Result<()> {
        let run = async |sql: &'static str| sqlx::query(sql).execute(&self.pool).await;
        run("SELECT 1").await.map(drop)
    }
}

fn main() {}
