//! `bind_count`: values bound to a statement that wants more or fewer: it fails at run time, or takes NULL for what is
//! missing.

use sqlspan_sql::Dialect;
use sqlspan_sql::lint::{self, Told};

use super::subject::{LintContext, Subject};
use crate::model::diagnostic::Report;
use crate::model::site::CheckArgument;
use crate::query::{Binds, Query};

pub(super) fn check(subject: &Subject<'_>, context: &LintContext<'_>) -> Option<Report> {
    let Subject::Statement(statement) = subject else { return None };
    let Binds::Count(bound) = statement.binds else { return None };
    let message = message(&statement.literal.sql, context.options.dialect(), bound)?;
    Some(Report::new(statement.method, message))
}

pub(super) fn ask(query: &Query, _: &LintContext<'_>) -> Option<CheckArgument> {
    match query.binds {
        Binds::Count(bound) => Some(CheckArgument::Count(bound)),
        _ => None,
    }
}

fn message(sql: &str, dialect: Dialect, bound: usize) -> Option<String> {
    let finding = lint::bind_count(sql, dialect, bound)?;
    let told = Told::new(sql, &finding);
    // The name of the lint is put to every message later.
    Some(told.as_str().rsplit_once('\n').map_or_else(String::new, |(words, _)| words.to_owned()))
}
