//! Writes without a condition.

use crate::dialect::Dialect;
use crate::reading::read;

/// The verb of the first `UPDATE` or `DELETE` that has no `WHERE`, as the range of its bytes: in any
/// statement of the text, and in a `WITH`. A `LIMIT` or a `JOIN` restricts it as well. What
/// is only explained or prepared, and bodies of triggers, rules and functions, are left out. As of
/// [`Reading::unfiltered_write`](crate::Reading::unfiltered_write).
///
/// ```
/// use sqlspan_sql::{Dialect, unfiltered_write};
///
/// assert_eq!(unfiltered_write("DELETE FROM orders", Dialect::Generic), Some((0, 6)));
/// assert_eq!(unfiltered_write("DELETE FROM orders WHERE id = $1", Dialect::Generic), None);
/// ```
#[must_use]
pub const fn unfiltered_write(sql: &str, dialect: Dialect) -> Option<(usize, usize)> {
    read(sql, dialect).unfiltered_write()
}
