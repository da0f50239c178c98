//! `multiple_statements`: several statements in one prepared query.

use sqlspan_sql::{Reading, lint};

use super::Level;

pub(crate) const DEFAULT: Level = Level::Warn;

pub(crate) fn message(reading: &Reading<'_>) -> Option<String> {
    lint::multiple_statements(reading).map(|finding| super::told(&finding, ""))
}
