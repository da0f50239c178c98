//! Statements that are put together from static pieces and binds.

macro_rules! builders {
    ($by_id:tt $status_of:tt $insert:tt $update:tt $of_three:tt) => { forms! {
        build = "`QueryBuilder`, `build`" on "`&pool`", [Expect::span("SELECT orders", &format!("SELECT id FROM orders WHERE status = {} AND id > {}", placeholder(1), placeholder(2))).rows(1)] {
            => #[traced]
            pub async fn run(db: &Fixture) -> sqlx::Result<Vec<i64>> {
                let mut builder = QueryBuilder::new("SELECT id FROM orders WHERE status = ");
                builder.push_bind("new").push(" AND id > ").push_bind(1_i64);
                builder.build().fetch_all(&db.pool).await?.iter().map(|row| row.try_get::<i64, _>(0)).collect()
            }
        }
        build_on_a_condition = "`QueryBuilder` grown by `if`" on "`&pool`", [Expect::span("SELECT orders", &format!("SELECT id FROM orders WHERE status = {}", placeholder(1))).rows(2)] {
            => #[traced]
            pub async fn run(db: &Fixture) -> sqlx::Result<usize> {
                let mut builder = QueryBuilder::new("SELECT id FROM orders");
                let status = Some(String::from("new"));
                if let Some(status) = &status {
                    builder.push(" WHERE status = ").push_bind(status);
                }
                Ok(builder.build().fetch_all(&db.pool).await?.len())
            }
        }
        build_query_as = "`build_query_as`" on "`&pool`", [Expect::span("SELECT orders", &format!("SELECT id, status FROM orders WHERE id = {}", placeholder(1))).rows(1)] {
            => #[traced]
            pub async fn run(db: &Fixture) -> sqlx::Result<Option<Order>> {
                let mut builder = QueryBuilder::new("SELECT id, status FROM orders WHERE id = ");
                builder.push_bind(1_i64);
                builder.build_query_as().fetch_optional(&db.pool).await
            }
        }
        build_query_scalar = "`build_query_scalar`" on "`&pool`", [Expect::span("SELECT orders", &format!("SELECT status FROM orders WHERE id = {}", placeholder(1))).rows(1)] {
            => #[traced]
            pub async fn run(db: &Fixture) -> sqlx::Result<String> {
                let mut builder = QueryBuilder::new("SELECT status FROM orders WHERE id = ");
                builder.push_bind(2_i64);
                let query = builder.build_query_scalar::<String>();
                query.fetch_one(&db.pool).await
            }
        }
        push_values = "`push_values`" on "`&pool`", [Expect::span("INSERT orders", &format!("INSERT INTO orders (id, status) VALUES ({}, {}), ({}, {})", placeholder(1), placeholder(2), placeholder(3), placeholder(4))).affected(2)] {
            => #[traced]
            pub async fn run(db: &Fixture) -> sqlx::Result<u64> {
                let mut builder = QueryBuilder::new("INSERT INTO orders (id, status) ");
                builder.push_values([(8_i64, "new"), (9, "new")], |mut row, (id, status)| {
                    row.push_bind(id).push_bind(status);
                });
                Ok(builder.build().execute(&db.pool).await?.rows_affected())
            }
        }
        separated = "`separated`" on "`&pool`", [Expect::span("SELECT orders", &format!("SELECT id FROM orders WHERE id IN ({}, {}) ORDER BY id", placeholder(1), placeholder(2))).rows(2)] {
            => #[traced]
            pub async fn run(db: &Fixture) -> sqlx::Result<Vec<i64>> {
                let mut builder = QueryBuilder::new("SELECT id FROM orders WHERE id IN (");
                let mut ids = builder.separated(", ");
                for id in [1_i64, 3] {
                    ids.push_bind(id);
                }
                ids.push_unseparated(") ORDER BY id");
                builder.build_query_scalar().fetch_all(&db.pool).await
            }
        }
        build_fetch = "`QueryBuilder`, `fetch`" on "`&pool`", [Expect::span("SELECT orders", &format!("SELECT id FROM orders WHERE id > {} ORDER BY id", placeholder(1))).rows(2)] {
            => #[traced]
            pub async fn run(db: &Fixture) -> sqlx::Result<Vec<i64>> {
                let mut builder = QueryBuilder::new("SELECT id FROM orders WHERE id > ");
                builder.push_bind(1_i64).push(" ORDER BY id");
                builder.build_query_scalar::<i64>().fetch(&db.pool).try_collect().await
            }
        }
        build_twice = "`QueryBuilder`, `reset` and used again" on "`&pool`", [Expect::span("SELECT orders", "SELECT id FROM orders").rows(3), Expect::span("SELECT orders", "SELECT id FROM orders WHERE id = 2").rows(1)] {
            => #[traced]
            pub async fn run(db: &Fixture) -> sqlx::Result<(usize, usize)> {
                let mut builder = QueryBuilder::new("SELECT id FROM orders");
                let all = builder.build().fetch_all(&db.pool).await?.len();
                builder.reset().push(" WHERE id = 2");
                Ok((all, builder.build().fetch_all(&db.pool).await?.len()))
            }
        }
        build_on_a_transaction = "`QueryBuilder`, `build`" on "`&mut *tx`", [Expect::span("UPDATE orders", &format!("UPDATE orders SET status = {}", placeholder(1))).affected(3)] {
            => #[traced]
            pub async fn run(db: &Fixture) -> sqlx::Result<u64> {
                let mut tx = db.pool.begin().await?;
                let mut builder = QueryBuilder::new("UPDATE orders SET status = ");
                builder.push_bind("gone");
                let gone = builder.build().execute(&mut *tx).await?.rows_affected();
                tx.commit().await?;
                Ok(gone)
            }
        }
    } };
}
