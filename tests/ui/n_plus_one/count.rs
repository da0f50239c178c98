// ids: 2
// A warning, which trybuild compares only where it is an error.
#![deny(deprecated)]

use sqlspan::repository;
use sqlx::PgPool;

struct Orders {
    pool: PgPool,
}

#[repository(dialect = postgres)]
impl Orders {
    async fn run(&self, ids: &[i64]) -> sqlx::Result<()> {
        for id in ids {
            sqlx::query_scalar::<_, i64>("SELECT count(*) FROM orders WHERE id = $1").bind(id).fetch_one(&self.pool).await?;
        }
        Ok(())
    }
}

fn main() {}
