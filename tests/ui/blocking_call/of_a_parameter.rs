// A warning, which trybuild compares only where it is an error.
#![deny(deprecated)]

use sqlspan::repository;
use sqlx::PgPool;

struct Orders {
    pool: PgPool,
}

mod postgres {
    pub(crate) struct Client;
    impl Client {
        pub(crate) fn batch_execute(&mut self, _: &str) {}
    }
}

#[repository]
impl Orders {
    async fn run(&self, client: &mut postgres::Client) -> sqlx::Result<()> {
        sqlx::query("SELECT id FROM orders").execute(&self.pool).await?;
        client.batch_execute("SELECT 1");
        Ok(())
    }
}

fn main() {}
