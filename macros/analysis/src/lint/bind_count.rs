//! `bind_count`: values bound to a statement that wants more or fewer: it fails at run time, or takes NULL for what is
//! missing.

use sqlspan_sql::{Dialect, greatest_placeholder};

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
    let wanted = greatest_placeholder(sql, dialect)?;
    (wanted != bound).then(|| {
        let fix = if bound < wanted {
            "add the missing `.bind(..)`, in the order of the placeholders"
        } else {
            "remove what is bound in excess, or write a placeholder for it"
        };
        format!(
            "the statement has {}, and {} bound\nhelp: {fix}",
            counted(wanted, "placeholder", "placeholders"),
            counted(bound, "value is", "values are"),
        )
    })
}

fn counted(count: usize, one: &str, many: &str) -> String {
    match count {
        0 => format!("no {one}"),
        1 => format!("1 {one}"),
        count => format!("{count} {many}"),
    }
}
