//! A lint is allowed where it is found: on the block, the function, the statement, the loop, the expression.

use sqlspan_tests::Fixture;
use sqlx::{AssertSqlSafe, Sqlite, SqlitePool};

struct Orders {
    pool: SqlitePool,
}

#[sqlspan::repository(dialect = sqlite, deny(all), allow(blocking_call))]
impl Orders {
    async fn on_the_block(&self) -> sqlx::Result<usize> {
        std::thread::sleep(std::time::Duration::ZERO);
        Ok(sqlx::query("SELECT id FROM orders").fetch_all(&self.pool).await?.len())
    }

    #[traced(allow(bind_count))]
    async fn on_the_function(&self) -> sqlx::Result<usize> {
        Ok(sqlx::query("SELECT id FROM orders WHERE id = $1").fetch_all(&self.pool).await?.len())
    }

    async fn on_the_statement(&self) -> sqlx::Result<u64> {
        #[traced(allow(unfiltered_write))]
        let written = sqlx::query("UPDATE orders SET status = 'seen'").execute(&self.pool).await?;
        Ok(written.rows_affected())
    }

    async fn on_the_loop(&self, ids: &[i64]) -> sqlx::Result<u64> {
        let mut changed = 0;
        #[traced(allow(n_plus_one))]
        for id in ids {
            let sql = "UPDATE orders SET status = 'paid' WHERE id = $1";
            changed += sqlx::query(sql).bind(id).execute(&self.pool).await?.rows_affected();
        }
        Ok(changed)
    }

    async fn on_the_expression(&self, column: &str) -> sqlx::Result<usize> {
        let rows = {
            #[traced(summary = "sorted orders", allow(interpolated_sql))]
            sqlx::query(AssertSqlSafe(format!("SELECT id FROM orders ORDER BY {column}"))).fetch_all(&self.pool).await?
        };
        Ok(rows.len())
    }

    /// The compiler's own way works for warnings as well.
    #[traced(warn(unfiltered_write))]
    #[allow(deprecated)]
    async fn by_the_compiler(&self) -> sqlx::Result<u64> {
        Ok(sqlx::query("DELETE FROM items").execute(&self.pool).await?.rows_affected())
    }
}

#[tokio::test]
async fn lints_are_allowed_where_they_are_found() {
    let db = Fixture::<Sqlite>::new().await.expect("SQLite is always there");
    let orders = Orders { pool: db.pool.clone() };
    assert_eq!(orders.on_the_block().await.unwrap(), 3);
    assert_eq!(orders.on_the_function().await.unwrap(), 0);
    assert_eq!(orders.on_the_statement().await.unwrap(), 3);
    assert_eq!(orders.on_the_loop(&[1, 2]).await.unwrap(), 2);
    assert_eq!(orders.on_the_expression("id").await.unwrap(), 3);
    assert_eq!(orders.by_the_compiler().await.unwrap(), 3);
}
