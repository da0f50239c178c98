// A warning, which trybuild compares only where it is an error.
#![deny(deprecated)]

use sqlspan::repository;
use sqlx::PgPool;

struct Orders {
    pool: PgPool,
}

mod rusqlite {
    pub(crate) struct Connection;
    impl Connection {
        pub(crate) fn open(_: &str) -> std::io::Result<Self> {
            Ok(Self)
        }
        pub(crate) fn open_in_memory() -> std::io::Result<Self> {
            Ok(Self)
        }
    }
}
use rusqlite::Connection;

#[repository]
impl Orders {
    async fn run(&self) -> Result<(), Box<dyn std::error::Error>> {
        sqlx::query("SELECT id FROM orders").execute(&self.pool).await?;
        rusqlite::Connection::open("orders.db")?;
        let connection = Connection::open_in_memory()?;
        drop(connection);
        Ok(())
    }
}

fn main() {}
