use sqlspan::repository;
use sqlx::PgPool;

struct Orders {
    pool: PgPool,
}

macro_rules! attempt {
    ($result:expr) => {
        match $result {
            Ok(value) => value,
            Err(error) => return Err(error),
        }
    };
}

#[repository]
impl Orders {
    async fn run(&self) -> sqlx::Result<()> {
        let query = sqlx::query("SELECT id FROM orders");
        attempt!(query.execute(&self.pool).await);
        Ok(())
    }
}

fn main() {}
