//! `multiple_statements`: several statements in one prepared query.

use sqlspan_sql::lint;

use super::subject::{LintContext, Subject};
use super::words::words;
use crate::model::diagnostic::Report;
use crate::model::site::CheckArgument;
use crate::query::Query;

pub(super) fn check(subject: &Subject<'_>, context: &LintContext<'_>) -> Option<Report> {
    let Subject::Statement(statement) = subject else { return None };
    if !statement.binds.are_prepared() {
        return None;
    }
    let finding = lint::multiple_statements(statement.reading(context.options.dialect()))?;
    Some(Report::new(statement.method, words(&finding, "")))
}

pub(super) fn ask(query: &Query, _: &LintContext<'_>) -> Option<CheckArgument> {
    query.binds.are_prepared().then_some(CheckArgument::None)
}
