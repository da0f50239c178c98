//! `n_plus_one`, as far as the text tells.

use crate::reading::Reading;

/// Whether one statement could do for all items what this one does for each: it reads or writes rows, and is not for many
/// as it is. `paged` says whether the rounds may be pages or batches.
///
/// ```
/// use sqlspan_sql::{Dialect, lint, read};
///
/// let for_one = |sql| lint::is_for_one(&read(sql, Dialect::Postgres), true);
/// assert!(for_one("SELECT a FROM t WHERE id = $1"));
/// assert!(!for_one("SELECT a FROM t WHERE id = ANY($1)"));
/// assert!(!for_one("SELECT a FROM t WHERE id > $1 ORDER BY id LIMIT 100"));
/// assert!(!for_one("REFRESH MATERIALIZED VIEW v"));
/// ```
#[must_use]
pub const fn is_for_one(reading: &Reading<'_>, paged: bool) -> bool {
    reading.is_of_rows() && !reading.takes_list() && !(paged && reading.paging().is_some())
}
