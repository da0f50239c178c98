// statuses, ids: 2
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
            sqlx::query("UPDATE orders SET status = $1 WHERE id = $2 RETURNING id").bind(&line.status).bind(line.order).execute(&self.pool).await?;
        }
        Ok(())
    }
}

fn main() {}
