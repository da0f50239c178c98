//! Every form of query call on every kind of executor and every database: one test a cell, the same tokens compiled
//! with the attribute and without.

#![deny(warnings)]
#![warn(clippy::pedantic)]
#![allow(clippy::unwrap_used, reason = "tests")]
// Tests of many forms: some are what clippy would write otherwise, with the attribute or without.
#![allow(
    clippy::needless_pass_by_value,
    clippy::explicit_auto_deref,
    clippy::vec_init_then_push,
    clippy::let_and_return,
    clippy::manual_async_fn
)]

#[macro_use]
mod cell;
#[macro_use]
mod builders;
#[macro_use]
mod chains;
#[macro_use]
mod executors;
#[macro_use]
mod places;
#[macro_use]
mod reversed;
#[macro_use]
mod round_trips;
#[macro_use]
mod shapes;
#[macro_use]
mod texts;

mod table;

/// A row of `orders`.
#[derive(Clone, Debug, PartialEq, sqlx::FromRow)]
struct Order {
    id: i64,
    status: String,
}

/// What a form results in, comparable.
fn outcome<T>(result: sqlx::Result<T>) -> Result<T, String> {
    result.map_err(|error| error.to_string())
}

/// All groups of forms on one database; the statements are tokens, since their placeholders differ.
macro_rules! system {
    ($module:ident: $system:ident, $executor:ident, $placeholder:expr, $affected:literal, $($statements:tt)*) => {
        mod $module {
            #[allow(unused_imports)]
            use async_trait::async_trait;
            #[allow(unused_imports)]
            use futures::future::BoxFuture;
            #[allow(unused_imports)]
            use futures::stream::BoxStream;
            #[allow(unused_imports)]
            use futures::{FutureExt as _, StreamExt as _, TryStreamExt as _};
            #[allow(unused_imports)]
            use sqlspan::{repository, traced};
            #[allow(unused_imports)]
            use sqlspan_tests::{Expect, System, Trace};
            #[allow(unused_imports)]
            use sqlx::{
                $executor as DbExecutor, $system as Db, Acquire, Arguments as _, Connection as _, Executor as _,
                Row as _, SqlStr, Statement as _,
            };

            #[allow(unused_imports)]
            use super::{Order, outcome};

            type Conn = <Db as sqlx::Database>::Connection;
            type DbArguments = <Db as sqlx::Database>::Arguments;
            type DbRow = <Db as sqlx::Database>::Row;
            type Fixture = sqlspan_tests::Fixture<Db>;
            type Pool = sqlx::Pool<Db>;
            type QueryBuilder = sqlx::QueryBuilder<Db>;
            type Transaction<'c> = sqlx::Transaction<'c, Db>;

            /// Rows affected by a `DELETE` of two rows and a `SELECT` of three: sqlx counts the rows of a `SELECT` on
            /// PostgreSQL, and those of the statement before it on SQLite.
            const AFFECTED: i64 = $affected;

            /// How a query builder writes its bind of this number.
            fn placeholder(number: usize) -> String {
                let write: fn(usize) -> String = $placeholder;
                write(number)
            }

            pub mod builders { use super::*; builders!($($statements)*); }
            pub mod chains { use super::*; chains!($($statements)*); }
            pub mod executors { use super::*; executors!($($statements)*); }
            pub mod places { use super::*; places!($($statements)*); }
            pub mod reversed { use super::*; reversed!($($statements)*); }
            pub mod round_trips { use super::*; round_trips!($($statements)*); }
            pub mod shapes { use super::*; shapes!($($statements)*); }
            pub mod texts { use super::*; texts!($($statements)*); }
        }
    };
}

system!(sqlite: Sqlite, SqliteExecutor, |_| "?".to_owned(), 4,
    "SELECT id, status FROM orders WHERE id = $1"
    "SELECT status FROM orders WHERE id = $1"
    "INSERT INTO orders (id, status) VALUES ($1, $2)"
    "UPDATE orders SET status = $1 WHERE id = $2"
    "SELECT id FROM orders WHERE id IN ($1, $2, $3) ORDER BY id"
);

system!(postgres: Postgres, PgExecutor, |number| format!("${number}"), 5,
    "SELECT id, status FROM orders WHERE id = $1"
    "SELECT status FROM orders WHERE id = $1"
    "INSERT INTO orders (id, status) VALUES ($1, $2)"
    "UPDATE orders SET status = $1 WHERE id = $2"
    "SELECT id FROM orders WHERE id IN ($1, $2, $3) ORDER BY id"
);

system!(mariadb: MySql, MySqlExecutor, |_| "?".to_owned(), 2,
    "SELECT id, status FROM orders WHERE id = ?"
    "SELECT status FROM orders WHERE id = ?"
    "INSERT INTO orders (id, status) VALUES (?, ?)"
    "UPDATE orders SET status = ? WHERE id = ?"
    "SELECT id FROM orders WHERE id IN (?, ?, ?) ORDER BY id"
);

/// What PostgreSQL alone has.
mod only_postgres {
    use futures::TryStreamExt as _;
    use sqlspan::traced;
    use sqlspan_tests::{Expect, Trace};
    use sqlx::Postgres;

    use super::outcome;

    type Fixture = sqlspan_tests::Fixture<Postgres>;

    round_trips_of_postgres!();
}

/// With a comment on the statement every cell has the same result and the same span.
#[test]
fn the_same_in_every_mode_of_comments() {
    sqlspan_tests::in_every_mode("the_same_in_every_mode_of_comments");
}
