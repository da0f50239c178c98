// A warning, which trybuild compares only where it is an error.
#![deny(deprecated)]

use sqlspan::repository;
use sqlx::{AssertSqlSafe, PgPool};

struct Orders {
    pool: PgPool,
}

#[repository(warn(dynamic_sql))]
impl Orders {
    async fn run(&self, sql: String) -> sqlx::Result<()> {
        sqlx::query(AssertSqlSafe(sql)).execute(&self.pool).await?;
        Ok(())
    }
}

fn main() {}
