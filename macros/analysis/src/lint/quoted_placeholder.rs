//! `quoted_placeholder`: `'%{name}%'` in static text, where `name` is a local: inside of quotes it is text.

use sqlspan_sql::{Dialect, QuotedPlaceholder};

use super::subject::{LintContext, Subject};
use crate::model::diagnostic::Report;
use crate::model::site::CheckArgument;
use crate::query::Query;

pub(super) fn check(subject: &Subject<'_>, context: &LintContext<'_>) -> Option<Report> {
    let Subject::Statement(statement) = subject else { return None };
    let message = message(&statement.literal.sql, context.options.dialect(), context.is_bound)?;
    Some(Report::new(statement.method, message))
}

#[allow(clippy::unnecessary_wraps, reason = "as the table of lints wants it")]
pub(super) fn ask(_: &Query, context: &LintContext<'_>) -> Option<CheckArgument> {
    Some(CheckArgument::Names((context.names)()))
}

/// The first finding in a text; `is_bound` knows the names in scope.
fn message(sql: &str, dialect: Dialect, is_bound: &dyn Fn(&str) -> bool) -> Option<String> {
    let mut from = 0;
    while let Some(QuotedPlaceholder { start, end, beside_percent }) =
        sqlspan_sql::quoted_placeholder(sql, dialect, from)
    {
        let placeholder = sql.get(start..end)?;
        let name = placeholder.trim_matches(['{', '}']).split(':').next().unwrap_or_default().trim();
        if beside_percent || is_bound(name) {
            let value = value(sql, start, end, name);
            return Some(format!(
                "`{placeholder}` stands inside of quotes in the SQL text, where nothing fills it in\n\
                 help: write a placeholder without quotes, and bind the value: `.bind({value})`"
            ));
        }
        from = end;
    }
    None
}

/// What to bind for a literal with a placeholder in it.
fn value(sql: &str, start: usize, end: usize, name: &str) -> String {
    let mark = |char| matches!(char, '\'' | '"');
    let open = sql[..start].rfind(mark).map_or(start, |quote| quote + 1);
    let close = sql[end..].find(mark).map_or(end, |quote| end + quote);
    let literal = &sql[open..close];
    if literal.len() == end - start { name.to_owned() } else { format!("format!({literal:?})") }
}
