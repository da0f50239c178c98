//! Options that change where the emitted code looks, and what it leaves alone.

use sqlx::SqlitePool;

use crate::names;

/// What a library does that re-exports sqlspan.
pub mod library {
    pub use sqlspan;
}

#[sqlspan::repository(dialect = sqlite, allow(unfiltered_write), crate = crate::options::library::sqlspan)]
mod queries {
    use super::SqlitePool;

    const TEXT: &str = "SELECT   count(*) FROM orders";

    pub async fn elsewhere(pool: &SqlitePool) -> sqlx::Result<()> {
        sqlx::query(TEXT).execute(pool).await?;
        pool.execute_like().await
    }

    trait ExecuteLike {
        async fn execute_like(&self) -> sqlx::Result<()>;
    }

    impl ExecuteLike for SqlitePool {
        async fn execute_like(&self) -> sqlx::Result<()> {
            sqlx::query("DELETE FROM items").execute(self).await.map(drop)
        }
    }

    pub async fn partly(pool: &SqlitePool) -> sqlx::Result<()> {
        #[traced(skip)]
        sqlx::query("DELETE FROM items").execute(pool).await?;
        sqlx::query("DELETE FROM orders").execute(pool).await?;
        #[traced(summary = "once more")]
        let deleted = sqlx::query("DELETE FROM orders").execute(pool).await?;
        assert_eq!(deleted.rows_affected(), 0, "they are gone already");
        Ok(())
    }

    #[traced(skip)]
    pub async fn not_at_all(pool: &SqlitePool) -> sqlx::Result<()> {
        sqlx::query("DELETE FROM orders").execute(pool).await.map(drop)
    }
}

#[tokio::test]
async fn the_crate_has_another_path() {
    assert_eq!(
        names(async |pool: &SqlitePool| queries::elsewhere(pool).await).await,
        ["SELECT orders", "DELETE items"]
    );
}

#[tokio::test]
async fn what_is_skipped_is_not_traced() {
    assert_eq!(names(async |pool: &SqlitePool| queries::partly(pool).await).await, ["DELETE orders", "once more"]);
    assert_eq!(names(async |pool: &SqlitePool| queries::not_at_all(pool).await).await, Vec::<String>::new());
}
