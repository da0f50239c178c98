// A warning, which trybuild compares only where it is an error.
#![deny(deprecated)]

use sqlspan::repository;
use sqlx::PgPool;

struct Orders {
    pool: PgPool,
}

mod reqwest {
    pub(crate) mod blocking {
        pub(crate) fn get(_: &str) -> std::io::Result<()> {
            Ok(())
        }
    }
}

#[repository]
impl Orders {
    async fn run(&self) -> Result<(), Box<dyn std::error::Error>> {
        sqlx::query("SELECT id FROM orders").execute(&self.pool).await?;
        reqwest::blocking::get("http://localhost")?;
        Ok(())
    }
}

fn main() {}
