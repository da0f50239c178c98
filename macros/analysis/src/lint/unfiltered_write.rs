//! `unfiltered_write`: `UPDATE` and `DELETE` without `WHERE`.

use sqlspan_sql::Dialect;

use super::subject::{LintContext, Subject};
use crate::model::diagnostic::Report;
use crate::model::site::CheckArgument;
use crate::query::Query;

pub(super) fn check(subject: &Subject<'_>, context: &LintContext<'_>) -> Option<Report> {
    let Subject::Statement(statement) = subject else { return None };
    let message = message(&statement.literal.sql, context.options.dialect())?;
    Some(Report::new(statement.method, message))
}

#[allow(clippy::unnecessary_wraps, reason = "as the table of lints wants it")]
pub(super) fn ask(_: &Query, _: &LintContext<'_>) -> Option<CheckArgument> {
    Some(CheckArgument::None)
}

fn message(sql: &str, dialect: Dialect) -> Option<String> {
    let (start, end) = sqlspan_sql::unfiltered_write(sql, dialect)?;
    let verb = sql.get(start..end)?.to_uppercase();
    Some(format!(
        "this `{verb}` has no `WHERE`: it changes every row of the table\n\
         help: add a `WHERE`; if every row is meant, say so: `#[traced(allow(unfiltered_write))]`"
    ))
}
