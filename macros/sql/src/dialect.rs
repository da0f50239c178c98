//! The SQL dialects.

/// The dialect that a text is read in.
///
/// ```
/// use sqlspan_sql::{Dialect, has_comment};
///
/// assert_eq!(Dialect::default(), Dialect::Generic);
/// assert!(has_comment("SELECT 1 # one", Dialect::MySql));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Dialect {
    /// Not known: what the dialects read differently is left open.
    #[default]
    Generic,
    /// `PostgreSQL`.
    Postgres,
    /// `MySQL` and `MariaDB`.
    MySql,
    /// `SQLite`.
    Sqlite,
}
