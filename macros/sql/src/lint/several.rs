//! Whether a text has several statements.

use crate::dialect::Dialect;
use crate::reading::read;

/// Whether another statement follows a `;`. Bodies of triggers, procedures and functions have a `;` of their own and
/// count as one; what can't be told does as well. As of
/// [`Reading::has_several_statements`](crate::Reading::has_several_statements).
///
/// ```
/// use sqlspan_sql::{Dialect, has_several_statements};
///
/// assert!(has_several_statements("DELETE FROM a; DELETE FROM b", Dialect::Generic));
/// assert!(!has_several_statements("SELECT ';'; -- and no more", Dialect::Generic));
/// ```
#[must_use]
pub const fn has_several_statements(sql: &str, dialect: Dialect) -> bool {
    read(sql, dialect).has_several_statements().is_yes()
}
