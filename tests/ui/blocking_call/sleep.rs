// A warning, which trybuild compares only where it is an error.
#![deny(deprecated)]

use sqlspan::repository;
use sqlx::PgPool;

struct Orders {
    pool: PgPool,
}

use std::thread;

#[repository]
impl Orders {
    async fn run(&self) -> Result<(), Box<dyn std::error::Error>> {
        sqlx::query("SELECT id FROM orders").execute(&self.pool).await?;
        std::thread::sleep(std::time::Duration::from_millis(1));
        thread::sleep(std::time::Duration::from_millis(1));
        Ok(())
    }
}

fn main() {}
