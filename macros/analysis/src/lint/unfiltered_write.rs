//! `unfiltered_write`: `UPDATE` and `DELETE` without `WHERE`.

use sqlspan_sql::lint;

use super::subject::{LintContext, Subject};
use super::words::words;
use crate::model::diagnostic::Report;
use crate::model::site::CheckArgument;
use crate::query::Query;

pub(super) fn check(subject: &Subject<'_>, context: &LintContext<'_>) -> Option<Report> {
    let Subject::Statement(statement) = subject else { return None };
    let finding = lint::unfiltered_write(statement.reading(context.options.dialect()))?;
    Some(Report::new(statement.method, words(&finding, "")))
}

#[allow(clippy::unnecessary_wraps, reason = "as the table of lints wants it")]
pub(super) fn ask(_: &Query, _: &LintContext<'_>) -> Option<CheckArgument> {
    Some(CheckArgument::None)
}
