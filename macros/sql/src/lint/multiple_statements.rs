//! `multiple_statements`: several statements in one text.

use super::finding::Finding;
use super::messages::Lint;
use crate::dialect::Dialect;
use crate::reading::Reading;

/// A text with several statements, which `PostgreSQL` and `MySQL` refuse to prepare; `SQLite` runs them one after the
/// other. The range is that of the second one. Bodies of triggers, procedures and functions have a `;` of their own and
/// count as one; what can't be told does as well.
///
/// ```
/// use sqlspan_sql::{Dialect, lint, read};
///
/// let found = |sql| lint::multiple_statements(&read(sql, Dialect::Generic)).is_some();
/// assert!(found("DELETE FROM a; DELETE FROM b"));
/// assert!(!found("SELECT ';'; -- and no more"));
/// ```
#[must_use]
pub const fn multiple_statements(reading: &Reading<'_>) -> Option<Finding> {
    if matches!(reading.dialect(), Dialect::Sqlite) || !reading.has_several_statements().is_yes() {
        return None;
    }
    match reading.statement(1) {
        Some(second) => Some(Finding::new(Lint::MultipleStatements, 1, second.range())),
        None => None,
    }
}
