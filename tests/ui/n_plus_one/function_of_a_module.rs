// A warning, which trybuild compares only where it is an error.
#![deny(deprecated)]

#[sqlspan::repository]
mod orders {
    use sqlx::PgPool;

    pub async fn name(pool: &PgPool, id: i64) -> sqlx::Result<String> {
        sqlx::query_scalar("SELECT name FROM orders WHERE id = $1").bind(id).fetch_one(pool).await
    }

    pub async fn names(pool: &PgPool, ids: &[i64]) -> sqlx::Result<usize> {
        let mut length = 0;
        for id in ids {
            length += name(pool, *id).await?.len();
        }
        Ok(length)
    }
}

fn main() {}
