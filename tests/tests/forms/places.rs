//! Where in a function a query call can stand.

macro_rules! places {
    ($by_id:tt $status_of:tt $insert:tt $update:tt $of_three:tt) => { forms! {
        in_a_closure = "in a closure" on "`&pool`",
            [Expect::span("SELECT orders", $by_id).rows(1), Expect::span("SELECT orders", $by_id).rows(1)] {
            => #[traced]
            pub async fn run(db: &Fixture) -> sqlx::Result<(Order, Order)> {
                let find = |id: i64| sqlx::query_as($by_id).bind(id).fetch_one(&db.pool);
                Ok((find(1).await?, find(2).await?))
            }
        }
        in_an_async_closure = "in an async closure" on "`&pool`", [Expect::span("SELECT orders", $by_id).rows(1)] {
            => #[traced]
            pub async fn run(db: &Fixture) -> sqlx::Result<Order> {
                let find = async |id: i64| sqlx::query_as($by_id).bind(id).fetch_one(&db.pool).await;
                find(1).await
            }
        }
        in_an_async_block = "in an `async` block" on "`&pool`", [Expect::span("SELECT orders", $by_id).rows(1)] {
            => #[traced]
            pub async fn run(db: &Fixture) -> sqlx::Result<Order> {
                let pool = db.pool.clone();
                let find = async move { sqlx::query_as($by_id).bind(1_i64).fetch_one(&pool).await };
                find.await
            }
        }
        spawned = "in `tokio::spawn`" on "`&pool`", [Expect::span("SELECT orders", $by_id).rows(1)] [
            use opentelemetry::trace::FutureExt as _;
        ] {
            => #[traced]
            pub async fn run(db: &Fixture) -> sqlx::Result<Order> {
                let pool = db.pool.clone();
                let task = async move { sqlx::query_as($by_id).bind(1_i64).fetch_one(&pool).await };
                tokio::spawn(task.with_current_context()).await.unwrap()
            }
        }
        a_future_kept = "a future kept for later" on "`&pool`", [Expect::span("SELECT orders", $by_id).rows(1)] {
            => #[traced]
            pub async fn run(db: &Fixture) -> sqlx::Result<Order> {
                let found = sqlx::query_as($by_id).bind(1_i64).fetch_one(&db.pool);
                let never = sqlx::query_as::<_, Order>($by_id).bind(2_i64).fetch_one(&db.pool);
                drop(never);
                found.await
            }
        }
        in_a_condition = "in `if`, `while`, `match`" on "`&pool`",
            [Expect::span("SELECT orders", $status_of).rows(1), Expect::span("SELECT orders", $status_of).rows(1), Expect::span("SELECT orders", $status_of).rows(0)] {
            => #[traced]
            pub async fn run(db: &Fixture) -> sqlx::Result<i64> {
                let mut id = 2_i64;
                while let Some(_status) =
                    sqlx::query_scalar::<_, String>($status_of).bind(id).fetch_optional(&db.pool).await?
                {
                    id += 1;
                }
                Ok(id)
            }
        }
        in_an_if = "in `if`, `while`, `match`" on "`&pool`", [Expect::span("SELECT orders", $status_of).rows(1)] {
            => #[traced]
            pub async fn run(db: &Fixture) -> sqlx::Result<bool> {
                if sqlx::query_scalar::<_, String>($status_of).bind(2_i64).fetch_one(&db.pool).await? == "paid"
                    && !db.url.is_empty()
                {
                    Ok(true)
                } else {
                    Ok(false)
                }
            }
        }
        in_a_match = "in `if`, `while`, `match`" on "`&pool`", [Expect::span("SELECT orders", $by_id).rows(0)] {
            => #[traced]
            pub async fn run(db: &Fixture) -> sqlx::Result<&'static str> {
                match sqlx::query_as::<_, Order>($by_id).bind(7_i64).fetch_one(&db.pool).await {
                    Ok(_) => Ok("found"),
                    Err(sqlx::Error::RowNotFound) => Ok("not found"),
                    Err(error) => Err(error),
                }
            }
        }
        in_let_else = "in `let .. else`" on "`&pool`", [Expect::span("SELECT orders", $by_id).rows(1)] {
            => #[traced]
            pub async fn run(db: &Fixture) -> sqlx::Result<i64> {
                let Some(Order { id, .. }) = sqlx::query_as($by_id).bind(2_i64).fetch_optional(&db.pool).await? else {
                    return Ok(0);
                };
                Ok(id)
            }
        }
        in_a_loop = "in a loop" on "`&mut *tx`",
            [Expect::span("UPDATE orders", $update).affected(1), Expect::span("UPDATE orders", $update).affected(1), Expect::span("UPDATE orders", $update).affected(0)] {
            => #[traced(allow(n_plus_one))]
            pub async fn run(db: &Fixture) -> sqlx::Result<u64> {
                let mut tx = db.pool.begin().await?;
                let mut done = 0;
                for id in [1_i64, 2, 77] {
                    done += sqlx::query($update).bind("gone").bind(id).execute(&mut *tx).await?.rows_affected();
                }
                tx.commit().await?;
                Ok(done)
            }
        }
        prepared = "a prepared statement" on "`&mut *conn`", [Expect::span("SELECT orders", $status_of).rows(1)] {
            => #[traced]
            pub async fn run(db: &Fixture) -> sqlx::Result<String> {
                let mut conn = db.pool.acquire().await?;
                let statement = conn.prepare(SqlStr::from_static($status_of)).await?;
                statement.query().bind(2_i64).fetch_one(&mut *conn).await?.try_get(0)
            }
        }
        prepared_as = "a prepared statement" on "`&pool`", [Expect::span("SELECT orders", $by_id).rows(1)] {
            => #[traced]
            pub async fn run(db: &Fixture) -> sqlx::Result<Order> {
                let statement = db.pool.prepare(SqlStr::from_static($by_id)).await?;
                statement.query_as().bind(2_i64).fetch_one(&db.pool).await
            }
        }
        prepared_scalar = "a prepared statement" on "`&pool`", [Expect::span("SELECT orders", $status_of).rows(1), Expect::span("SELECT orders", $status_of).rows(1)] {
            => #[traced]
            pub async fn run(db: &Fixture) -> sqlx::Result<(String, String)> {
                let statement = db.pool.prepare(SqlStr::from_static($status_of)).await?;
                let one = statement.query_scalar().bind(1_i64).fetch_one(&db.pool).await?;
                Ok((one, statement.query_scalar().bind(2_i64).fetch_one(&db.pool).await?))
            }
        }
        helper_with_the_text = "a helper that takes the text" on "`&pool`", [Expect::span("SELECT orders", $by_id).rows(1)] [
            fn by_id(text: &'static str, id: i64) -> sqlx::query::QueryAs<'static, Db, Order, DbArguments> {
                sqlx::query_as(text).bind(id)
            }
        ] {
            => #[traced]
            pub async fn run(db: &Fixture) -> sqlx::Result<Order> {
                by_id($by_id, 1).fetch_one(&db.pool).await
            }
        }
        stated_function = "`queries(path)`" on "`&pool`", [Expect::span("SELECT orders", $by_id).rows(1)] [
            fn by_id(id: i64) -> sqlx::query::QueryAs<'static, Db, Order, DbArguments> {
                sqlx::query_as($by_id).bind(id)
            }
        ] {
            => #[traced(queries(by_id))]
            pub async fn run(db: &Fixture) -> sqlx::Result<Order> {
                by_id(1).fetch_one(&db.pool).await
            }
        }
        static_parameter = "a text of type `&'static str`, with `summary`" on "`&pool`", [Expect::span("order by id", $by_id).rows(1)] [
            pub async fn run(db: &Fixture) -> sqlx::Result<Order> {
                find(&db.pool, $by_id).await
            }
        ] {
            => #[traced(summary = "order by id")]
            async fn find(pool: &Pool, text: &'static str) -> sqlx::Result<Order> {
                sqlx::query_as(text).bind(1_i64).fetch_one(pool).await
            }
        }
        stated_summary = "any text, with `summary`" on "`&pool`", [Expect::span("order by id", $by_id).rows(1)] {
            => #[traced(summary = "order by id")]
            pub async fn run(db: &Fixture) -> sqlx::Result<Order> {
                sqlx::query_as($by_id).bind(1_i64).fetch_one(&db.pool).await
            }
        }
        inline_module = "in an inline module" on "`&pool`", [Expect::span("SELECT orders", $by_id).rows(1)] [
            pub use orders::run;
        ] {
            => #[repository]
            mod orders {
                use super::*;

                pub async fn run(db: &Fixture) -> sqlx::Result<Order> {
                    sqlx::query_as($by_id).bind(1_i64).fetch_one(&db.pool).await
                }
            }
        }
        trait_implementation = "in an `impl` of a trait" on "`self.0`", [Expect::span("SELECT orders", $by_id).rows(1)] [
            trait Find {
                async fn find(&self, id: i64) -> sqlx::Result<Order>;
            }
            struct Orders<'a>(&'a Pool);
            pub async fn run(db: &Fixture) -> sqlx::Result<Order> {
                Orders(&db.pool).find(1).await
            }
        ] {
            => #[repository]
            impl Find for Orders<'_> {
                async fn find(&self, id: i64) -> sqlx::Result<Order> {
                    sqlx::query_as($by_id).bind(id).fetch_one(self.0).await
                }
            }
        }
        given_up = "a query that is given up" on "`&mut *conn`", [] {
            => #[traced]
            pub async fn run(db: &Fixture) -> sqlx::Result<()> {
                let mut conn = db.pool.acquire().await?;
                drop(sqlx::query($by_id).bind(1_i64).fetch_one(&mut *conn));
                Ok(())
            }
        }
    } };
}
