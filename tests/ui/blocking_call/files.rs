// A warning, which trybuild compares only where it is an error.
#![deny(deprecated)]

use sqlspan::repository;
use sqlx::PgPool;

struct Orders {
    pool: PgPool,
}

use std::fs::{self, File};

#[repository]
impl Orders {
    async fn run(&self) -> Result<(), Box<dyn std::error::Error>> {
        sqlx::query("SELECT id FROM orders").execute(&self.pool).await?;
        std::fs::read_to_string("orders.txt")?;
        fs::write("orders.txt", "none")?;
        let file = File::open("orders.txt")?;
        let log = std::fs::OpenOptions::new().append(true).open("orders.log")?;
        drop((file, log));
        Ok(())
    }
}

fn main() {}
