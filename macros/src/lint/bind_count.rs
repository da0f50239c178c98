//! `bind_count`: values bound to a statement that wants more or fewer: it fails at run time, or takes NULL for what is
//! missing.

use sqlspan_sql::Dialect;
use sqlspan_sql::lint::{self, Told};

use super::Level;

pub(crate) const DEFAULT: Level = Level::Deny;

pub(crate) fn message(sql: &str, dialect: Dialect, bound: usize) -> Option<String> {
    let finding = lint::bind_count(sql, dialect, bound)?;
    let told = Told::new(sql, &finding);
    // The name of the lint is put to every message.
    Some(told.as_str().rsplit_once('\n').map_or_else(String::new, |(words, _)| words.to_owned()))
}
