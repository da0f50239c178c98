//! `stray_placeholder`: a placeholder of `format!` or of another language in static text: nobody fills it in, and the
//! database gets it as it stands.

use sqlspan_sql::lint::{self, Drawn, Slot, slot};
use sqlspan_sql::{Dialect, greatest_placeholder};

use super::subject::{LintContext, Subject};
use super::words::words;
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
    let first = lint::stray_placeholder(sql, dialect, 0)?;
    let mut drawn = String::new();
    let mut number = greatest_placeholder(sql, dialect).unwrap_or(0);
    let mut next = Some(first);
    while let Some(finding) = next {
        let (start, end) = finding.range();
        let advice = match stands_for(sql, dialect, start, end) {
            Slot::Table | Slot::Column | Slot::Direction | Slot::Name => {
                "a name can't be bound: choose between whole literals with `match`".to_owned()
            }
            _ if lint::command(sql, dialect, start).is_some() => {
                "this statement takes no bound values: choose between whole literals with `match`".to_owned()
            }
            _ => {
                number += 1;
                let placeholder = if dialect == Dialect::MySql { "?".to_owned() } else { format!("${number}") };
                let value = value(sql.get(start..end)?);
                format!("write `{placeholder}` here, and bind the value: `.bind({value})`")
            }
        };
        drawn.push_str(Drawn::new(sql, start, end, &advice).as_str());
        next = lint::stray_placeholder(sql, dialect, end);
    }
    Some(words(&first, &drawn))
}

/// What a word in the place of a placeholder would stand for.
fn stands_for(sql: &str, dialect: Dialect, start: usize, end: usize) -> Slot {
    const WORD: &str = "sqlspan_hole";
    let text = format!("{}{WORD}{}", &sql[..start], &sql[end..]);
    slot(&text, dialect, start, start + WORD.len())
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
