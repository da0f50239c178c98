// A warning, which trybuild compares only where it is an error.
#![deny(deprecated)]

use sqlspan::repository;
use sqlx::PgPool;

struct Orders {
    pool: PgPool,
}

use std::net::UdpSocket;

#[repository]
impl Orders {
    async fn run(&self) -> Result<(), Box<dyn std::error::Error>> {
        sqlx::query("SELECT id FROM orders").execute(&self.pool).await?;
        std::net::TcpStream::connect("127.0.0.1:1")?;
        let socket = UdpSocket::bind("127.0.0.1:0")?;
        drop(socket);
        Ok(())
    }
}

fn main() {}
