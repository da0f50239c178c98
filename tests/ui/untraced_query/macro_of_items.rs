use sqlspan::repository;
use sqlx::PgPool;

struct Orders {
    pool: PgPool,
}

macro_rules! same {
    ($($item:tt)*) => { $($item)* };
}

#[repository]
impl Orders {
    async fn run(&self) -> sqlx::Result<()> {
        sqlx::query("SELECT id FROM orders").execute(&self.pool).await?;
        Ok(())
    }

    same! {
        async fn other(&self) -> sqlx::Result<()> {
            sqlx::query("DELETE FROM orders").execute(&self.pool).await?;
            Ok(())
        }
    }
}

fn main() {}
