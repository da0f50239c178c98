// A warning, which trybuild compares only where it is an error.
#![deny(deprecated)]

use sqlspan::repository;
use sqlx::PgPool;

struct Orders {
    pool: PgPool,
}

struct Line {
    order: i64,
}

#[repository(dialect = postgres)]
impl Orders {
    async fn close(&self, lines: Vec<Line>) -> sqlx::Result<()> {
        for line in &lines {
            let order = line.order;
            sqlx::query("UPDATE orders SET open = false WHERE id = $1").bind(order).execute(&self.pool).await?;
        }
        Ok(())
    }
}

fn main() {}
