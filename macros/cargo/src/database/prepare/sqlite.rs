//! SQLite: it compiles, and looks up every name.

use sqlx::{AssertSqlSafe, Executor as _, SqlSafeStr as _, SqliteConnection, Statement as _};

use super::{Outcome, Refusal, RefusalKind, other, parameters};

/// Prepares a statement.
pub(in crate::database) async fn prepare(connection: &mut SqliteConnection, sql: &str) -> sqlx::Result<Outcome> {
    match connection.prepare(AssertSqlSafe(sql).into_sql_str()).await {
        Ok(statement) => Ok(Outcome::Prepared { parameters: parameters(statement.parameters()) }),
        Err(sqlx::Error::Database(error)) => Ok(Outcome::Refused(refusal(error.message()))),
        Err(error) => other(error),
    }
}

/// SQLite has one code for all of it: the words tell.
fn refusal(message: &str) -> Refusal {
    let behind = |prefix: &str| message.strip_prefix(prefix).map(str::to_owned);
    let (kind, about) = if let Some(table) = behind("no such table: ") {
        // `sqlite_sequence` is there with the first table that counts.
        let kind = if table.starts_with("sqlite_") { RefusalKind::Internal } else { RefusalKind::Table };
        (kind, Some(table))
    } else if let Some(database) = behind("unknown database ") {
        (RefusalKind::Table, Some(database))
    } else if let Some(column) = behind("no such column: ") {
        (RefusalKind::Column, Some(column))
    } else if let Some((_, column)) = message.split_once(" has no column named ") {
        (RefusalKind::Column, Some(column.to_owned()))
    } else if let Some(function) = behind("no such function: ") {
        // sqlx registers it where its feature for it is on.
        let is_registered = function == "REGEXP" || function == "regexp";
        let kind = if is_registered { RefusalKind::Registered } else { RefusalKind::Function };
        (kind, Some(function))
    } else if let Some(collation) = behind("no such collation sequence: ") {
        (RefusalKind::Registered, Some(collation))
    } else if message.ends_with(": syntax error") {
        (RefusalKind::Syntax, super::quoted(message, '"'))
    } else if message == "incomplete input" || message.starts_with("unrecognized token") {
        (RefusalKind::Syntax, None)
    } else {
        (RefusalKind::Other, None)
    };
    Refusal { about, ..Refusal::new(kind, message) }
}
