//! What the lints ask: each finding, and beside it the texts that look like one and are none.

#![allow(clippy::too_many_lines, clippy::type_complexity)]

mod batches;
mod constants;
mod multiple_statements;
mod placeholder_dialect;
mod quoted_placeholder;
mod real_statements;
mod slots;
mod stray_placeholder;
mod unfiltered_write;
mod words;

use sqlspan_sql::Dialect;
use sqlspan_sql::Dialect::{Generic, MySql, Postgres, Sqlite};
use sqlspan_sql::lint::Finding;

const ALL: &[Dialect] = &[Generic, Postgres, MySql, Sqlite];

fn part(sql: &str, range: Option<(usize, usize)>) -> Option<&str> {
    range.map(|(start, end)| &sql[start..end])
}

/// The part of a text that a finding is about.
fn shown(sql: &str, finding: Option<Finding>) -> Option<&str> {
    part(sql, finding.map(|finding| finding.range()))
}
