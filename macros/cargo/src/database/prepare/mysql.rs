//! MySQL and MariaDB: names are looked up in queries and changes of rows; what defines or maintains is only parsed, and
//! some statements can't be prepared at all.

use sqlx::mysql::MySqlDatabaseError;
use sqlx::{AssertSqlSafe, Executor as _, MySqlConnection, SqlSafeStr as _, Statement as _};

use super::{Outcome, Refusal, RefusalKind, other, parameters, quoted};

/// Prepares a statement.
pub(in crate::database) async fn prepare(connection: &mut MySqlConnection, sql: &str) -> sqlx::Result<Outcome> {
    let error = match connection.prepare(AssertSqlSafe(sql).into_sql_str()).await {
        Ok(statement) => return Ok(Outcome::Prepared { parameters: parameters(statement.parameters()) }),
        Err(error) => error,
    };
    let sqlx::Error::Database(error) = error else { return other(error) };
    Ok(Outcome::Refused(match error.try_downcast_ref::<MySqlDatabaseError>() {
        Some(error) => refusal(error, sql),
        None => Refusal::new(RefusalKind::Other, error.message()),
    }))
}

fn refusal(error: &MySqlDatabaseError, sql: &str) -> Refusal {
    let kind = match error.number() {
        // No such table, database, table in a list.
        1146 | 1049 | 1051 | 1109 => RefusalKind::Table,
        1054 => RefusalKind::Column,
        1064 | 1149 => RefusalKind::Syntax,
        1305 | 1630 => RefusalKind::Function,
        // Not supported in the prepared statement protocol.
        1295 => RefusalKind::Unpreparable,
        // Denied: a database, a table, a column, an operation, a routine.
        1044 | 1142 | 1143 | 1227 | 1370 => RefusalKind::Rights,
        _ => RefusalKind::Other,
    };
    let message = error.message();
    let near = message.split_once(" near '").and_then(|(_, rest)| rest.rsplit_once("' at line ")).map(|(near, _)| near);
    let at = near.filter(|near| !near.is_empty()).and_then(|near| sql.find(near));
    let about = match kind {
        RefusalKind::Syntax => None,
        RefusalKind::Function => {
            message.strip_prefix("FUNCTION ").and_then(|rest| rest.strip_suffix(" does not exist")).map(str::to_owned)
        }
        _ => quoted(message, '\''),
    };
    Refusal { kind, message: words(message, kind), code: Some(error.number().to_string()), hint: None, about, at }
}

/// The message, without the advice on manuals.
fn words(message: &str, kind: RefusalKind) -> String {
    match message.split_once(" near '") {
        Some((_, near)) if kind == RefusalKind::Syntax => format!("syntax error near '{near}"),
        _ => message.to_owned(),
    }
}
