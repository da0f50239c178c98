//! Statements without arguments, and the form in which the executor stands first.

macro_rules! reversed {
    ($by_id:tt $status_of:tt $insert:tt $update:tt $of_three:tt) => { forms! {
        raw_execute = "`raw_sql(..).execute`" on "`&pool`", [Expect::span("DELETE orders", "DELETE FROM orders WHERE id > 1").affected(2)] {
            => #[traced]
            pub async fn run(db: &Fixture) -> sqlx::Result<u64> {
                Ok(sqlx::raw_sql("DELETE FROM orders WHERE id > 1").execute(&db.pool).await?.rows_affected())
            }
        }
        raw_fetch = "`raw_sql(..).fetch`" on "`&pool`", [Expect::span("SELECT orders", "SELECT id FROM orders ORDER BY id").rows(3)] {
            => #[traced]
            pub async fn run(db: &Fixture) -> sqlx::Result<Vec<i64>> {
                sqlx::raw_sql("SELECT id FROM orders ORDER BY id").fetch(&db.pool).map(|row| row?.try_get::<i64, _>(0)).try_collect().await
            }
        }
        raw_fetch_one = "`raw_sql(..).fetch_one`" on "`&pool`", [Expect::span("SELECT orders", "SELECT id FROM orders ORDER BY id").rows(1)] {
            => #[traced]
            pub async fn run(db: &Fixture) -> sqlx::Result<i64> {
                sqlx::raw_sql("SELECT id FROM orders ORDER BY id").fetch_one(&db.pool).await?.try_get(0)
            }
        }
        raw_fetch_optional = "`raw_sql(..).fetch_optional`" on "`&pool`", [Expect::span("SELECT orders", "SELECT id FROM orders WHERE id = 7").rows(0)] {
            => #[traced]
            pub async fn run(db: &Fixture) -> sqlx::Result<bool> {
                Ok(sqlx::raw_sql("SELECT id FROM orders WHERE id = 7").fetch_optional(&db.pool).await?.is_some())
            }
        }
        raw_fetch_all = "`raw_sql(..).fetch_all`" on "`&pool`", [Expect::span("SELECT orders", "SELECT id FROM orders ORDER BY id").rows(3)] {
            => #[traced]
            pub async fn run(db: &Fixture) -> sqlx::Result<usize> {
                Ok(sqlx::raw_sql("SELECT id FROM orders ORDER BY id").fetch_all(&db.pool).await?.len())
            }
        }
        raw_execute_many = "`raw_sql(..).execute_many`" on "`&pool`", [Expect::span("UPDATE orders; DELETE items", "UPDATE orders SET status = 'gone' WHERE id > 0; DELETE FROM items WHERE order_id > 0").affected(6)] {
            => #[traced]
            pub async fn run(db: &Fixture) -> sqlx::Result<u64> {
                let results = sqlx::raw_sql("UPDATE orders SET status = 'gone' WHERE id > 0; DELETE FROM items WHERE order_id > 0").execute_many(&db.pool);
                results.try_fold(0, |sum, result| async move { Ok(sum + result.rows_affected()) }).await
            }
        }
        raw_fetch_many = "`raw_sql(..).fetch_many`" on "`&pool`", [Expect::span("DELETE items; SELECT orders", "DELETE FROM items WHERE order_id = 1; SELECT id FROM orders").rows(3).affected(AFFECTED)] {
            => #[traced]
            pub async fn run(db: &Fixture) -> sqlx::Result<usize> {
                let text = "DELETE FROM items WHERE order_id = 1; SELECT id FROM orders";
                let items: Vec<_> = sqlx::raw_sql(text).fetch_many(&db.pool).try_collect().await?;
                Ok(items.iter().filter(|item| item.is_right()).count())
            }
        }
        raw_boxed = "`raw_sql(..).fetch_one`, a boxed future" on "`&pool`", [Expect::span("SELECT orders", "SELECT id FROM orders ORDER BY id").rows(1)] {
            => #[traced]
            pub async fn run(db: &Fixture) -> sqlx::Result<i64> {
                let row: futures::future::BoxFuture<'_, sqlx::Result<DbRow>> = sqlx::raw_sql("SELECT id FROM orders ORDER BY id").fetch_one(&db.pool);
                row.await?.try_get(0)
            }
        }
        execute_text = "`executor.execute(\"..\")`" on "`pool`", [Expect::span("DELETE orders", "DELETE FROM orders WHERE id > 1").affected(2)] {
            => #[traced]
            pub async fn run(db: &Fixture) -> sqlx::Result<u64> {
                Ok(db.pool.execute("DELETE FROM orders WHERE id > 1").await?.rows_affected())
            }
        }
        fetch_text = "`executor.fetch(\"..\")`" on "`pool`", [Expect::span("SELECT orders", "SELECT id FROM orders ORDER BY id").rows(3)] {
            => #[traced]
            pub async fn run(db: &Fixture) -> sqlx::Result<Vec<i64>> {
                db.pool.fetch("SELECT id FROM orders ORDER BY id").map(|row| row?.try_get::<i64, _>(0)).try_collect().await
            }
        }
        fetch_one_text = "`executor.fetch_one(\"..\")`" on "`pool`", [Expect::span("SELECT orders", "SELECT id FROM orders ORDER BY id").rows(1)] {
            => #[traced]
            pub async fn run(db: &Fixture) -> sqlx::Result<i64> {
                (&db.pool).fetch_one("SELECT id FROM orders ORDER BY id").await?.try_get(0)
            }
        }
        fetch_optional_text = "`executor.fetch_optional(\"..\")`" on "`pool`", [Expect::span("SELECT orders", "SELECT id FROM orders ORDER BY id").rows(1)] {
            => #[traced]
            pub async fn run(db: &Fixture) -> sqlx::Result<bool> {
                Ok(db.pool.fetch_optional("SELECT id FROM orders ORDER BY id").await?.is_some())
            }
        }
        fetch_all_text = "`executor.fetch_all(\"..\")`" on "`pool`", [Expect::span("SELECT orders", "SELECT id FROM orders ORDER BY id").rows(3)] {
            => #[traced]
            pub async fn run(db: &Fixture) -> sqlx::Result<usize> {
                Ok(db.pool.fetch_all("SELECT id FROM orders ORDER BY id").await?.len())
            }
        }
        execute_many_text = "`executor.execute_many(\"..\")`" on "`pool`", [Expect::span("UPDATE orders; DELETE items", "UPDATE orders SET status = 'gone' WHERE id > 0; DELETE FROM items WHERE order_id > 0").affected(6)] {
            => #[traced]
            pub async fn run(db: &Fixture) -> sqlx::Result<u64> {
                let results = db.pool.execute_many("UPDATE orders SET status = 'gone' WHERE id > 0; DELETE FROM items WHERE order_id > 0");
                results.try_fold(0, |sum, result| async move { Ok(sum + result.rows_affected()) }).await
            }
        }
        fetch_many_text = "`executor.fetch_many(\"..\")`" on "`pool`", [Expect::span("DELETE items; SELECT orders", "DELETE FROM items WHERE order_id = 1; SELECT id FROM orders").rows(3).affected(AFFECTED)] {
            => #[traced]
            pub async fn run(db: &Fixture) -> sqlx::Result<usize> {
                let items = db.pool.fetch_many("DELETE FROM items WHERE order_id = 1; SELECT id FROM orders");
                let items: Vec<_> = items.try_collect().await?;
                Ok(items.iter().filter(|item| item.is_right()).count())
            }
        }
        execute_constant = "`executor.execute(CONST)`" on "`pool`", [Expect::span("DELETE orders", "DELETE FROM orders WHERE id > 0").affected(3)] [
            const CLEAR: &str = "DELETE FROM orders WHERE id > 0";
        ] {
            => #[traced]
            pub async fn run(db: &Fixture) -> sqlx::Result<u64> {
                let pool = &db.pool;
                Ok(pool.execute(CLEAR).await?.rows_affected())
            }
        }
        fetch_one_query = "`executor.fetch_one(query)`" on "`pool`", [Expect::span("SELECT orders", $status_of).rows(1)] {
            => #[traced]
            pub async fn run(db: &Fixture) -> sqlx::Result<String> {
                db.pool.fetch_one(sqlx::query($status_of).bind(2_i64)).await?.try_get(0)
            }
        }
        fetch_one_query_in_a_let = "`executor.fetch_one(query)`" on "`pool`", [Expect::span("SELECT orders", $status_of).rows(1)] {
            => #[traced]
            pub async fn run(db: &Fixture) -> sqlx::Result<String> {
                let query = sqlx::query($status_of).bind(2_i64);
                db.pool.fetch_one(query).await?.try_get(0)
            }
        }
        execute_raw = "`executor.execute(raw_sql(..))`" on "`pool`", [Expect::span("DELETE orders", "DELETE FROM orders WHERE id > 0").affected(3)] {
            => #[traced]
            pub async fn run(db: &Fixture) -> sqlx::Result<u64> {
                Ok(db.pool.execute(sqlx::raw_sql("DELETE FROM orders WHERE id > 0")).await?.rows_affected())
            }
        }
        execute_built = "`executor.execute(builder.build())`" on "`pool`", [Expect::span("DELETE orders", &format!("DELETE FROM orders WHERE id = {}", placeholder(1))).affected(1)] {
            => #[traced]
            pub async fn run(db: &Fixture) -> sqlx::Result<u64> {
                let mut builder = QueryBuilder::new("DELETE FROM orders WHERE id = ");
                builder.push_bind(1_i64);
                Ok(db.pool.execute(builder.build()).await?.rows_affected())
            }
        }
        on_a_transaction = "`executor.execute(\"..\")`" on "`tx`", [Expect::span("DELETE orders", "DELETE FROM orders WHERE id = 1").affected(1), Expect::span("SELECT orders", "SELECT count(*) FROM orders").rows(1), Expect::span("DELETE items", "DELETE FROM items WHERE order_id > 0").affected(3)] {
            => #[traced]
            pub async fn run(db: &Fixture) -> sqlx::Result<i64> {
                let mut tx = db.pool.begin().await?;
                tx.execute("DELETE FROM orders WHERE id = 1").await?;
                let left = tx.fetch_one("SELECT count(*) FROM orders").await?.try_get(0)?;
                (&mut *tx).execute("DELETE FROM items WHERE order_id > 0").await?;
                tx.commit().await?;
                Ok(left)
            }
        }
        on_a_connection = "`executor.execute(\"..\")`" on "`conn`",
            [Expect::span("DELETE orders", "DELETE FROM orders WHERE id = 1").affected(1).system_only(), Expect::span("SELECT orders", "SELECT count(*) FROM orders").rows(1).system_only()] [
            pub async fn run(db: &Fixture) -> sqlx::Result<i64> {
                clear(&mut *db.pool.acquire().await?).await
            }
        ] {
            => #[traced]
            async fn clear(conn: &mut Conn) -> sqlx::Result<i64> {
                conn.execute("DELETE FROM orders WHERE id = 1").await?;
                conn.fetch_one("SELECT count(*) FROM orders").await?.try_get(0)
            }
        }
        on_an_acquired_connection = "`executor.execute(\"..\")`" on "`pool.acquire().await?`", [Expect::span("SELECT orders", "SELECT id FROM orders ORDER BY id").rows(1)] {
            => #[traced]
            pub async fn run(db: &Fixture) -> sqlx::Result<i64> {
                db.pool.acquire().await?.fetch_one("SELECT id FROM orders ORDER BY id").await?.try_get(0)
            }
        }
        on_as_mut = "`executor.execute(\"..\")`" on "`tx.as_mut()`", [Expect::span("SELECT orders", "SELECT id FROM orders ORDER BY id").rows(1)] {
            => #[traced]
            pub async fn run(db: &Fixture) -> sqlx::Result<i64> {
                let mut tx = db.pool.begin().await?;
                tx.as_mut().fetch_one("SELECT id FROM orders ORDER BY id").await?.try_get(0)
            }
        }
    } };
}
