//! `placeholder_dialect`: placeholders of another database than the stated one.

use sqlspan_sql::{Dialect, foreign_placeholder};

use super::Level;

pub(crate) const DEFAULT: Level = Level::Warn;

pub(crate) fn message(sql: &str, dialect: Dialect) -> Option<String> {
    let (start, end) = foreign_placeholder(sql, dialect)?;
    let placeholder = sql.get(start..end)?;
    let (database, style) = match dialect {
        Dialect::Postgres => ("PostgreSQL", "`$1`, `$2`"),
        Dialect::MySql => ("MySQL", "`?`"),
        Dialect::Sqlite | Dialect::Generic => return None,
    };
    Some(format!(
        "`{placeholder}` is no placeholder of {database}, which `dialect` states\n\
         help: write {style}; if the statement is for another database, state that one"
    ))
}
