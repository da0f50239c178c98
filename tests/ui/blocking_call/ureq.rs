// A warning, which trybuild compares only where it is an error.
#![deny(deprecated)]

use sqlspan::repository;
use sqlx::PgPool;

struct Orders {
    pool: PgPool,
}

mod ureq {
    pub(crate) struct Request;
    pub(crate) fn get(_: &str) -> Request {
        Request
    }
    impl Request {
        pub(crate) fn call(self) -> std::io::Result<()> {
            Ok(())
        }
    }
}

#[repository]
impl Orders {
    async fn run(&self) -> Result<(), Box<dyn std::error::Error>> {
        sqlx::query("SELECT id FROM orders").execute(&self.pool).await?;
        ureq::get("http://localhost").call()?;
        Ok(())
    }
}

fn main() {}
