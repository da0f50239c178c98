//! Test code is left alone where no attribute asks: here, where everything is compiled for tests, the compiler decides it,
//! for what the macro can't see.

use sqlspan_tests::Fixture;
use sqlx::SqlitePool;

const DELETE: &str = "DELETE FROM orders";
const FIND: &str = "SELECT status FROM orders WHERE id = $1";

#[sqlspan::traced(dialect = sqlite)]
async fn one_by_one(pool: &SqlitePool, ids: &[i64]) -> sqlx::Result<usize> {
    let mut found = 0;
    for id in ids {
        let status: Option<String> =
            sqlx::query_scalar("SELECT status FROM orders WHERE id = $1").bind(id).fetch_optional(pool).await?;
        let again: Option<String> = sqlx::query_scalar(FIND).bind(id).fetch_optional(pool).await?;
        found += usize::from(status.is_some() && status == again);
    }
    Ok(found)
}

#[sqlspan::repository(dialect = sqlite)]
mod clearing {
    use sqlx::SqlitePool;

    pub(super) async fn clear(pool: &SqlitePool) -> sqlx::Result<u64> {
        let orders = sqlx::query(super::DELETE).execute(pool).await?.rows_affected();
        Ok(orders + sqlx::query("DELETE FROM orders").execute(pool).await?.rows_affected())
    }
}

#[tokio::test]
async fn test_code_is_left_alone() {
    let fixture = Fixture::<sqlx::Sqlite>::new().await.unwrap();
    assert_eq!(one_by_one(&fixture.pool, &[1, 2]).await.unwrap(), 2);
    assert!(clearing::clear(&fixture.pool).await.unwrap() >= 2);
}
