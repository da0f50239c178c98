//! Where the text of a statement can stand.

macro_rules! texts {
    ($by_id:tt $status_of:tt $insert:tt $update:tt $of_three:tt) => { forms! {
        literal_of_many_lines = "a literal of many lines" on "`&pool`", [Expect::span("SELECT orders", "SELECT id FROM orders ORDER BY id").rows(3)] {
            => #[traced]
            pub async fn run(db: &Fixture) -> sqlx::Result<Vec<i64>> {
                sqlx::query_scalar(
                    r"
                    SELECT id
                      FROM orders
                     ORDER BY id
                    ",
                )
                .fetch_all(&db.pool)
                .await
            }
        }
        constant = "a `const`" on "`&pool`", [Expect::span("SELECT orders", "SELECT id FROM orders ORDER BY id").rows(3)] [
            const ALL: &str = "SELECT id FROM orders ORDER BY id";
        ] {
            => #[traced]
            pub async fn run(db: &Fixture) -> sqlx::Result<Vec<i64>> {
                sqlx::query_scalar(ALL).fetch_all(&db.pool).await
            }
        }
        local_constant = "a `const`" on "`&pool`", [Expect::span("SELECT orders", "SELECT id FROM orders ORDER BY id").rows(3)] {
            => #[traced]
            pub async fn run(db: &Fixture) -> sqlx::Result<Vec<i64>> {
                const ALL: &str = "SELECT id FROM orders ORDER BY id";
                sqlx::query_scalar(ALL).fetch_all(&db.pool).await
            }
        }
        constant_of_a_module = "a `const`" on "`&pool`", [Expect::span("SELECT orders", "SELECT id FROM orders ORDER BY id").rows(3)] [
            mod statements {
                pub const ALL: &str = "SELECT id FROM orders ORDER BY id";
            }
        ] {
            => #[traced]
            pub async fn run(db: &Fixture) -> sqlx::Result<Vec<i64>> {
                sqlx::query_scalar(statements::ALL).fetch_all(&db.pool).await
            }
        }
        constant_with_a_name_of_ours = "a `const`" on "`&pool`", [Expect::span("SELECT orders", "SELECT id FROM orders ORDER BY id").rows(3)] [
            const CALL_SITE: &str = "SELECT id FROM orders ORDER BY id";
        ] {
            => #[traced]
            pub async fn run(db: &Fixture) -> sqlx::Result<Vec<i64>> {
                sqlx::query_scalar(CALL_SITE).fetch_all(&db.pool).await
            }
        }
        a_static = "a `static`" on "`&pool`", [Expect::span("SELECT orders", "SELECT id FROM orders ORDER BY id").rows(3)] [
            static ALL: &str = "SELECT id FROM orders ORDER BY id";
        ] {
            => #[traced]
            pub async fn run(db: &Fixture) -> sqlx::Result<Vec<i64>> {
                sqlx::query_scalar(ALL).fetch_all(&db.pool).await
            }
        }
        concatenated = "`concat!`" on "`&pool`", [Expect::span("SELECT orders", "SELECT id FROM orders ORDER BY id").rows(3)] {
            => #[traced]
            pub async fn run(db: &Fixture) -> sqlx::Result<Vec<i64>> {
                sqlx::query_scalar(concat!("SELECT id FROM orders ", "ORDER BY id")).fetch_all(&db.pool).await
            }
        }
        concatenated_with_a_macro = "`concat!` with a macro" on "`&pool`", [Expect::span("SELECT orders", "SELECT id FROM orders ORDER BY id").rows(3)] [
            macro_rules! table {
                () => {
                    "orders"
                };
            }
        ] {
            => #[traced]
            pub async fn run(db: &Fixture) -> sqlx::Result<Vec<i64>> {
                sqlx::query_scalar(concat!("SELECT id FROM ", table!(), " ORDER BY id")).fetch_all(&db.pool).await
            }
        }
        included = "`include_str!`" on "`&pool`", [Expect::span("SELECT orders", "SELECT id FROM orders ORDER BY id").rows(3)] {
            => #[traced]
            pub async fn run(db: &Fixture) -> sqlx::Result<Vec<i64>> {
                sqlx::query_scalar(include_str!("all.sql")).fetch_all(&db.pool).await
            }
        }
        const_block = "`const { .. }`" on "`&pool`", [Expect::span("SELECT orders", "SELECT id FROM orders ORDER BY id").rows(3)] {
            => #[traced]
            pub async fn run(db: &Fixture) -> sqlx::Result<Vec<i64>> {
                sqlx::query_scalar(const { "SELECT id FROM orders ORDER BY id" }).fetch_all(&db.pool).await
            }
        }
        sql_str = "`SqlStr::from_static(..)`" on "`&pool`", [Expect::span("SELECT orders", "SELECT id FROM orders ORDER BY id").rows(3)] {
            => #[traced]
            pub async fn run(db: &Fixture) -> sqlx::Result<Vec<i64>> {
                sqlx::query_scalar(SqlStr::from_static("SELECT id FROM orders ORDER BY id")).fetch_all(&db.pool).await
            }
        }
        local_text = "a text in a `let`" on "`&pool`", [Expect::span("SELECT orders", "SELECT id FROM orders ORDER BY id").rows(3)] {
            => #[traced]
            pub async fn run(db: &Fixture) -> sqlx::Result<Vec<i64>> {
                let all = "SELECT id FROM orders ORDER BY id";
                let same = all;
                sqlx::query_scalar(same).fetch_all(&db.pool).await
            }
        }
        chosen_inline = "a text by `if`" on "`&pool`", [Expect::span("SELECT orders", "SELECT id FROM orders ORDER BY id DESC").rows(3)] {
            => #[traced]
            pub async fn run(db: &Fixture) -> sqlx::Result<Vec<i64>> {
                let newest = !db.url.is_empty();
                sqlx::query_scalar(if newest { "SELECT id FROM orders ORDER BY id DESC" } else { "SELECT id FROM orders" })
                    .fetch_all(&db.pool)
                    .await
            }
        }
        chosen_before = "a text by `if`" on "`&pool`", [Expect::span("SELECT items", "SELECT order_id FROM items").rows(3)] {
            => #[traced]
            pub async fn run(db: &Fixture) -> sqlx::Result<Vec<i64>> {
                let text = if db.url.is_empty() { "SELECT id FROM orders" } else { "SELECT order_id FROM items" };
                sqlx::query_scalar(text).fetch_all(&db.pool).await
            }
        }
        matched_inline = "a text by `match`" on "`&pool`", [Expect::span("SELECT orders", "SELECT id FROM orders WHERE id > 1").rows(2)] {
            => #[traced]
            pub async fn run(db: &Fixture) -> sqlx::Result<Vec<i64>> {
                let least = 1;
                sqlx::query_scalar(match least {
                    0 => "SELECT id FROM orders",
                    1 => "SELECT id FROM orders WHERE id > 1",
                    _ => unreachable!(),
                })
                .fetch_all(&db.pool)
                .await
            }
        }
        matched_before = "a text by `match`" on "`&pool`", [Expect::span("SELECT orders", annotated::ALL).rows(3)] [
            pub const ALL: &str = "SELECT id FROM orders ORDER BY id";
        ] {
            => #[traced]
            pub async fn run(db: &Fixture) -> sqlx::Result<Vec<i64>> {
                let text = match db.url.len() {
                    0 => "SELECT order_id FROM items",
                    1 => return Ok(Vec::new()),
                    _ => ALL,
                };
                sqlx::query_scalar(text).fetch_all(&db.pool).await
            }
        }
        deferred = "a text in a `let` without a value" on "`&pool`", [Expect::span("SELECT orders", "SELECT id FROM orders ORDER BY id").rows(3)] {
            => #[traced]
            pub async fn run(db: &Fixture) -> sqlx::Result<Vec<i64>> {
                let text;
                if db.url.is_empty() {
                    text = "SELECT order_id FROM items";
                } else {
                    text = "SELECT id FROM orders ORDER BY id";
                }
                sqlx::query_scalar(text).fetch_all(&db.pool).await
            }
        }
        constant_of_the_type = "`Self::SQL`" on "`&self.pool`", [Expect::span("SELECT orders", "SELECT id FROM orders ORDER BY id").rows(3)] [
            struct Orders<'a> {
                pool: &'a Pool,
            }
            pub async fn run(db: &Fixture) -> sqlx::Result<Vec<i64>> {
                Orders { pool: &db.pool }.all().await
            }
        ] {
            => #[repository]
            impl Orders<'_> {
                const ALL: &'static str = "SELECT id FROM orders ORDER BY id";

                async fn all(&self) -> sqlx::Result<Vec<i64>> {
                    sqlx::query_scalar(Self::ALL).fetch_all(self.pool).await
                }
            }
        }
        constant_of_a_generic_type = "`Self::SQL` of a generic type" on "`&self.pool`", [Expect::span("SELECT orders", "SELECT id FROM orders ORDER BY id").rows(3)] [
            struct Orders<T> {
                pool: Pool,
                of: std::marker::PhantomData<T>,
            }
            pub async fn run(db: &Fixture) -> sqlx::Result<Vec<i64>> {
                Orders::<u8> { pool: db.pool.clone(), of: std::marker::PhantomData }.all().await
            }
        ] {
            => #[repository]
            impl<T> Orders<T> {
                const ALL: &'static str = "SELECT id FROM orders ORDER BY id";

                async fn all(&self) -> sqlx::Result<Vec<i64>> {
                    sqlx::query_scalar(Self::ALL).fetch_all(&self.pool).await
                }
            }
        }
        constant_of_a_parameter = "`T::SQL`" on "`&pool`", [Expect::span("SELECT orders", "SELECT id FROM orders ORDER BY id").rows(3), Expect::span("SELECT items", "SELECT order_id FROM items").rows(3)] [
            trait Listed {
                const ALL: &'static str;
            }
            struct Orders;
            impl Listed for Orders {
                const ALL: &'static str = "SELECT id FROM orders ORDER BY id";
            }
            struct Items;
            impl Listed for Items {
                const ALL: &'static str = "SELECT order_id FROM items";
            }
            pub async fn run(db: &Fixture) -> sqlx::Result<(Vec<i64>, Vec<i64>)> {
                Ok((all::<Orders>(&db.pool).await?, all::<Items>(&db.pool).await?))
            }
        ] {
            => #[traced]
            async fn all<T: Listed>(pool: &Pool) -> sqlx::Result<Vec<i64>> {
                sqlx::query_scalar(T::ALL).fetch_all(pool).await
            }
        }
        constant_of_a_trait = "`Self::SQL` in a trait's default body" on "`self.pool()`", [Expect::span("SELECT orders", "SELECT id FROM orders ORDER BY id").rows(3)] [
            struct Orders<'a>(&'a Pool);
            impl Listed for Orders<'_> {
                const ALL: &'static str = "SELECT id FROM orders ORDER BY id";

                fn pool(&self) -> &Pool {
                    self.0
                }
            }
            pub async fn run(db: &Fixture) -> sqlx::Result<Vec<i64>> {
                Orders(&db.pool).all().await
            }
        ] {
            => #[repository]
            trait Listed {
                const ALL: &'static str;

                fn pool(&self) -> &Pool;

                fn all(&self) -> impl Future<Output = sqlx::Result<Vec<i64>>> + Send
                where
                    Self: Sync,
                {
                    async { sqlx::query_scalar(Self::ALL).fetch_all(self.pool()).await }
                }
            }
        }
        constant_of_a_trait_by_its_full_path = "`<Self as Trait>::SQL`" on "`&pool`", [Expect::span("SELECT orders", "SELECT id FROM orders ORDER BY id").rows(3)] [
            trait Listed {
                const ALL: &'static str;
            }
            struct Orders;
            impl Listed for Orders {
                const ALL: &'static str = "SELECT id FROM orders ORDER BY id";
            }
            pub async fn run(db: &Fixture) -> sqlx::Result<Vec<i64>> {
                Orders::all(&db.pool).await
            }
        ] {
            => #[repository]
            impl Orders {
                async fn all(pool: &Pool) -> sqlx::Result<Vec<i64>> {
                    sqlx::query_scalar(<Self as Listed>::ALL).fetch_all(pool).await
                }
            }
        }
    } };
}
