//! `placeholder_dialect`: placeholders of another database than the stated one.

use sqlspan_sql::{Dialect, foreign_placeholder};

use super::subject::{LintContext, Subject};
use crate::model::diagnostic::Report;
use crate::model::site::CheckArgument;
use crate::query::Query;

pub(super) fn check(subject: &Subject<'_>, context: &LintContext<'_>) -> Option<Report> {
    let Subject::Statement(statement) = subject else { return None };
    if !statement.binds.are_prepared() {
        return None;
    }
    let message = message(&statement.literal.sql, context.options.dialect())?;
    Some(Report::new(statement.method, message))
}

pub(super) fn ask(query: &Query, _: &LintContext<'_>) -> Option<CheckArgument> {
    query.binds.are_prepared().then_some(CheckArgument::None)
}

fn message(sql: &str, dialect: Dialect) -> Option<String> {
    let (start, end) = foreign_placeholder(sql, dialect)?;
    let placeholder = sql.get(start..end)?;
    let (database, style) = match dialect {
        Dialect::Postgres => ("PostgreSQL", "`$1`, `$2`"),
        Dialect::MySql => ("MySQL", "`?`"),
        Dialect::Sqlite | Dialect::Generic => return None,
    };
    Some(format!(
        "`{placeholder}` is no placeholder of {database}, which `dialect` states\n\
         help: write {style}; if the statement is for another database, state that one"
    ))
}
