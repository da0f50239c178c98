//! What looks like a finding of the other lints, and is none.

use std::collections::HashMap;

use sqlspan_tests::Fixture;
use sqlx::{QueryBuilder, Sqlite, SqlitePool};

struct Orders {
    pool: SqlitePool,
}

/// What other people's asynchronous file systems look like.
mod fs {
    pub(super) async fn read(path: &str) -> std::io::Result<Vec<u8>> {
        std::future::ready(Ok(path.as_bytes().to_vec())).await
    }
}

#[sqlspan::repository(dialect = sqlite, deny(all))]
impl Orders {
    async fn filtered_writes(&self) -> sqlx::Result<u64> {
        let updated =
            sqlx::query("UPDATE orders SET status = 'seen' WHERE id = $1").bind(1).execute(&self.pool).await?;
        let upserted = sqlx::query(
            "INSERT INTO orders (id, status) VALUES ($1, 'new') ON CONFLICT (id) DO UPDATE SET status = excluded.status",
        )
        .bind(1)
        .execute(&self.pool)
        .await?;
        Ok(updated.rows_affected() + upserted.rows_affected())
    }

    async fn one_statement(&self) -> sqlx::Result<String> {
        sqlx::query("SELECT id FROM orders; -- that is all").fetch_all(&self.pool).await?;
        sqlx::query_scalar("SELECT 'a; b'").fetch_one(&self.pool).await
    }

    async fn binds_out_of_sight(&self, filters: &HashMap<String, i64>) -> sqlx::Result<usize> {
        let mut query = sqlx::query("SELECT id FROM orders WHERE id = $1 OR id = $2");
        for value in filters.values() {
            query = query.bind(value);
        }
        Ok(query.fetch_all(&self.pool).await?.len())
    }

    async fn binds_in_steps(&self) -> sqlx::Result<usize> {
        let query = sqlx::query("SELECT id FROM orders WHERE id = $1 OR id = $2 OR id = $1");
        let query = query.bind(1);
        Ok(query.bind(2).fetch_all(&self.pool).await?.len())
    }

    #[allow(clippy::redundant_closure_for_method_calls, reason = "as people write it")]
    async fn bound_by_a_fold(&self, ids: &[i64]) -> sqlx::Result<usize> {
        let query = sqlx::query("SELECT id FROM orders WHERE id IN ($1, $2, $3)");
        Ok(ids.iter().fold(query, |query, id| query.bind(id)).fetch_all(&self.pool).await?.len())
    }

    async fn work_that_may_block(&self) -> sqlx::Result<usize> {
        let read = fs::read("path").await.map_err(sqlx::Error::Io)?;
        let threaded = tokio::task::spawn_blocking(|| {
            std::thread::sleep(std::time::Duration::ZERO);
            std::fs::metadata("/").is_ok()
        });
        let found = threaded.await.unwrap();
        let rows = sqlx::query("SELECT id FROM orders").fetch_all(&self.pool).await?.len();
        Ok(rows + read.len() + usize::from(found))
    }

    async fn a_file_without_opening_one(&self) -> sqlx::Result<usize> {
        let log = std::fs::File::from(std::os::fd::OwnedFd::from(std::io::pipe().map_err(sqlx::Error::Io)?.0));
        let rows = sqlx::query("SELECT id FROM orders").fetch_all(&self.pool).await?.len();
        drop(log);
        Ok(rows)
    }

    async fn an_arm_that_ends_the_process(&self, kind: u8) -> sqlx::Result<usize> {
        let sql = match kind {
            0 => "SELECT id FROM orders",
            1 => "SELECT id FROM orders WHERE id > 1",
            _ => std::process::abort(),
        };
        Ok(sqlx::query(sql).fetch_all(&self.pool).await?.len())
    }

    /// What is pushed to the builder of a caller is judged where it is pushed.
    fn narrowed(builder: &mut QueryBuilder<Sqlite>, id: i64, order: &'static str) {
        builder.push(" WHERE id > ").push_bind(id).push(" ORDER BY ").push(order);
    }

    async fn a_builder_that_is_lent(&self) -> sqlx::Result<usize> {
        let mut builder = QueryBuilder::new("SELECT id FROM orders");
        Self::narrowed(&mut builder, 1, "id");
        let query = builder.push(" LIMIT 2").build();
        Ok(query.fetch_all(&self.pool).await?.len())
    }

    async fn text_in_quotes(&self, value: &str) -> sqlx::Result<String> {
        // `name` is no local here, and `value` is not beside a `%`.
        sqlx::query_scalar("SELECT '{name}' || $1").bind(value).fetch_one(&self.pool).await
    }
}

#[tokio::test]
async fn innocent_code_is_not_reported() {
    let db = Fixture::<Sqlite>::new().await.expect("SQLite is always there");
    let orders = Orders { pool: db.pool.clone() };
    assert_eq!(orders.filtered_writes().await.unwrap(), 2);
    assert_eq!(orders.one_statement().await.unwrap(), "a; b");
    let filters = HashMap::from([("a".to_owned(), 1), ("b".to_owned(), 2)]);
    assert_eq!(orders.binds_out_of_sight(&filters).await.unwrap(), 2);
    assert_eq!(orders.binds_in_steps().await.unwrap(), 2);
    assert_eq!(orders.bound_by_a_fold(&[1, 2, 3]).await.unwrap(), 3);
    assert_eq!(orders.work_that_may_block().await.unwrap(), 8);
    assert_eq!(orders.a_file_without_opening_one().await.unwrap(), 3);
    assert_eq!(orders.an_arm_that_ends_the_process(1).await.unwrap(), 2);
    assert_eq!(orders.a_builder_that_is_lent().await.unwrap(), 2);
    assert_eq!(orders.text_in_quotes("!").await.unwrap(), "{name}!");
}
