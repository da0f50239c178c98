//! The page of queries and alerts (`runtime/docs/alerts.md`): what the crate really records is translated into
//! Prometheus' names, put on a line of time, a day on which all is well and half an hour on which nothing is, and each
//! query and rule of the page is run on it by `promtool`. The queries for spans are run on the spans of the same.

#![deny(warnings)]
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "tests")]

mod expected;
mod names;
mod page;
mod prometheus;
mod promtool;
mod runs;
mod spans;
mod timeline;

use sqlspan_tests::{System, alone, block_on, program};
use sqlx::{Executor, IntoArguments, MySql, Postgres, Sqlite};

use self::page::Page;

/// A good minute and a bad one on a real database, and what the page makes of them.
async fn of_the_page<DB: System>()
where
    for<'c> &'c mut DB::Connection: Executor<'c, Database = DB>,
    DB::Arguments: IntoArguments<DB>,
{
    let Some(runs) = runs::minutes::<DB>().await else { return };
    let page = Page::read();
    names::are_in_the_table(&page, &runs);
    spans::are_found(&page, &runs.bad);
    let Some(promtool) = program("promtool", &[]) else { return };
    let series = timeline::of(&runs);
    promtool::test(&promtool, DB::NAME, &page, &series, &expected::sections(&runs.refusal));
}

#[test]
fn on_sqlite() {
    if alone("on_sqlite") {
        block_on(of_the_page::<Sqlite>());
    }
}

#[test]
fn on_postgres() {
    if alone("on_postgres") {
        block_on(of_the_page::<Postgres>());
    }
}

#[test]
fn on_mariadb() {
    if alone("on_mariadb") {
        block_on(of_the_page::<MySql>());
    }
}
