//! `multiple_statements`: several statements in one prepared query.

use sqlspan_sql::{Dialect, has_several_statements};

use super::Level;

pub(crate) const DEFAULT: Level = Level::Warn;

pub(crate) fn message(sql: &str, dialect: Dialect) -> Option<&'static str> {
    // SQLite runs them one after the other.
    (dialect != Dialect::Sqlite && has_several_statements(sql, dialect)).then_some(
        "this query has several statements, which PostgreSQL and MySQL refuse to prepare\n\
         help: run each in a query of its own, or a script without binds with `sqlx::raw_sql`\n\
         help: SQLite runs them; if this is for SQLite, state `dialect = sqlite`",
    )
}
