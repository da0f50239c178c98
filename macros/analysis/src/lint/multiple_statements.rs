//! `multiple_statements`: several statements in one prepared query.

use sqlspan_sql::{Dialect, has_several_statements};

use super::subject::{LintContext, Subject};
use crate::model::diagnostic::Report;
use crate::model::site::CheckArgument;
use crate::query::Query;

pub(super) fn check(subject: &Subject<'_>, context: &LintContext<'_>) -> Option<Report> {
    let Subject::Statement(statement) = subject else { return None };
    if !statement.binds.are_prepared() {
        return None;
    }
    let dialect = context.options.dialect();
    // SQLite runs them one after the other.
    (dialect != Dialect::Sqlite && has_several_statements(&statement.literal.sql, dialect)).then(|| {
        Report::new(
            statement.method,
            "this query has several statements, which PostgreSQL and MySQL refuse to prepare\n\
             help: run each in a query of its own, or a script without binds with `sqlx::raw_sql`\n\
             help: SQLite runs them; if this is for SQLite, state `dialect = sqlite`",
        )
    })
}

pub(super) fn ask(query: &Query, _: &LintContext<'_>) -> Option<CheckArgument> {
    query.binds.are_prepared().then_some(CheckArgument::None)
}
