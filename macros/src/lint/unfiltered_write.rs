//! `unfiltered_write`: `UPDATE` and `DELETE` without `WHERE`.

use sqlspan_sql::Dialect;

use super::Level;

pub(crate) const DEFAULT: Level = Level::Warn;

pub(crate) fn message(sql: &str, dialect: Dialect) -> Option<String> {
    let (start, end) = sqlspan_sql::unfiltered_write(sql, dialect)?;
    let verb = sql.get(start..end)?.to_uppercase();
    Some(format!(
        "this `{verb}` has no `WHERE`: it changes every row of the table\n\
         help: add a `WHERE`; if every row is meant, say so: `#[traced(allow(unfiltered_write))]`"
    ))
}
