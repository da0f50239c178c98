//! `query!` and its family, which check statements against a database when they are compiled. What the databases said
//! is in `tests/.sqlx`, so that neither a database nor a variable is needed; `prepare.sh` writes it anew. Each system
//! names its tables in its own way: sqlx finds its data by the text alone.

#![deny(warnings)]
#![warn(clippy::pedantic)]

#[macro_use]
#[path = "../forms/cell.rs"]
mod cell;

/// A row of `orders`.
#[derive(Clone, Debug, PartialEq)]
struct Order {
    id: i64,
    status: String,
}

fn outcome<T>(result: sqlx::Result<T>) -> Result<T, String> {
    result.map_err(|error| error.to_string())
}

macro_rules! system {
    (
        $module:ident: $system:ident, $table:literal,
        $by_id:tt $status_of:tt $insert:tt $all:tt $by_id_file:tt $statuses_file:tt $by_id_text:literal $statuses:literal
    ) => {
        mod $module {
            use futures::TryStreamExt as _;
            use sqlspan::{repository, traced};
            use sqlspan_tests::{Expect, Trace};
            use sqlx::$system as Db;

            use super::{Order, outcome};

            type Fixture = sqlspan_tests::Fixture<Db>;
            type Conn = <Db as sqlx::Database>::Connection;

            forms! {
                query_execute = "`query!`" on "`&pool`", [Expect::span(concat!("INSERT ", $table), $insert).affected(1)] {
                    => #[traced]
                    pub async fn run(db: &Fixture) -> sqlx::Result<u64> {
                        let status = String::from("new");
                        Ok(sqlx::query!($insert, 9_i64, status).execute(&db.pool).await?.rows_affected())
                    }
                }
                query_fetch_one = "`query!`" on "`&pool`", [Expect::span(concat!("SELECT ", $table), $by_id).rows(1)] {
                    => #[traced]
                    pub async fn run(db: &Fixture) -> sqlx::Result<(i64, String)> {
                        let row = sqlx::query!($by_id, 1_i64).fetch_one(&db.pool).await?;
                        Ok((row.id, row.status))
                    }
                }
                query_fetch_optional = "`query!`" on "`&mut *tx`", [Expect::span(concat!("SELECT ", $table), $by_id).rows(0)] {
                    => #[traced]
                    pub async fn run(db: &Fixture) -> sqlx::Result<bool> {
                        let mut tx = db.pool.begin().await?;
                        Ok(sqlx::query!($by_id, 77_i64).fetch_optional(&mut *tx).await?.is_some())
                    }
                }
                query_fetch = "`query!`" on "`&pool`", [Expect::span(concat!("SELECT ", $table), $all).rows(3)] {
                    => #[traced]
                    pub async fn run(db: &Fixture) -> sqlx::Result<Vec<i64>> {
                        sqlx::query!($all).fetch(&db.pool).map_ok(|row| row.id).try_collect().await
                    }
                }
                query_map = "`query!`" on "`&pool`", [Expect::span(concat!("SELECT ", $table), $all).rows(3)] {
                    => #[traced]
                    pub async fn run(db: &Fixture) -> sqlx::Result<Vec<i64>> {
                        sqlx::query!($all).map(|row| row.id * 10).fetch_all(&db.pool).await
                    }
                }
                query_as = "`query_as!`" on "`&self.pool`", [Expect::span(concat!("SELECT ", $table), $by_id).rows(1)] [
                    struct Orders {
                        pool: sqlx::Pool<Db>,
                    }
                    pub async fn run(db: &Fixture) -> sqlx::Result<Option<Order>> {
                        Orders { pool: db.pool.clone() }.find(2).await
                    }
                ] {
                    => #[repository]
                    impl Orders {
                        async fn find(&self, id: i64) -> sqlx::Result<Option<Order>> {
                            sqlx::query_as!(Order, $by_id, id).fetch_optional(&self.pool).await
                        }
                    }
                }
                query_as_in_a_let = "`query_as!`" on "`&mut *conn`", [Expect::span(concat!("SELECT ", $table), $by_id).rows(1).system_only()] [
                    pub async fn run(db: &Fixture) -> sqlx::Result<Order> {
                        let mut conn = db.pool.acquire().await?;
                        find(&mut conn).await
                    }
                ] {
                    => #[traced]
                    async fn find(conn: &mut Conn) -> sqlx::Result<Order> {
                        let query = sqlx::query_as!(Order, $by_id, 2_i64);
                        query.fetch_one(&mut *conn).await
                    }
                }
                query_scalar = "`query_scalar!`" on "`&pool`", [Expect::span(concat!("SELECT ", $table), $status_of).rows(1)] {
                    => #[traced]
                    pub async fn run(db: &Fixture) -> sqlx::Result<String> {
                        sqlx::query_scalar!($status_of, 2_i64).fetch_one(&db.pool).await
                    }
                }
                unchecked = "`query_unchecked!`" on "`&pool`", [Expect::span(concat!("SELECT ", $table), $by_id).rows(1)] {
                    => #[traced]
                    pub async fn run(db: &Fixture) -> sqlx::Result<usize> {
                        Ok(sqlx::query_unchecked!($by_id, 2_i64).fetch_all(&db.pool).await?.len())
                    }
                }
                imported = "imported macros" on "`&pool`", [Expect::span(concat!("SELECT ", $table), $status_of).rows(1)] {
                    => #[traced]
                    pub async fn run(db: &Fixture) -> sqlx::Result<Option<String>> {
                        use sqlx::query_scalar;
                        query_scalar!($status_of, 2_i64).fetch_optional(&db.pool).await
                    }
                }
                query_file = "`query_file!`" on "`&pool`", [Expect::span(concat!("SELECT ", $table), $by_id_text).rows(1)] {
                    => #[traced]
                    pub async fn run(db: &Fixture) -> sqlx::Result<String> {
                        Ok(sqlx::query_file!($by_id_file, 2_i64).fetch_one(&db.pool).await?.status)
                    }
                }
                query_file_as = "`query_file_as!`" on "`&pool`", [Expect::span(concat!("SELECT ", $table), $by_id_text).rows(1)] {
                    => #[traced]
                    pub async fn run(db: &Fixture) -> sqlx::Result<Option<Order>> {
                        sqlx::query_file_as!(Order, $by_id_file, 2_i64).fetch_optional(&db.pool).await
                    }
                }
                query_file_scalar = "`query_file_scalar!`" on "`&pool`", [Expect::span(concat!("SELECT ", $table), $statuses).rows(3)] {
                    => #[traced]
                    pub async fn run(db: &Fixture) -> sqlx::Result<Vec<String>> {
                        sqlx::query_file_scalar!($statuses_file).fetch_all(&db.pool).await
                    }
                }
                two_at_once = "`query!` in `try_join!`" on "`&pool`",
                    [Expect::span(concat!("SELECT ", $table), $by_id).rows(1), Expect::span(concat!("SELECT ", $table), $by_id).rows(1)] {
                    => #[traced]
                    pub async fn run(db: &Fixture) -> sqlx::Result<(String, i64)> {
                        let (one, other) = futures::try_join!(
                            sqlx::query!($by_id, 1_i64).fetch_one(&db.pool),
                            sqlx::query_as!(Order, $by_id, 2_i64).fetch_one(&db.pool),
                        )?;
                        Ok((one.status, other.id))
                    }
                }
            }
        }
    };
}

system!(sqlite: Sqlite, "main.orders",
    "SELECT id, status FROM main.orders WHERE id = ?"
    "SELECT status FROM main.orders WHERE id = ?"
    "INSERT INTO main.orders (id, status) VALUES (?, ?)"
    "SELECT id FROM main.orders ORDER BY id"
    "tests/query_macros/sqlite.sql"
    "tests/query_macros/sqlite_statuses.sql"
    "SELECT id, status FROM main.orders WHERE id = ?"
    "SELECT status FROM main.orders ORDER BY id"
);

system!(postgres: Postgres, "public.orders",
    "SELECT id, status FROM public.orders WHERE id = $1"
    "SELECT status FROM public.orders WHERE id = $1"
    "INSERT INTO public.orders (id, status) VALUES ($1, $2)"
    "SELECT id FROM public.orders ORDER BY id"
    "tests/query_macros/postgres.sql"
    "tests/query_macros/postgres_statuses.sql"
    "SELECT id, status FROM public.orders WHERE id = $1"
    "SELECT status FROM public.orders ORDER BY id"
);

system!(mariadb: MySql, "`orders`",
    "SELECT id, status FROM `orders` WHERE id = ?"
    "SELECT status FROM `orders` WHERE id = ?"
    "INSERT INTO `orders` (id, status) VALUES (?, ?)"
    "SELECT id FROM `orders` ORDER BY id"
    "tests/query_macros/mariadb.sql"
    "tests/query_macros/mariadb_statuses.sql"
    "SELECT id, status FROM `orders` WHERE id = ?"
    "SELECT status FROM `orders` ORDER BY id"
);

/// What these tests add to the table of the README.
#[test]
fn every_system_has_every_macro() {
    assert_eq!(sqlite::TABLE, postgres::TABLE);
    assert_eq!(sqlite::TABLE, mariadb::TABLE);
}

/// With a comment on the statement every macro has the same result and the same span.
#[test]
fn the_same_in_every_mode_of_comments() {
    sqlspan_tests::in_every_mode("the_same_in_every_mode_of_comments");
}
