//! `placeholder_dialect`: placeholders of another database than the stated one.

use sqlspan_sql::lint::{self, Drawn};

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
    let sql = &statement.literal.sql;
    let finding = lint::placeholder_dialect(sql, context.options.dialect())?;
    let (start, end) = finding.range();
    Some(Report::new(statement.method, words(&finding, Drawn::new(sql, start, end, "").as_str())))
}

pub(super) fn ask(query: &Query, _: &LintContext<'_>) -> Option<CheckArgument> {
    query.binds.are_prepared().then_some(CheckArgument::None)
}
