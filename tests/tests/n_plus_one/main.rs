//! N+1 while it runs: what is reported, on every database, and what is not. The tables of these cases stand in the
//! documentation.

#![deny(warnings)]
#![warn(clippy::pedantic)]
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "tests")]

#[macro_use]
mod innocent;
#[macro_use]
mod reported;

mod alert;
mod allowed;
mod bridge;
mod log;
mod metric;
mod settings;
mod table;

use opentelemetry_sdk::trace::SpanData;
use sqlspan_tests::Trace;

/// One report: how often the query had run, and how.
type Report = (i64, &'static str);

const SEQUENTIAL: &str = "sequential";
const CONCURRENT: &str = "concurrent";

/// What is reported on a span.
fn reports(span: &SpanData) -> Vec<Report> {
    let events = span.events.iter().filter(|event| event.name == "sqlspan.n_plus_one");
    let reports = events.map(|event| {
        let value = |name: &str| {
            let found = event.attributes.iter().find(|attribute| attribute.key.as_str() == name);
            found.unwrap_or_else(|| panic!("{name} is not in {event:?}")).value.clone()
        };
        assert!(value("code.function.name").as_str().contains("n_plus_one::"), "{event:?}");
        assert!(value("code.file.path").as_str().ends_with(".rs"), "{event:?}");
        assert!(matches!(value("code.line.number"), opentelemetry::Value::I64(1..)), "{event:?}");
        assert!(
            ["SELECT orders", "DELETE orders", "SELECT items", "look at orders"]
                .contains(&&*value("db.query.summary").as_str()),
            "{event:?}"
        );
        assert_eq!(event.attributes.len(), 6, "{event:?}");
        let opentelemetry::Value::I64(count) = value("sqlspan.n_plus_one.count") else { panic!("{event:?}") };
        match &*value("sqlspan.n_plus_one.execution").as_str() {
            "sequential" => (count, SEQUENTIAL),
            "concurrent" => (count, CONCURRENT),
            other => panic!("{other}"),
        }
    });
    reports.collect()
}

/// What is reported on the root of a trace, which ends with it.
fn reported(trace: &Trace) -> Vec<Report> {
    reports(&trace.end())
}

/// What is reported does not depend on the comment.
#[test]
fn the_same_in_every_mode_of_comments() {
    sqlspan_tests::in_every_mode("the_same_in_every_mode_of_comments");
}

/// Every case is one function, `run(&Fixture) -> sqlx::Result<()>`; the reports are those on the root span.
macro_rules! cases {
    ($($name:ident = $case:literal, [$($report:expr),*] { $($item:tt)* })*) => {
        /// Each case, and how often it is reported.
        pub const TABLE: &[(&str, &[crate::Report])] = &[$(($case, &[$($report),*])),*];
        $(
            mod $name {
                use super::*;

                $($item)*

                #[tokio::test]
                async fn is_judged() {
                    let Some(db) = Fixture::new().await else { return };
                    add_orders(&db.pool).await;
                    let trace = Trace::start("request");
                    trace.run(run(&db)).await.unwrap();
                    let expected: &[crate::Report] = &[$($report),*];
                    assert_eq!(crate::reported(&trace), expected);
                }
            }
        )*
    };
}

/// All cases on one database.
macro_rules! system {
    ($module:ident: $system:ident, $by_id:literal, $insert:literal, $delete:literal) => {
        mod $module {
            #[allow(unused_imports)]
            use futures::{FutureExt as _, TryStreamExt as _};
            #[allow(unused_imports)]
            use opentelemetry::trace::{FutureExt as _, TraceContextExt as _, Tracer as _};
            #[allow(unused_imports)]
            use opentelemetry::{Context, global};
            #[allow(unused_imports)]
            use sqlspan::traced;
            use sqlspan_tests::Trace;
            #[allow(unused_imports)]
            use sqlx::{Executor as _, $system as Db};

            type Fixture = sqlspan_tests::Fixture<Db>;
            type Pool = sqlx::Pool<Db>;
            type Conn = <Db as sqlx::Database>::Connection;
            type Row = <Db as sqlx::Database>::Row;
            type Found = sqlx::Result<Option<(i64, String)>>;

            /// Orders 4 to 8, so that there are more than five.
            async fn add_orders(pool: &Pool) {
                for id in 4..=8_i64 {
                    sqlx::query($insert).bind(id).bind("new").execute(pool).await.unwrap();
                }
            }

            /// The query that most cases repeat, without a loop in sight.
            #[traced]
            async fn find(pool: &Pool, id: i64) -> Found {
                sqlx::query_as($by_id).bind(id).fetch_optional(pool).await
            }

            pub mod reported {
                use super::*;
                reported!($by_id, $insert, $delete);
            }
            pub mod innocent {
                use super::*;
                innocent!($by_id, $insert, $delete);
            }
        }
    };
}

system!(sqlite: Sqlite,
    "SELECT id, status FROM orders WHERE id = $1",
    "INSERT INTO orders (id, status) VALUES ($1, $2)",
    "DELETE FROM orders WHERE id = $1"
);

system!(postgres: Postgres,
    "SELECT id, status FROM orders WHERE id = $1",
    "INSERT INTO orders (id, status) VALUES ($1, $2)",
    "DELETE FROM orders WHERE id = $1"
);

system!(mariadb: MySql,
    "SELECT id, status FROM orders WHERE id = ?",
    "INSERT INTO orders (id, status) VALUES (?, ?)",
    "DELETE FROM orders WHERE id = ?"
);
