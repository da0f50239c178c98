//! `bind_count`: values bound to a statement that wants more or fewer: it fails at run time, or takes NULL for what is
//! missing.

use super::finding::{Counts, Finding};
use super::messages::Lint;
use crate::dialect::Dialect;
use crate::placeholder::greatest_placeholder;

/// A text that wants more or fewer values than the `bound` ones, if that is certain.
///
/// ```
/// use sqlspan_sql::{Dialect, lint};
///
/// let finding = lint::bind_count("SELECT a FROM t WHERE b = $1 AND c = $2", Dialect::Postgres, 1).unwrap();
/// assert_eq!(finding.headline(), "the statement has more placeholders than values are bound");
/// assert!(lint::bind_count("SELECT a FROM t WHERE b = $1", Dialect::Postgres, 1).is_none());
/// ```
#[must_use]
pub const fn bind_count(sql: &str, dialect: Dialect, bound: usize) -> Option<Finding> {
    match greatest_placeholder(sql, dialect) {
        Some(placeholders) if placeholders != bound => {
            let number = if placeholders > bound { 1 } else { 2 };
            let finding = Finding::new(Lint::BindCount, number, (0, sql.len()));
            Some(finding.counted(Counts { placeholders, bound }))
        }
        _ => None,
    }
}
