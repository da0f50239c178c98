//! `quoted_placeholder`: `'%{name}%'` in static text, where `name` is a local: inside of quotes it is text.

use sqlspan_sql::Dialect;
use sqlspan_sql::lint::{self, Drawn};

use super::Level;

pub(crate) const DEFAULT: Level = Level::Warn;

/// The first finding in a text, drawn, with what to bind; `locals` are the names in scope.
pub(crate) fn message(sql: &str, dialect: Dialect, locals: &[&str]) -> Option<String> {
    let finding = lint::quoted_placeholder(sql, dialect, locals)?;
    let (start, end) = finding.range();
    let advice = format!("bind `{}`", value(sql, start, end)?);
    Some(super::told(&finding, Drawn::new(sql, start, end, &advice).as_str()))
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
