//! `stray_placeholder`: a placeholder of `format!` or of another language in static text: nobody fills it in, and the
//! database gets it as it stands.

use sqlspan_sql::{Dialect, Slot, greatest_placeholder, slot};

use super::subject::{LintContext, Subject};
use crate::model::diagnostic::Report;
use crate::model::site::CheckArgument;
use crate::query::{Binds, Query};

pub(super) fn check(subject: &Subject<'_>, context: &LintContext<'_>) -> Option<Report> {
    let Subject::Piece(literal) = subject else { return None };
    Some(Report::new(&literal.at, message(&literal.sql, context.options.dialect())?))
}

pub(super) fn ask(query: &Query, _: &LintContext<'_>) -> Option<CheckArgument> {
    (query.binds != Binds::Checked).then_some(CheckArgument::None)
}

/// The findings in one text, drawn.
fn message(sql: &str, dialect: Dialect) -> Option<String> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some((start, end)) = sqlspan_sql::stray_placeholder(sql, dialect, from) {
        found.push((start, end));
        from = end;
    }
    let (start, end) = *found.first()?;
    let named = sql.get(start..end)?;
    let mut message = format!("the SQL text holds `{named}`, which nothing fills in\n");
    let mut number = greatest_placeholder(sql, dialect).unwrap_or(0);
    for (start, end) in found {
        let advice = match stands_for(sql, dialect, start, end) {
            Slot::Table | Slot::Column | Slot::Direction => {
                "a name can't be bound: choose between whole literals with `match`".to_owned()
            }
            _ => {
                number += 1;
                let placeholder = if dialect == Dialect::MySql { "?".to_owned() } else { format!("${number}") };
                let value = value(sql.get(start..end)?);
                format!("write `{placeholder}` here, and bind the value: `.bind({value})`")
            }
        };
        message.push_str(&drawn(sql, start, end, &advice)?);
    }
    message.push_str("note: sqlx sends a static text to the database as it is written");
    Some(message)
}

/// What a word in the place of a placeholder would stand for.
fn stands_for(sql: &str, dialect: Dialect, start: usize, end: usize) -> Slot {
    const WORD: &str = "sqlspan_hole";
    let text = format!("{}{WORD}{}", &sql[..start], &sql[end..]);
    slot(&text, dialect, start, start + WORD.len())
}

/// The line of a text with a caret under a part of it.
fn drawn(sql: &str, start: usize, end: usize, advice: &str) -> Option<String> {
    /// So much of a long line is shown before the part.
    const BEFORE: usize = 60;
    let line = sql[..start].rfind('\n').map_or(0, |newline| newline + 1);
    let line_end = sql[end..].find('\n').map_or(sql.len(), |newline| end + newline);
    let before = sql.get(line..start)?.trim_start();
    let shown: String = if before.chars().count() > BEFORE {
        let skipped = before.chars().count() - BEFORE;
        std::iter::once('…').chain(before.chars().skip(skipped)).collect()
    } else {
        before.to_owned()
    };
    let after: String = sql.get(end..line_end)?.trim_end().chars().take(40).collect();
    let space = " ".repeat(shown.chars().count());
    let shown = shown.replace('\t', " ");
    let part = sql.get(start..end)?;
    let carets = "^".repeat(part.chars().count());
    Some(format!("    {shown}{part}{after}\n    {space}{carets} {advice}\n"))
}

/// What a placeholder names: `id` in `{id:?}`.
fn value(placeholder: &str) -> &str {
    let inner = placeholder.trim_matches(|mark| matches!(mark, '{' | '}' | '$' | '#' | '%'));
    let inner = inner.trim_start_matches('(').split([':', ')']).next().unwrap_or_default().trim();
    let is_name = inner.starts_with(|first: char| first.is_alphabetic() || first == '_')
        && !placeholder.starts_with('%')
        || placeholder.starts_with("%(");
    if is_name { inner } else { ".." }
}
