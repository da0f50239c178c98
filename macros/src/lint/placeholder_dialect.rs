//! `placeholder_dialect`: placeholders of another database than the stated one.

use sqlspan_sql::Dialect;
use sqlspan_sql::lint::{self, Drawn};

use super::Level;

pub(crate) const DEFAULT: Level = Level::Warn;

pub(crate) fn message(sql: &str, dialect: Dialect) -> Option<String> {
    let finding = lint::placeholder_dialect(sql, dialect)?;
    let (start, end) = finding.range();
    Some(super::told(&finding, Drawn::new(sql, start, end, "").as_str()))
}
