// A warning, which trybuild compares only where it is an error.
#![deny(deprecated)]

use sqlspan::repository;
use sqlx::PgPool;

struct Orders {
    pool: PgPool,
}

mod postgres {
    pub(crate) struct Client;
    pub(crate) struct NoTls;
    impl Client {
        pub(crate) fn connect(_: &str, _: NoTls) -> std::io::Result<Self> {
            Ok(Self)
        }
    }
}

#[repository]
impl Orders {
    async fn run(&self) -> Result<(), Box<dyn std::error::Error>> {
        sqlx::query("SELECT id FROM orders").execute(&self.pool).await?;
        let client = postgres::Client::connect("host=localhost", postgres::NoTls)?;
        drop(client);
        Ok(())
    }
}

fn main() {}
