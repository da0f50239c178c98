//! Chains that begin with a function of sqlx, on a pool.

macro_rules! chains {
    ($by_id:tt $status_of:tt $insert:tt $update:tt $of_three:tt) => { forms! {
        query_execute = "`query(..).bind(..).execute`" on "`&pool`", [Expect::span("INSERT orders", $insert).affected(1)] {
            => #[traced]
            pub async fn run(db: &Fixture) -> sqlx::Result<u64> {
                Ok(sqlx::query($insert).bind(9_i64).bind("new").execute(&db.pool).await?.rows_affected())
            }
        }
        query_execute_of_two_rows = "`query(..).bind(..).execute`" on "`&pool`",
            [Expect::span("UPDATE orders", "UPDATE orders SET status = 'gone' WHERE status = 'new'").affected(2)] {
            => #[traced]
            pub async fn run(db: &Fixture) -> sqlx::Result<u64> {
                let gone = sqlx::query("UPDATE orders SET status = 'gone' WHERE status = 'new'").execute(&db.pool).await?;
                Ok(gone.rows_affected())
            }
        }
        query_execute_fails = "`query(..).execute`, refused" on "`&pool`", [Expect::span("INSERT orders", $insert).fails()] {
            => #[traced]
            pub async fn run(db: &Fixture) -> sqlx::Result<()> {
                sqlx::query($insert).bind(1_i64).bind("new").execute(&db.pool).await.map(|_| ())
            }
        }
        query_fetch = "`query(..).fetch`" on "`&pool`", [Expect::span("SELECT orders", $of_three).rows(3)] {
            => #[traced]
            pub async fn run(db: &Fixture) -> sqlx::Result<Vec<i64>> {
                let mut rows = sqlx::query($of_three).bind(1_i64).bind(2_i64).bind(3_i64).fetch(&db.pool);
                let mut ids = Vec::new();
                while let Some(row) = rows.try_next().await? {
                    ids.push(row.try_get(0)?);
                }
                Ok(ids)
            }
        }
        query_fetch_dropped_early = "`query(..).fetch`, dropped early" on "`&pool`",
            [Expect::span("SELECT orders", "SELECT id FROM orders ORDER BY id").rows(2)] {
            => #[traced]
            pub async fn run(db: &Fixture) -> sqlx::Result<Vec<i64>> {
                let rows = sqlx::query("SELECT id FROM orders ORDER BY id").fetch(&db.pool);
                rows.take(2).map(|row| row?.try_get::<i64, _>(0)).try_collect().await
            }
        }
        query_fetch_one = "`query(..).fetch_one`" on "`&pool`", [Expect::span("SELECT orders", $status_of).rows(1)] {
            => #[traced]
            pub async fn run(db: &Fixture) -> sqlx::Result<String> {
                sqlx::query($status_of).bind(2_i64).fetch_one(&db.pool).await?.try_get("status")
            }
        }
        query_fetch_one_of_none = "`query(..).fetch_one`" on "`&pool`", [Expect::span("SELECT orders", $status_of).rows(0)] {
            => #[traced]
            pub async fn run(db: &Fixture) -> sqlx::Result<()> {
                sqlx::query($status_of).bind(77_i64).fetch_one(&db.pool).await.map(|_| ())
            }
        }
        query_fetch_optional = "`query(..).fetch_optional`" on "`&pool`", [Expect::span("SELECT orders", $status_of).rows(0)] {
            => #[traced]
            pub async fn run(db: &Fixture) -> sqlx::Result<bool> {
                Ok(sqlx::query($status_of).bind(77_i64).fetch_optional(&db.pool).await?.is_some())
            }
        }
        query_fetch_all = "`query(..).fetch_all`" on "`&pool`", [Expect::span("SELECT orders", $of_three).rows(2)] {
            => #[traced]
            pub async fn run(db: &Fixture) -> sqlx::Result<usize> {
                Ok(sqlx::query($of_three).bind(1_i64).bind(2_i64).bind(77_i64).fetch_all(&db.pool).await?.len())
            }
        }
        query_as_fetch = "`query_as(..).fetch`" on "`&pool`", [Expect::span("SELECT orders", $by_id).rows(1)] {
            => #[traced]
            pub async fn run(db: &Fixture) -> sqlx::Result<Vec<Order>> {
                sqlx::query_as($by_id).bind(1_i64).fetch(&db.pool).try_collect().await
            }
        }
        query_as_fetch_one = "`query_as(..).fetch_one`" on "`&pool`", [Expect::span("SELECT orders", $by_id).rows(1)] {
            => #[traced]
            pub async fn run(db: &Fixture) -> sqlx::Result<Order> {
                sqlx::query_as($by_id).bind(1_i64).fetch_one(&db.pool).await
            }
        }
        query_as_fetch_optional = "`query_as(..).fetch_optional`" on "`&pool`", [Expect::span("SELECT orders", $by_id).rows(1)] {
            => #[traced]
            pub async fn run(db: &Fixture) -> sqlx::Result<Option<(i64, String)>> {
                sqlx::query_as($by_id).bind(2_i64).fetch_optional(&db.pool).await
            }
        }
        query_as_fetch_all = "`query_as(..).fetch_all`" on "`&pool`", [Expect::span("SELECT orders", $by_id).rows(1)] {
            => #[traced]
            pub async fn run(db: &Fixture) -> sqlx::Result<Vec<Order>> {
                sqlx::query_as::<_, Order>($by_id).bind(3_i64).fetch_all(&db.pool).await
            }
        }
        query_as_does_not_decode = "`query_as(..).fetch_one`, not decoded" on "`&pool`", [Expect::span("SELECT orders", $by_id).gives("ColumnDecode")] {
            => #[traced]
            pub async fn run(db: &Fixture) -> sqlx::Result<(String, i64)> {
                sqlx::query_as($by_id).bind(1_i64).fetch_one(&db.pool).await
            }
        }
        query_scalar_fetch = "`query_scalar(..).fetch`" on "`&pool`", [Expect::span("SELECT orders", $of_three).rows(3)] {
            => #[traced]
            pub async fn run(db: &Fixture) -> sqlx::Result<Vec<i64>> {
                let ids = sqlx::query_scalar::<_, i64>($of_three).bind(1_i64).bind(2_i64).bind(3_i64).fetch(&db.pool);
                ids.try_collect().await
            }
        }
        query_scalar_fetch_one = "`query_scalar(..).fetch_one`" on "`&pool`", [Expect::span("SELECT orders", $status_of).rows(1)] {
            => #[traced]
            pub async fn run(db: &Fixture) -> sqlx::Result<String> {
                sqlx::query_scalar($status_of).bind(1_i64).fetch_one(&db.pool).await
            }
        }
        query_scalar_fetch_optional = "`query_scalar(..).fetch_optional`" on "`&pool`", [Expect::span("SELECT orders", $status_of).rows(0)] {
            => #[traced]
            pub async fn run(db: &Fixture) -> sqlx::Result<Option<String>> {
                sqlx::query_scalar($status_of).bind(77_i64).fetch_optional(&db.pool).await
            }
        }
        query_scalar_fetch_all = "`query_scalar(..).fetch_all`" on "`&pool`", [Expect::span("SELECT orders", $of_three).rows(2)] {
            => #[traced]
            pub async fn run(db: &Fixture) -> sqlx::Result<Vec<i64>> {
                sqlx::query_scalar($of_three).bind(1_i64).bind(1_i64).bind(3_i64).fetch_all(&db.pool).await
            }
        }
        query_with = "`query_with(.., arguments)`" on "`&pool`", [Expect::span("SELECT orders", $status_of).rows(1)] {
            => #[traced]
            pub async fn run(db: &Fixture) -> sqlx::Result<String> {
                let mut arguments = DbArguments::default();
                arguments.add(2_i64).map_err(sqlx::Error::Encode)?;
                sqlx::query_with($status_of, arguments).fetch_one(&db.pool).await?.try_get(0)
            }
        }
        query_as_with = "`query_as_with(.., arguments)`" on "`&pool`", [Expect::span("SELECT orders", $by_id).rows(1)] {
            => #[traced]
            pub async fn run(db: &Fixture) -> sqlx::Result<Order> {
                let mut arguments = DbArguments::default();
                arguments.add(2_i64).map_err(sqlx::Error::Encode)?;
                sqlx::query_as_with($by_id, arguments).fetch_one(&db.pool).await
            }
        }
        query_scalar_with = "`query_scalar_with(.., arguments)`" on "`&pool`", [Expect::span("SELECT orders", $status_of).rows(1)] {
            => #[traced]
            pub async fn run(db: &Fixture) -> sqlx::Result<Option<String>> {
                let mut arguments = DbArguments::default();
                arguments.add(2_i64).map_err(sqlx::Error::Encode)?;
                sqlx::query_scalar_with::<_, String, _>($status_of, arguments).fetch_optional(&db.pool).await
            }
        }
        map = "`.map(..)`" on "`&pool`", [Expect::span("SELECT orders", $status_of).rows(1)] {
            => #[traced]
            pub async fn run(db: &Fixture) -> sqlx::Result<usize> {
                let query = sqlx::query($status_of).bind(1_i64).map(|row: DbRow| row.get::<String, _>(0).len());
                query.fetch_one(&db.pool).await
            }
        }
        map_in_the_chain = "`.map(..)`" on "`&pool`", [Expect::span("SELECT orders", $of_three).rows(3)] {
            => #[traced]
            pub async fn run(db: &Fixture) -> sqlx::Result<Vec<i64>> {
                sqlx::query($of_three)
                    .bind(1_i64)
                    .bind(2_i64)
                    .bind(3_i64)
                    .map(|row: DbRow| row.get::<i64, _>(0) * 10)
                    .fetch_all(&db.pool)
                    .await
            }
        }
        try_map = "`.try_map(..)`" on "`&pool`", [Expect::span("SELECT orders", $status_of).rows(1)] {
            => #[traced]
            pub async fn run(db: &Fixture) -> sqlx::Result<Option<String>> {
                sqlx::query($status_of).bind(1_i64).try_map(|row: DbRow| row.try_get(0)).fetch_optional(&db.pool).await
            }
        }
        try_map_fetch = "`.try_map(..)`" on "`&pool`", [Expect::span("SELECT orders", $of_three).rows(2)] {
            => #[traced]
            pub async fn run(db: &Fixture) -> sqlx::Result<Vec<i64>> {
                let factor = 3;
                sqlx::query($of_three)
                    .bind(1_i64)
                    .bind(2_i64)
                    .bind(2_i64)
                    .try_map(|row: DbRow| Ok(row.try_get::<i64, _>(0)? * factor))
                    .fetch(&db.pool)
                    .try_collect()
                    .await
            }
        }
        not_persistent = "`.persistent(false)`" on "`&pool`", [Expect::span("SELECT orders", $by_id).rows(1)] {
            => #[traced]
            pub async fn run(db: &Fixture) -> sqlx::Result<Order> {
                sqlx::query_as($by_id).bind(1_i64).persistent(false).fetch_one(&db.pool).await
            }
        }
        own_link = "a link of one's own in the chain" on "`&pool`", [Expect::span("SELECT orders", $by_id).rows(1)] [
            trait Of: Sized {
                fn of(self, id: i64) -> Self;
            }
            impl<O> Of for sqlx::query::QueryAs<'_, Db, O, DbArguments> {
                fn of(self, id: i64) -> Self {
                    self.bind(id)
                }
            }
        ] {
            => #[traced]
            pub async fn run(db: &Fixture) -> sqlx::Result<Order> {
                sqlx::query_as($by_id).of(1).fetch_one(&db.pool).await
            }
        }
        in_a_let = "a query in a `let`" on "`&pool`", [Expect::span("SELECT orders", $by_id).rows(1)] {
            => #[traced]
            pub async fn run(db: &Fixture) -> sqlx::Result<Order> {
                let query = sqlx::query_as($by_id).bind(1_i64);
                query.fetch_one(&db.pool).await
            }
        }
        in_a_let_and_moved_on = "a query in a `let`" on "`&pool`", [Expect::span("SELECT orders", $by_id).rows(1)] {
            => #[traced]
            pub async fn run(db: &Fixture) -> sqlx::Result<Order> {
                let query = sqlx::query_as($by_id);
                let bound = query.bind(1_i64);
                bound.persistent(true).fetch_one(&db.pool).await
            }
        }
        bound_in_a_loop = "`q = q.bind(..)` in a loop" on "`&pool`", [Expect::span("SELECT orders", $of_three).rows(3)] {
            => #[traced]
            pub async fn run(db: &Fixture) -> sqlx::Result<Vec<i64>> {
                let mut query = sqlx::query_scalar($of_three);
                for id in 1..=3_i64 {
                    query = query.bind(id);
                }
                query.fetch_all(&db.pool).await
            }
        }
        one_of_two_queries = "a query by `if`" on "`&pool`", [Expect::span("SELECT orders", $status_of).rows(1)] {
            => #[traced]
            pub async fn run(db: &Fixture) -> sqlx::Result<Vec<String>> {
                let newest = db.url.is_empty();
                let query = if newest {
                    sqlx::query_scalar("SELECT status FROM orders ORDER BY id DESC")
                } else {
                    sqlx::query_scalar($status_of).bind(2_i64)
                };
                query.fetch_all(&db.pool).await
            }
        }
        binds_of_all_kinds = "binds that hold `?`, `.await`, a borrow" on "`&pool`", [Expect::span("INSERT orders", $insert).affected(1)] {
            => #[traced]
            pub async fn run(db: &Fixture) -> sqlx::Result<(u64, String)> {
                let status = String::from("borrowed");
                let done = sqlx::query($insert)
                    .bind("41".parse::<i64>().map_err(|error| sqlx::Error::Encode(error.into()))? + async { 1 }.await)
                    .bind(&status)
                    .execute(&db.pool)
                    .await?;
                Ok((done.rows_affected(), status))
            }
        }
        a_bind_that_returns = "a bind that holds `return`" on "`&pool`", [] {
            => #[traced]
            pub async fn run(db: &Fixture) -> sqlx::Result<u64> {
                let id: Option<i64> = None;
                let done = sqlx::query($update)
                    .bind("new")
                    .bind(match id {
                        Some(id) => id,
                        None => return Ok(0),
                    })
                    .execute(&db.pool)
                    .await?;
                Ok(done.rows_affected())
            }
        }
        imported_functions = "imported and renamed functions" on "`&pool`", [Expect::span("SELECT orders", $status_of).rows(1), Expect::span("SELECT orders", $by_id).rows(1)] {
            => #[traced]
            pub async fn run(db: &Fixture) -> sqlx::Result<(String, Order)> {
                use sqlx::{query as ask, query_as};
                let status = ask($status_of).bind(1_i64).fetch_one(&db.pool).await?.try_get(0)?;
                Ok((status, query_as($by_id).bind(1_i64).fetch_one(&db.pool).await?))
            }
        }
    } };
}
