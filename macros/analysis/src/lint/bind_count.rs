//! `bind_count`: values bound to a statement that wants more or fewer: it fails at run time, or takes NULL for what is
//! missing.

use sqlspan_sql::lint;

use super::subject::{LintContext, Subject};
use super::text_report;
use crate::model::diagnostic::Report;
use crate::model::site::CheckArgument;
use crate::query::{Binds, Query};

pub(super) fn check(subject: &Subject<'_>, context: &LintContext<'_>) -> Option<Report> {
    let Subject::Statement(statement) = subject else { return None };
    let Binds::Count(bound) = statement.binds else { return None };
    let finding = lint::bind_count(&statement.literal.sql, context.options.dialect(), bound)?;
    Some(text_report(statement, &finding))
}

pub(super) fn ask(query: &Query, _: &LintContext<'_>) -> Option<CheckArgument> {
    match query.binds {
        Binds::Count(bound) => Some(CheckArgument::Count(bound)),
        _ => None,
    }
}
