//! How a query's span behaves: what it is a child of, how it ends, and which database it names.

#![deny(warnings)]
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "tests")]

mod one_type;
mod options;
mod outcome;
mod parameters;
mod parent;
mod regressions;
mod server;
mod shapes;
mod stated_macros;
mod stream;
mod text;
mod wrappers;

use std::collections::BTreeMap;

use opentelemetry_sdk::trace::SpanData;
use sqlspan_tests::{Fixture, Trace};
use sqlx::{Sqlite, SqlitePool};

/// The attributes of a span as text.
fn attributes(span: &SpanData) -> BTreeMap<String, String> {
    span.attributes.iter().map(|pair| (pair.key.to_string(), pair.value.to_string())).collect()
}

/// The names of the spans that a function makes, on a database of its own.
async fn names(run: impl AsyncFnOnce(&SqlitePool) -> sqlx::Result<()>) -> Vec<String> {
    let fixture = Fixture::<Sqlite>::new().await.expect("SQLite is always there");
    let trace = Trace::start("test");
    trace.run(run(&fixture.pool)).await.unwrap();
    trace.queries().iter().map(|span| span.name.to_string()).collect()
}

/// Outcomes, parents, servers and recorded texts do not depend on the comment.
#[test]
fn the_same_in_every_mode_of_comments() {
    sqlspan_tests::in_every_mode("the_same_in_every_mode_of_comments");
}
