//! `quoted_placeholder`: `'%{name}%'` in static text, where `name` is a local: inside of quotes it is text.

use sqlspan_sql::lint::{self, Drawn};

use super::subject::{LintContext, Subject};
use super::{drawn_report, subject::Statement};
use crate::model::diagnostic::Report;
use crate::model::site::CheckArgument;
use crate::query::Query;

pub(super) fn check(subject: &Subject<'_>, context: &LintContext<'_>) -> Option<Report> {
    let Subject::Statement(Statement { literal, method, .. }) = subject else { return None };
    let (sql, dialect) = (literal.sql.as_str(), context.options.dialect());
    // Most texts have no braces, and need no names.
    if !sql.contains('{') {
        return None;
    }
    let names = (context.names)();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let finding = lint::quoted_placeholder(sql, dialect, &names)?;
    let (start, end) = finding.range();
    let advice = format!("bind `{}`", value(sql, start, end)?);
    Some(drawn_report(*method, &finding, Drawn::new(sql, start, end, &advice).as_str()))
}

#[allow(clippy::unnecessary_wraps, reason = "as the table of lints wants it")]
pub(super) fn ask(_: &Query, context: &LintContext<'_>) -> Option<CheckArgument> {
    Some(CheckArgument::Names((context.names)()))
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
