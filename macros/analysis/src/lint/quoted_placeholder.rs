//! `quoted_placeholder`: `'%{name}%'` in static text, where `name` is a local: inside of quotes it is text.

use sqlspan_sql::Dialect;
use sqlspan_sql::lint::{self, Drawn};

use super::subject::{LintContext, Subject};
use super::words::words;
use crate::model::diagnostic::Report;
use crate::model::site::CheckArgument;
use crate::query::Query;

pub(super) fn check(subject: &Subject<'_>, context: &LintContext<'_>) -> Option<Report> {
    let Subject::Statement(statement) = subject else { return None };
    // Most texts have no braces, and need no names.
    if !statement.literal.sql.contains('{') {
        return None;
    }
    let message = message(&statement.literal.sql, context.options.dialect(), &(context.names)())?;
    Some(Report::new(statement.method, message))
}

#[allow(clippy::unnecessary_wraps, reason = "as the table of lints wants it")]
pub(super) fn ask(_: &Query, context: &LintContext<'_>) -> Option<CheckArgument> {
    Some(CheckArgument::Names((context.names)()))
}

/// The first finding in a text, drawn, with what to bind; `locals` are the names in scope.
fn message(sql: &str, dialect: Dialect, locals: &[String]) -> Option<String> {
    let locals: Vec<&str> = locals.iter().map(String::as_str).collect();
    let finding = lint::quoted_placeholder(sql, dialect, &locals)?;
    let (start, end) = finding.range();
    let advice = format!("bind the value: `.bind({})`", value(sql, start, end)?);
    Some(words(&finding, Drawn::new(sql, start, end, &advice).as_str()))
}

/// What to bind for a literal with a placeholder in it.
fn value(sql: &str, start: usize, end: usize) -> Option<String> {
    let name = sql.get(start..end)?.trim_matches(['{', '}']).split(':').next()?.trim();
    let mark = |char| matches!(char, '\'' | '"');
    let open = sql[..start].rfind(mark).map_or(start, |quote| quote + 1);
    let close = sql[end..].find(mark).map_or(end, |quote| end + quote);
    let literal = &sql[open..close];
    Some(if literal.len() == end - start { name.to_owned() } else { format!("format!({literal:?})") })
}
