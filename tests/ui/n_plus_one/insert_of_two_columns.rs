// ids, statuses: 2
// A warning, which trybuild compares only where it is an error.
#![deny(deprecated)]

use sqlspan::repository;
use sqlx::PgPool;

struct Orders {
    pool: PgPool,
}

struct Line {
    order: i64,
    status: String,
}

#[repository(dialect = postgres)]
impl Orders {
    async fn run(&self, lines: &[Line]) -> sqlx::Result<()> {
        for line in lines {
            sqlx::query("INSERT INTO items (order_id, name) VALUES ($1, $2) ON CONFLICT DO NOTHING").bind(line.order).bind(&line.status).execute(&self.pool).await?;
        }
        Ok(())
    }
}

fn main() {}
