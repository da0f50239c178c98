//! `unfiltered_write`: `UPDATE` and `DELETE` without `WHERE`.

use sqlspan_sql::{Reading, lint};

use super::Level;

pub(crate) const DEFAULT: Level = Level::Warn;

pub(crate) fn message(reading: &Reading<'_>) -> Option<String> {
    lint::unfiltered_write(reading).map(|finding| super::told(&finding, ""))
}
