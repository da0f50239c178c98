//! `unfiltered_write`: an `UPDATE` or `DELETE` without a condition.

use super::finding::Finding;
use super::messages::Lint;
use crate::reading::Reading;

/// The first `UPDATE` or `DELETE` that has no `WHERE`, in any statement of the text, in a `WITH`, and in a statement that
/// another one executes, as `EXPLAIN ANALYZE` and `COPY (..) TO` do. A `LIMIT` or a `JOIN` restricts it as well. What is
/// only explained or prepared, and bodies of triggers, rules and functions, are left out.
///
/// ```
/// use sqlspan_sql::{Dialect, lint, read};
///
/// let found = |sql| lint::unfiltered_write(&read(sql, Dialect::Generic)).map(|finding| finding.range());
/// assert_eq!(found("DELETE FROM orders"), Some((0, 6)));
/// assert_eq!(found("DELETE FROM orders WHERE id = $1"), None);
/// ```
#[must_use]
pub const fn unfiltered_write(reading: &Reading<'_>) -> Option<Finding> {
    match reading.unfiltered_write() {
        Some((start, end)) => {
            let deletes = reading.sql().as_bytes()[start] | 0x20 == b'd';
            Some(Finding::new(Lint::UnfilteredWrite, 1 + deletes as usize, (start, end)))
        }
        None => None,
    }
}
