//! Functions of all shapes, with other attributes around ours.

macro_rules! shapes {
    ($by_id:tt $status_of:tt $insert:tt $update:tt $of_three:tt) => { forms! {
        async_trait_outside = "`#[async_trait]` before `#[repository]`" on "`&self.0`", [Expect::span("SELECT orders", $by_id).rows(1)] [
            #[async_trait]
            trait Find {
                async fn find(&self, id: i64) -> sqlx::Result<Order>;
            }
            struct Orders(Pool);
            pub async fn run(db: &Fixture) -> sqlx::Result<Order> {
                let find: Box<dyn Find + Send + Sync> = Box::new(Orders(db.pool.clone()));
                find.find(1).await
            }
        ] {
            #[async_trait]
            => #[repository]
            impl Find for Orders {
                async fn find(&self, id: i64) -> sqlx::Result<Order> {
                    sqlx::query_as($by_id).bind(id).fetch_one(&self.0).await
                }
            }
        }
        async_trait_inside = "`#[repository]` before `#[async_trait]`" on "`&self.0`", [Expect::span("SELECT orders", $by_id).rows(1)] [
            #[async_trait]
            trait Find {
                async fn find(&self, id: i64) -> sqlx::Result<Order>;
            }
            struct Orders(Pool);
            pub async fn run(db: &Fixture) -> sqlx::Result<Order> {
                let find: Box<dyn Find + Send + Sync> = Box::new(Orders(db.pool.clone()));
                find.find(1).await
            }
        ] {
            => #[repository]
            #[async_trait]
            impl Find for Orders {
                async fn find(&self, id: i64) -> sqlx::Result<Order> {
                    sqlx::query_as($by_id).bind(id).fetch_one(&self.0).await
                }
            }
        }
        async_trait_default_outside = "`#[async_trait]` before `#[repository]`, default body" on "`self.pool()`", [Expect::span("DELETE orders", "DELETE FROM orders WHERE id > 0").affected(3)] [
            struct Orders(Pool);
            impl Clear for Orders {
                fn pool(&self) -> &Pool {
                    &self.0
                }
            }
            pub async fn run(db: &Fixture) -> sqlx::Result<u64> {
                Orders(db.pool.clone()).clear().await
            }
        ] {
            #[async_trait]
            => #[repository]
            trait Clear: Sync {
                fn pool(&self) -> &Pool;

                async fn clear(&self) -> sqlx::Result<u64> {
                    Ok(self.pool().execute("DELETE FROM orders WHERE id > 0").await?.rows_affected())
                }
            }
        }
        async_trait_default_inside = "`#[repository]` before `#[async_trait]`, default body" on "`self.pool()`", [Expect::span("DELETE orders", "DELETE FROM orders WHERE id > 0").affected(3)] [
            struct Orders(Pool);
            impl Clear for Orders {
                fn pool(&self) -> &Pool {
                    &self.0
                }
            }
            pub async fn run(db: &Fixture) -> sqlx::Result<u64> {
                Orders(db.pool.clone()).clear().await
            }
        ] {
            => #[repository]
            #[async_trait]
            trait Clear: Sync {
                fn pool(&self) -> &Pool;

                async fn clear(&self) -> sqlx::Result<u64> {
                    Ok(sqlx::query("DELETE FROM orders WHERE id > 0").execute(self.pool()).await?.rows_affected())
                }
            }
        }
        instrument_outside = "`#[tracing::instrument]` before `#[traced]`" on "`&pool`", [Expect::span("SELECT orders", $by_id).rows(1)] {
            #[tracing::instrument(skip(db), err)]
            => #[traced]
            pub async fn run(db: &Fixture) -> sqlx::Result<Order> {
                sqlx::query_as($by_id).bind(1_i64).fetch_one(&db.pool).await
            }
        }
        instrument_inside = "`#[traced]` before `#[tracing::instrument]`" on "`&pool`", [Expect::span("SELECT orders", $by_id).rows(1)] {
            => #[traced]
            #[tracing::instrument(skip_all)]
            pub async fn run(db: &Fixture) -> sqlx::Result<Order> {
                sqlx::query_as($by_id).bind(1_i64).fetch_one(&db.pool).await
            }
        }
        all_attributes = "`#[async_trait]`, `#[repository]`, `#[tracing::instrument]`" on "`&mut **tx`", [Expect::span("SELECT orders", $by_id).rows(1).system_only()] [
            #[async_trait]
            trait Find {
                async fn find<'t>(&self, tx: &mut Transaction<'t>, id: i64) -> sqlx::Result<Option<Order>>;
            }
            struct Orders;
            pub async fn run(db: &Fixture) -> sqlx::Result<Option<Order>> {
                Orders.find(&mut db.pool.begin().await?, 1).await
            }
        ] {
            #[async_trait]
            => #[repository]
            impl Find for Orders {
                #[tracing::instrument(skip(self, tx), ret)]
                async fn find<'t>(&self, tx: &mut Transaction<'t>, id: i64) -> sqlx::Result<Option<Order>> {
                    sqlx::query_as($by_id).bind(id).fetch_optional(&mut **tx).await
                }
            }
        }
        impl_future = "`-> impl Future + Send`" on "`pool: &Pool`", [Expect::span("SELECT orders", $by_id).rows(1)] [
            pub async fn run(db: &Fixture) -> sqlx::Result<Order> {
                let found = find(&db.pool, 1);
                found.await
            }
        ] {
            => #[traced]
            fn find(pool: &Pool, id: i64) -> impl Future<Output = sqlx::Result<Order>> + Send {
                sqlx::query_as($by_id).bind(id).fetch_one(pool)
            }
        }
        impl_future_of_a_block = "`-> impl Future + Send`" on "`&pool`", [Expect::span("SELECT orders", $by_id).rows(1)] [
            pub async fn run(db: &Fixture) -> sqlx::Result<Order> {
                find(db.pool.clone(), 1).await
            }
        ] {
            => #[traced]
            fn find(pool: Pool, id: i64) -> impl Future<Output = sqlx::Result<Order>> + Send + 'static {
                async move { sqlx::query_as($by_id).bind(id).fetch_one(&pool).await }
            }
        }
        box_stream = "`-> BoxStream<'_, _>`" on "`&self.0`", [Expect::span("SELECT orders", $status_of).rows(1)] [
            struct Orders(Pool);
            pub async fn run(db: &Fixture) -> sqlx::Result<Vec<String>> {
                Orders(db.pool.clone()).of(2).try_collect().await
            }
        ] {
            => #[repository]
            impl Orders {
                fn of(&self, id: i64) -> BoxStream<'_, sqlx::Result<String>> {
                    sqlx::query_scalar($status_of).bind(id).fetch(&self.0)
                }
            }
        }
        box_stream_of_a_connection = "`-> BoxStream<'c, _>`" on "`conn: &'c mut Connection`", [Expect::span("SELECT orders", $status_of).rows(1).system_only()] [
            pub async fn run(db: &Fixture) -> sqlx::Result<Vec<String>> {
                let mut conn = db.pool.acquire().await?;
                of(&mut conn, 2).try_collect().await
            }
        ] {
            => #[traced]
            fn of(conn: &mut Conn, id: i64) -> BoxStream<'_, sqlx::Result<String>> {
                sqlx::query_scalar($status_of).bind(id).fetch(conn)
            }
        }
        impl_stream = "`-> impl Stream + '_`" on "`pool: &Pool`", [Expect::span("SELECT orders", $status_of).rows(1)] [
            pub async fn run(db: &Fixture) -> sqlx::Result<Vec<usize>> {
                of(&db.pool, 2).try_collect().await
            }
        ] {
            => #[traced]
            fn of(pool: &Pool, id: i64) -> impl futures::Stream<Item = sqlx::Result<usize>> + Send {
                sqlx::query_scalar::<_, String>($status_of).bind(id).fetch(pool).map_ok(|status| status.len())
            }
        }
        box_future = "`-> BoxFuture<'_, _>`, `executor.fetch_one(query)`" on "`pool`", [Expect::span("SELECT orders", $status_of).rows(1)] [
            pub async fn run(db: &Fixture) -> sqlx::Result<String> {
                of(&db.pool, 2).await?.try_get(0)
            }
        ] {
            => #[traced]
            fn of(pool: &Pool, id: i64) -> BoxFuture<'_, sqlx::Result<DbRow>> {
                pool.fetch_one(sqlx::query($status_of).bind(id))
            }
        }
        boxed_by_hand = "`Box::pin(..)`" on "`&mut *conn`", [Expect::span("SELECT orders", $by_id).rows(1).system_only()] [
            pub async fn run(db: &Fixture) -> sqlx::Result<Order> {
                let mut conn = db.pool.acquire().await?;
                find(&mut conn, 1).await
            }
        ] {
            => #[traced]
            fn find(conn: &mut Conn, id: i64) -> BoxFuture<'_, sqlx::Result<Order>> {
                Box::pin(sqlx::query_as($by_id).bind(id).fetch_one(conn))
            }
        }
        fields_apart = "a bind of one field on another" on "`&mut self.conn`",
            [Expect::span("UPDATE orders", $update).affected(1).system_only(), Expect::span("SELECT orders", "SELECT count(*) FROM orders").rows(1).system_only()] [
            struct Session {
                conn: Conn,
                status: String,
            }
            pub async fn run(db: &Fixture) -> sqlx::Result<(u64, i64)> {
                let mut session = Session { conn: Conn::connect(&db.url).await?, status: "gone".to_owned() };
                let done = session.set(1).await;
                session.conn.close().await?;
                done
            }
        ] {
            => #[repository]
            impl Session {
                async fn set(&mut self, id: i64) -> sqlx::Result<(u64, i64)> {
                    let done = sqlx::query($update).bind(&self.status).bind(id).execute(&mut self.conn).await?;
                    let left = self.conn.fetch_one("SELECT count(*) FROM orders").await?.try_get(0)?;
                    Ok((done.rows_affected(), left))
                }
            }
        }
        shared_self = "`self: Arc<Self>`, `tokio::spawn`" on "`&self.0`", [Expect::span("SELECT orders", $by_id).rows(1)] [
            use opentelemetry::trace::FutureExt as _;
            struct Orders(Pool);
            pub async fn run(db: &Fixture) -> sqlx::Result<Order> {
                let orders = std::sync::Arc::new(Orders(db.pool.clone()));
                tokio::spawn(orders.find(1).with_current_context()).await.unwrap()
            }
        ] {
            => #[repository]
            impl Orders {
                async fn find(self: std::sync::Arc<Self>, id: i64) -> sqlx::Result<Order> {
                    sqlx::query_as($by_id).bind(id).fetch_one(&self.0).await
                }
            }
        }
        recursive = "a function that calls itself" on "`&mut *conn`",
            [Expect::span("SELECT orders", $status_of).rows(1).system_only(), Expect::span("SELECT orders", $status_of).rows(1).system_only()] [
            pub async fn run(db: &Fixture) -> sqlx::Result<String> {
                let mut conn = db.pool.acquire().await?;
                all(&mut conn, 2).await
            }
        ] {
            => #[traced]
            async fn all(conn: &mut Conn, id: i64) -> sqlx::Result<String> {
                if id == 0 {
                    return Ok(String::new());
                }
                let status: String = sqlx::query_scalar($status_of).bind(id).fetch_one(&mut *conn).await?;
                Ok(status + &Box::pin(all(conn, id - 1)).await?)
            }
        }
        generic_row = "a generic row" on "`&self.0` of a generic `impl`", [Expect::span("SELECT orders", $by_id).rows(1)] [
            struct Repository<'p, T>(&'p Pool, std::marker::PhantomData<fn() -> T>);
            pub async fn run(db: &Fixture) -> sqlx::Result<Option<Order>> {
                Repository(&db.pool, std::marker::PhantomData).find::<i64>(1).await
            }
        ] {
            => #[repository]
            impl<'p, T> Repository<'p, T>
            where
                T: for<'r> sqlx::FromRow<'r, DbRow> + Send + Unpin,
            {
                async fn find<I>(&self, id: I) -> sqlx::Result<Option<T>>
                where
                    I: for<'q> sqlx::Encode<'q, Db> + sqlx::Type<Db> + Send,
                {
                    sqlx::query_as($by_id).bind(id).fetch_optional(self.0).await
                }
            }
        }
        generic_constant = "a constant parameter" on "`&pool`", [Expect::span("SELECT orders", $of_three).rows(2)] [
            pub async fn run(db: &Fixture) -> sqlx::Result<Vec<i64>> {
                of(&db.pool, [1, 2, 2]).await
            }
        ] {
            => #[traced]
            async fn of<const N: usize>(pool: &Pool, ids: [i64; N]) -> sqlx::Result<Vec<i64>> {
                let mut query = sqlx::query_scalar($of_three);
                for id in ids {
                    query = query.bind(id);
                }
                query.fetch_all(pool).await
            }
        }
        other_error = "`?` into another error" on "`&pool`", [Expect::span("SELECT orders", $status_of).rows(0)] [
            pub async fn run(db: &Fixture) -> sqlx::Result<String> {
                Ok(status(&db.pool).await.unwrap_err().to_string())
            }
        ] {
            => #[traced]
            async fn status(pool: &Pool) -> Result<String, Box<dyn std::error::Error + Send + Sync>> {
                let row = sqlx::query($status_of).bind("77".parse::<i64>()?).fetch_one(pool).await?;
                Ok(row.try_get::<String, _>(0)?)
            }
        }
        used_afterwards = "what is used after the call" on "`&pool`",
            [Expect::span("INSERT orders", $insert).affected(1), Expect::span("SELECT orders", $by_id).rows(1)] {
            => #[traced]
            pub async fn run(db: &Fixture) -> sqlx::Result<(String, Vec<u8>, Order)> {
                let (status, id, bytes) = (String::from("new"), 9_i64, vec![1, 2, 3]);
                let insert = sqlx::query($insert).bind(id).bind(status.as_str()).execute(&db.pool);
                let length = bytes.len();
                insert.await?;
                let order = sqlx::query_as($by_id).bind(id + i64::try_from(length).unwrap() - 3).fetch_one(&db.pool).await?;
                Ok((status, bytes, order))
            }
        }
        labelled = "`break` with a query" on "`&pool`", [Expect::span("SELECT orders", $status_of).rows(1)] {
            => #[traced]
            pub async fn run(db: &Fixture) -> sqlx::Result<String> {
                let mut id = 0_i64;
                'search: loop {
                    loop {
                        id += 1;
                        if id == 2 {
                            break 'search sqlx::query_scalar($status_of).bind(id).fetch_one(&db.pool).await;
                        }
                    }
                }
            }
        }
        order_of_evaluation = "the order of evaluation" on "`&pool`",
            [Expect::span("SELECT orders", $by_id).rows(1), Expect::span("SELECT orders", "SELECT id FROM orders").rows(1)] [
            fn log<T>(log: &std::cell::RefCell<Vec<&'static str>>, what: &'static str, value: T) -> T {
                log.borrow_mut().push(what);
                value
            }
        ] {
            => #[traced]
            pub async fn run(db: &Fixture) -> sqlx::Result<Vec<&'static str>> {
                let seen = std::cell::RefCell::new(Vec::new());
                let found = sqlx::query({
                    log(&seen, "text", ());
                    $by_id
                })
                .bind(log(&seen, "bind", 1_i64))
                .persistent(log(&seen, "persistent", true))
                .fetch_one(log(&seen, "executor", &db.pool));
                log(&seen, "made", ());
                found.await?;
                log(&seen, "run", ());
                let found = log(&seen, "executor", &db.pool)
                    .fetch_one(sqlx::query("SELECT id FROM orders").persistent(log(&seen, "persistent", false)));
                log(&seen, "made", ());
                found.await?;
                Ok(seen.into_inner())
            }
        }
        left_in_the_middle = "`return` out of the arguments" on "`&pool`", [] {
            => #[traced]
            pub async fn run(db: &Fixture) -> sqlx::Result<u64> {
                let pool: Option<&Pool> = None;
                let done = sqlx::query($update)
                    .bind("gone")
                    .bind(1_i64)
                    .execute(match pool {
                        Some(pool) => pool,
                        None => return Ok(u64::try_from(db.url.len().min(1)).unwrap()),
                    })
                    .await?;
                Ok(done.rows_affected())
            }
        }
        one_future_of_two = "one of several futures by `if` or `match`" on "`&pool`",
            [Expect::span("SELECT orders", $by_id).rows(1), Expect::span("SELECT orders", $status_of).rows(1)] {
            => #[traced]
            pub async fn run(db: &Fixture) -> sqlx::Result<(String, Order)> {
                let found = if db.url.is_empty() {
                    sqlx::query_scalar("SELECT status FROM orders").fetch_one(&db.pool)
                } else {
                    sqlx::query_scalar($status_of).bind(1_i64).fetch_one(&db.pool)
                };
                let order = match db.url.len() {
                    0 => sqlx::query_as("SELECT id, status FROM orders").fetch_one(&db.pool),
                    1 => return Err(sqlx::Error::RowNotFound),
                    _ => {
                        let id = 2_i64;
                        sqlx::query_as($by_id).bind(id).fetch_one(&db.pool)
                    }
                }
                .await?;
                Ok((found.await?, order))
            }
        }
        list_of_futures = "futures in an array, `vec!` and `push`" on "`&pool`",
            [Expect::span("SELECT orders", $status_of).rows(1), Expect::span("SELECT orders", $status_of).rows(1),
             Expect::span("SELECT orders", $status_of).rows(1), Expect::span("SELECT orders", $status_of).rows(1),
             Expect::span("SELECT orders", $status_of).rows(1), Expect::span("SELECT orders", $status_of).rows(1)] {
            => #[traced]
            pub async fn run(db: &Fixture) -> sqlx::Result<Vec<String>> {
                let array = [
                    sqlx::query_scalar($status_of).bind(1_i64).fetch_one(&db.pool),
                    sqlx::query_scalar($status_of).bind(2_i64).fetch_one(&db.pool),
                ];
                let mut statuses = futures::future::try_join_all(array).await?;
                let list = vec![
                    sqlx::query_scalar($status_of).bind(1_i64).fetch_one(&db.pool),
                    sqlx::query_scalar($status_of).bind(2_i64).fetch_one(&db.pool),
                ];
                statuses.extend(futures::future::try_join_all(list).await?);
                let mut pushed = Vec::new();
                pushed.push(sqlx::query_scalar($status_of).bind(1_i64).fetch_one(&db.pool));
                pushed.push(sqlx::query_scalar($status_of).bind(2_i64).fetch_one(&db.pool));
                statuses.extend(futures::future::try_join_all(pushed).await?);
                Ok(statuses)
            }
        }
        late_future = "a future in a `let` without a value" on "`&pool`", [Expect::span("SELECT orders", $status_of).rows(1)] {
            => #[traced]
            pub async fn run(db: &Fixture) -> sqlx::Result<String> {
                let found;
                if db.url.is_empty() {
                    found = sqlx::query_scalar("SELECT status FROM orders").fetch_one(&db.pool);
                } else {
                    found = sqlx::query_scalar($status_of).bind(1_i64).fetch_one(&db.pool);
                }
                found.await
            }
        }
    } };
}
