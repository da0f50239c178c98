//! PostgreSQL: it parses and describes. Names are looked up in queries and changes of rows; all other statements it only
//! parses.

use sqlx::postgres::{PgDatabaseError, PgErrorPosition};
use sqlx::{AssertSqlSafe, Executor as _, PgConnection, SqlSafeStr as _, Statement as _};

use super::{Outcome, Refusal, RefusalKind, other, parameters, quoted};

/// Prepares a statement.
pub(in crate::database) async fn prepare(connection: &mut PgConnection, sql: &str) -> sqlx::Result<Outcome> {
    let error = match prepared(connection, sql).await {
        Ok(parameters) => return Ok(Outcome::Prepared { parameters }),
        Err(error) => error,
    };
    let sqlx::Error::Database(error) = error else { return other(error) };
    let Some(error) = error.try_downcast_ref::<PgDatabaseError>() else {
        return Ok(Outcome::Refused(Refusal::new(RefusalKind::Other, error.message())));
    };
    let mut refusal = refusal(error, sql);
    if refusal.kind == RefusalKind::Types
        && let Some(function) = error.message().strip_prefix("function ").and_then(|rest| rest.split('(').next())
        && is_unknown(connection, function).await?
    {
        refusal.kind = RefusalKind::Function;
        refusal.about = Some(function.to_owned());
    }
    Ok(Outcome::Refused(refusal))
}

async fn prepared(connection: &mut PgConnection, sql: &str) -> sqlx::Result<usize> {
    let statement = connection.prepare(AssertSqlSafe(sql).into_sql_str()).await?;
    Ok(parameters(statement.parameters()))
}

/// Whether there is no function of a name, whatever it takes. The name is looked up as the statement is parsed.
async fn is_unknown(connection: &mut PgConnection, function: &str) -> sqlx::Result<bool> {
    let question = format!("SELECT '{}'::regproc", function.replace('\'', "''"));
    match prepared(connection, &question).await {
        Err(sqlx::Error::Database(error)) => Ok(error.code().as_deref() == Some("42883")),
        Err(error) => Err(error),
        Ok(_) => Ok(false),
    }
}

fn refusal(error: &PgDatabaseError, sql: &str) -> Refusal {
    let kind = match error.code() {
        "42P01" | "3F000" => RefusalKind::Table,
        "42703" => RefusalKind::Column,
        "42601" => RefusalKind::Syntax,
        // Undefined and ambiguous functions and operators, types that are not known or do not go together.
        "42883" | "42725" | "42P18" | "42P08" | "42804" | "42846" => RefusalKind::Types,
        "42501" => RefusalKind::Rights,
        _ => RefusalKind::Other,
    };
    let at = match error.position() {
        // In characters, from 1.
        Some(PgErrorPosition::Original(position)) => {
            sql.char_indices().nth(position.saturating_sub(1)).map(|(at, _)| at)
        }
        _ => None,
    };
    Refusal {
        kind,
        message: error.message().to_owned(),
        code: Some(error.code().to_owned()),
        // That a cast may help is said of every function that is not known.
        hint: error.hint().filter(|_| kind != RefusalKind::Types).map(str::to_owned),
        about: quoted(error.message(), '"'),
        at,
    }
}
