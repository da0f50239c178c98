//! Everything that executes: pools, connections, transactions, and what is generic over them.

macro_rules! executors {
    ($by_id:tt $status_of:tt $insert:tt $update:tt $of_three:tt) => { forms! {
        field_of_self = "any chain" on "`&self.pool`", [Expect::span("SELECT orders", $by_id).rows(1)] [
            struct Orders {
                pool: Pool,
            }
            pub async fn run(db: &Fixture) -> sqlx::Result<Order> {
                Orders { pool: db.pool.clone() }.find(1).await
            }
        ] {
            => #[repository]
            impl Orders {
                async fn find(&self, id: i64) -> sqlx::Result<Order> {
                    sqlx::query_as($by_id).bind(id).fetch_one(&self.pool).await
                }
            }
        }
        shared_pool = "any chain" on "`&*self.pool` of an `Arc`", [Expect::span("SELECT orders", $by_id).rows(1)] [
            struct Orders {
                pool: std::sync::Arc<Pool>,
            }
            pub async fn run(db: &Fixture) -> sqlx::Result<Order> {
                Orders { pool: std::sync::Arc::new(db.pool.clone()) }.find(1).await
            }
        ] {
            => #[repository]
            impl Orders {
                async fn find(&self, id: i64) -> sqlx::Result<Order> {
                    sqlx::query_as($by_id).bind(id).fetch_one(&*self.pool).await
                }
            }
        }
        local_pool = "any chain" on "`&pool` of a local", [Expect::span("SELECT orders", $by_id).rows(1)] {
            => #[traced]
            pub async fn run(db: &Fixture) -> sqlx::Result<Order> {
                let pool = db.pool.clone();
                sqlx::query_as($by_id).bind(1_i64).fetch_one(&pool).await
            }
        }
        borrowed_pool = "any chain" on "`pool: &Pool`", [Expect::span("SELECT orders", $by_id).rows(1)] [
            pub async fn run(db: &Fixture) -> sqlx::Result<Order> {
                find(&db.pool, 1).await
            }
        ] {
            => #[traced]
            async fn find(pool: &Pool, id: i64) -> sqlx::Result<Order> {
                sqlx::query_as($by_id).bind(id).fetch_one(pool).await
            }
        }
        pool_by_value = "any chain" on "`&pool` of a parameter by value", [Expect::span("SELECT orders", $by_id).rows(1)] [
            pub async fn run(db: &Fixture) -> sqlx::Result<Order> {
                find(db.pool.clone()).await
            }
        ] {
            => #[traced]
            async fn find(pool: Pool) -> sqlx::Result<Order> {
                sqlx::query_as($by_id).bind(1_i64).fetch_one(&pool).await
            }
        }
        reborrowed_connection = "any chain" on "`&mut *conn`", [Expect::span("SELECT orders", $by_id).rows(1).system_only()] [
            pub async fn run(db: &Fixture) -> sqlx::Result<Order> {
                let mut conn = db.pool.acquire().await?;
                find(&mut conn, 1).await
            }
        ] {
            => #[traced]
            async fn find(conn: &mut Conn, id: i64) -> sqlx::Result<Order> {
                sqlx::query_as($by_id).bind(id).fetch_one(&mut *conn).await
            }
        }
        connection = "any chain" on "`conn: &mut Connection`",
            [Expect::span("UPDATE orders", $update).affected(1).system_only(), Expect::span("SELECT orders", $by_id).rows(1).system_only()] [
            pub async fn run(db: &Fixture) -> sqlx::Result<Order> {
                let mut conn = db.pool.acquire().await?;
                change(&mut conn, 1).await
            }
        ] {
            => #[traced]
            async fn change(conn: &mut Conn, id: i64) -> sqlx::Result<Order> {
                sqlx::query($update).bind("paid").bind(id).execute(&mut *conn).await?;
                sqlx::query_as($by_id).bind(id).fetch_one(conn).await
            }
        }
        own_connection = "any chain" on "`&mut conn` of one's own", [Expect::span("SELECT orders", $by_id).rows(1).system_only()] {
            => #[traced]
            pub async fn run(db: &Fixture) -> sqlx::Result<Order> {
                let mut conn = Conn::connect(&db.url).await?;
                let order = sqlx::query_as($by_id).bind(1_i64).fetch_one(&mut conn).await;
                conn.close().await?;
                order
            }
        }
        pool_connection = "any chain" on "`&mut **conn` of a `PoolConnection`", [Expect::span("SELECT orders", $by_id).rows(1).system_only()] [
            pub async fn run(db: &Fixture) -> sqlx::Result<Order> {
                let mut conn = db.pool.acquire().await?;
                find(&mut conn).await
            }
        ] {
            => #[traced]
            async fn find(conn: &mut sqlx::pool::PoolConnection<Db>) -> sqlx::Result<Order> {
                sqlx::query_as($by_id).bind(1_i64).fetch_one(&mut **conn).await
            }
        }
        named_pool = "any chain" on "`conn: &mut Connection` with `pool = \"..\"`", [Expect::span("SELECT orders", $by_id).rows(1).system_only()] [
            pub async fn run(db: &Fixture) -> sqlx::Result<Order> {
                let mut conn = db.pool.acquire().await?;
                find(&mut conn).await
            }
        ] {
            => #[traced(pool = "nobody registered this one")]
            async fn find(conn: &mut Conn) -> sqlx::Result<Order> {
                sqlx::query_as($by_id).bind(1_i64).fetch_one(conn).await
            }
        }
        acquired_in_the_call = "any chain" on "`&mut *pool.acquire().await?`", [Expect::span("SELECT orders", $by_id).rows(1)] {
            => #[traced]
            pub async fn run(db: &Fixture) -> sqlx::Result<Order> {
                sqlx::query_as($by_id).bind(1_i64).fetch_one(&mut *db.pool.acquire().await?).await
            }
        }
        acquired_before = "any chain" on "`&mut *conn` of `pool.acquire()`", [Expect::span("SELECT orders", $by_id).rows(1)] {
            => #[traced]
            pub async fn run(db: &Fixture) -> sqlx::Result<Order> {
                let mut conn = db.pool.acquire().await?;
                sqlx::query_as($by_id).bind(1_i64).fetch_one(&mut *conn).await
            }
        }
        acquired_and_streamed = "`fetch`" on "`&mut *conn` of `pool.acquire()`", [Expect::span("SELECT orders", $of_three).rows(3)] {
            => #[traced]
            pub async fn run(db: &Fixture) -> sqlx::Result<Vec<i64>> {
                let mut conn = db.pool.acquire().await?;
                let mut ids = Vec::new();
                let mut rows =
                    sqlx::query_scalar::<_, i64>($of_three).bind(1_i64).bind(2_i64).bind(3_i64).fetch(&mut *conn);
                while let Some(id) = rows.try_next().await? {
                    ids.push(id);
                }
                Ok(ids)
            }
        }
        transaction = "any chain" on "`&mut *tx`",
            [Expect::span("INSERT orders", $insert).affected(1), Expect::span("SELECT orders", $by_id).rows(1)] {
            => #[traced]
            pub async fn run(db: &Fixture) -> sqlx::Result<Order> {
                let mut tx = db.pool.begin().await?;
                sqlx::query($insert).bind(5_i64).bind("new").execute(&mut *tx).await?;
                let order = sqlx::query_as($by_id).bind(5_i64).fetch_one(&mut *tx).await?;
                tx.rollback().await?;
                Ok(order)
            }
        }
        nested_transaction = "any chain" on "`&mut *tx` of a transaction in a transaction", [Expect::span("INSERT orders", $insert).affected(1)] {
            => #[traced]
            pub async fn run(db: &Fixture) -> sqlx::Result<u64> {
                let mut outer = db.pool.begin().await?;
                let mut tx = outer.begin().await?;
                let done = sqlx::query($insert).bind(5_i64).bind("new").execute(&mut *tx).await?;
                tx.commit().await?;
                outer.commit().await?;
                Ok(done.rows_affected())
            }
        }
        borrowed_transaction = "any chain" on "`&mut **tx`", [Expect::span("INSERT orders", $insert).affected(1).system_only()] [
            pub async fn run(db: &Fixture) -> sqlx::Result<u64> {
                let mut tx = db.pool.begin().await?;
                let done = insert(&mut tx).await?;
                tx.commit().await?;
                Ok(done)
            }
        ] {
            => #[traced]
            async fn insert(tx: &mut Transaction<'_>) -> sqlx::Result<u64> {
                Ok(sqlx::query($insert).bind(5_i64).bind("new").execute(&mut **tx).await?.rows_affected())
            }
        }
        transaction_by_value = "any chain" on "`&mut *tx` of a parameter by value", [Expect::span("INSERT orders", $insert).affected(1).system_only()] [
            pub async fn run(db: &Fixture) -> sqlx::Result<u64> {
                insert(db.pool.begin().await?).await
            }
        ] {
            => #[traced]
            async fn insert(mut tx: Transaction<'_>) -> sqlx::Result<u64> {
                let done = sqlx::query($insert).bind(5_i64).bind("new").execute(&mut *tx).await?;
                tx.commit().await?;
                Ok(done.rows_affected())
            }
        }
        transaction_as_mut = "any chain" on "`tx.as_mut()`", [Expect::span("SELECT orders", $by_id).rows(1)] {
            => #[traced]
            pub async fn run(db: &Fixture) -> sqlx::Result<Order> {
                let mut tx = db.pool.begin().await?;
                sqlx::query_as($by_id).bind(1_i64).fetch_one(tx.as_mut()).await
            }
        }
        impl_executor_of_a_pool = "any chain" on "`executor: impl PgExecutor<'_>`", [Expect::span("SELECT orders", $by_id).rows(1).system_only()] [
            pub async fn run(db: &Fixture) -> sqlx::Result<Order> {
                find(&db.pool, 1).await
            }
        ] {
            => #[traced]
            async fn find(executor: impl DbExecutor<'_>, id: i64) -> sqlx::Result<Order> {
                sqlx::query_as($by_id).bind(id).fetch_one(executor).await
            }
        }
        impl_executor_of_a_connection = "any chain" on "`executor: impl PgExecutor<'_>`", [Expect::span("SELECT orders", $by_id).rows(1).system_only()] [
            pub async fn run(db: &Fixture) -> sqlx::Result<Order> {
                let mut conn = db.pool.acquire().await?;
                find(&mut *conn, 1).await
            }
        ] {
            => #[traced]
            async fn find(executor: impl DbExecutor<'_>, id: i64) -> sqlx::Result<Order> {
                sqlx::query_as($by_id).bind(id).fetch_one(executor).await
            }
        }
        generic_executor = "any chain" on "`executor: E` with `E: Executor<'e, Database = Postgres>`",
            [Expect::span("SELECT orders", $by_id).rows(1).system_only(), Expect::span("SELECT orders", $by_id).rows(1).system_only()] [
            pub async fn run(db: &Fixture) -> sqlx::Result<(Order, Order)> {
                let one = find(&db.pool, 1).await?;
                let mut tx = db.pool.begin().await?;
                Ok((one, find(&mut *tx, 2).await?))
            }
        ] {
            => #[traced]
            async fn find<'e, E>(executor: E, id: i64) -> sqlx::Result<Order>
            where
                E: sqlx::Executor<'e, Database = Db>,
            {
                sqlx::query_as($by_id).bind(id).fetch_one(executor).await
            }
        }
        generic_executor_streams = "`fetch`" on "`executor: E` with `E: Executor<'e, Database = Postgres>`",
            [Expect::span("SELECT orders", $of_three).rows(3).system_only()] [
            pub async fn run(db: &Fixture) -> sqlx::Result<Vec<i64>> {
                all(&db.pool).try_collect().await
            }
        ] {
            => #[traced]
            fn all<'e, E>(executor: E) -> futures::stream::BoxStream<'e, sqlx::Result<i64>>
            where
                E: sqlx::Executor<'e, Database = Db> + 'e,
            {
                sqlx::query_scalar($of_three).bind(1_i64).bind(2_i64).bind(3_i64).fetch(executor)
            }
        }
        generic_executor_reversed = "`executor.execute(\"..\")`" on "`executor: E` with `E: Executor<'e, Database = Postgres>`",
            [Expect::span("DELETE orders", "DELETE FROM orders WHERE id > 0").affected(3).system_only()] [
            pub async fn run(db: &Fixture) -> sqlx::Result<u64> {
                clear(&db.pool).await
            }
        ] {
            => #[traced]
            async fn clear<'e, E: sqlx::Executor<'e, Database = Db>>(executor: E) -> sqlx::Result<u64> {
                Ok(executor.execute("DELETE FROM orders WHERE id > 0").await?.rows_affected())
            }
        }
        generic_pool = "any chain" on "`pool: &Pool<DB>`", [Expect::span("SELECT orders", "SELECT id FROM orders ORDER BY id").rows(3)] [
            pub async fn run(db: &Fixture) -> sqlx::Result<Vec<(i64,)>> {
                all(&db.pool).await
            }
        ] {
            => #[traced]
            async fn all<DB>(pool: &sqlx::Pool<DB>) -> sqlx::Result<Vec<(i64,)>>
            where
                DB: sqlx::Database,
                for<'c> &'c mut DB::Connection: sqlx::Executor<'c, Database = DB>,
                DB::Arguments: sqlx::IntoArguments<DB>,
                (i64,): for<'r> sqlx::FromRow<'r, DB::Row>,
            {
                sqlx::query_as("SELECT id FROM orders ORDER BY id").fetch_all(pool).await
            }
        }
        generic_repository = "any chain" on "`&self.pool` of a generic `Pool<DB>`", [Expect::span("DELETE orders", "DELETE FROM orders WHERE id > 0").affected(3)] [
            struct Orders<DB: sqlx::Database> {
                pool: sqlx::Pool<DB>,
            }
            pub async fn run(db: &Fixture) -> sqlx::Result<u64> {
                Ok(Orders { pool: db.pool.clone() }.clear().await?.rows_affected())
            }
        ] {
            => #[repository]
            impl<DB> Orders<DB>
            where
                DB: sqlx::Database,
                for<'c> &'c mut DB::Connection: sqlx::Executor<'c, Database = DB>,
                DB::Arguments: sqlx::IntoArguments<DB>,
            {
                async fn clear(&self) -> sqlx::Result<DB::QueryResult> {
                    sqlx::query("DELETE FROM orders WHERE id > 0").execute(&self.pool).await
                }
            }
        }
        acquire = "any chain" on "`A: Acquire<'a, Database = Postgres>`",
            [Expect::span("SELECT orders", $by_id).rows(1).system_only(), Expect::span("SELECT orders", $by_id).rows(1).system_only()] [
            pub async fn run(db: &Fixture) -> sqlx::Result<(Order, Order)> {
                let one = find(&db.pool, 1).await?;
                let mut tx = db.pool.begin().await?;
                Ok((one, find(&mut tx, 2).await?))
            }
        ] {
            => #[traced]
            async fn find<'a, A: Acquire<'a, Database = Db>>(place: A, id: i64) -> sqlx::Result<Order> {
                let mut conn = place.acquire().await?;
                sqlx::query_as($by_id).bind(id).fetch_one(&mut *conn).await
            }
        }
        acquire_and_begin = "any chain" on "`A: Acquire<'a, Database = Postgres>`",
            [Expect::span("INSERT orders", $insert).affected(1).system_only()] [
            pub async fn run(db: &Fixture) -> sqlx::Result<u64> {
                insert(&db.pool).await
            }
        ] {
            => #[traced]
            async fn insert<'a>(place: impl Acquire<'a, Database = Db>) -> sqlx::Result<u64> {
                let mut tx = place.begin().await?;
                let done = sqlx::query($insert).bind(5_i64).bind("new").execute(&mut *tx).await?;
                tx.commit().await?;
                Ok(done.rows_affected())
            }
        }
        any_pool = "any chain" on "`&AnyPool`", [Expect::span("SELECT orders", $status_of).rows(1)] [
            pub async fn run(db: &Fixture) -> sqlx::Result<String> {
                sqlx::any::install_default_drivers();
                let pool = sqlx::AnyPool::connect(&db.url).await?;
                let status = status(&pool).await;
                pool.close().await;
                status
            }
        ] {
            => #[traced]
            async fn status(pool: &sqlx::AnyPool) -> sqlx::Result<String> {
                sqlx::query($status_of).bind(2_i64).fetch_one(pool).await?.try_get(0)
            }
        }
        any_transaction = "any chain" on "`&mut *tx` of an `AnyPool`", [Expect::span("UPDATE orders", $update).affected(1)] [
            pub async fn run(db: &Fixture) -> sqlx::Result<u64> {
                sqlx::any::install_default_drivers();
                let pool = sqlx::AnyPool::connect(&db.url).await?;
                let done = change(&pool).await;
                pool.close().await;
                done
            }
        ] {
            => #[traced]
            async fn change(pool: &sqlx::AnyPool) -> sqlx::Result<u64> {
                let mut tx = pool.begin().await?;
                let done = sqlx::query($update).bind("gone").bind(2_i64).execute(&mut *tx).await?;
                tx.commit().await?;
                Ok(done.rows_affected())
            }
        }
        inferred_pool = "any chain" on "a pool whose database only its later use tells",
            [Expect::span("SELECT orders", "SELECT id FROM orders").rows(3)] {
            => #[traced]
            pub async fn run(db: &Fixture) -> sqlx::Result<usize> {
                fn is_ours(_: Pool) {}
                let pool = sqlx::Pool::connect(&db.url).await?;
                let rows = sqlx::query("SELECT id FROM orders").fetch_all(&pool).await?.len();
                is_ours(pool);
                Ok(rows)
            }
        }
        closed_pool = "any chain" on "a pool that is closed", [Expect::span("SELECT orders", $by_id).gives("PoolClosed")] {
            => #[traced]
            pub async fn run(db: &Fixture) -> sqlx::Result<Order> {
                let pool: Pool = sqlx::pool::PoolOptions::new().connect_lazy(&db.url)?;
                pool.close().await;
                sqlx::query_as($by_id).bind(1_i64).fetch_one(&pool).await
            }
        }
    } };
}
