//! What is said where no statement for all items is certain.

use sqlspan_sql::{Dialect, OperationKind};

/// What can be done, by what the statement does.
pub(super) fn general(kind: Option<OperationKind>, dialect: Dialect) -> String {
    let on_postgres = dialect == Dialect::Postgres;
    let unstated = dialect == Dialect::Generic;
    let choose = |postgres: &str, elsewhere: &str| match (on_postgres, unstated) {
        (true, _) => postgres.to_owned(),
        (_, true) => format!("{postgres} on PostgreSQL, {elsewhere} elsewhere"),
        _ => elsewhere.to_owned(),
    };
    match kind {
        Some(OperationKind::Insert) => format!(
            "insert all of them in one statement: {}",
            choose("`INSERT .. SELECT .. FROM UNNEST($1, ..)`", "`push_values` of a `QueryBuilder`")
        ),
        Some(OperationKind::Update) => format!(
            "update all of them in one statement: {}",
            choose(
                "`UPDATE .. FROM UNNEST($1, ..)`, or `= ANY($1)` where all get the same values",
                "a `QueryBuilder` with `CASE`, or `IN (..)` where all get the same values"
            )
        ),
        Some(OperationKind::Delete) => {
            format!(
                "delete all of them in one statement: {}",
                choose("`= ANY($1)`", "an `IN (..)` that a `QueryBuilder` grows")
            )
        }
        _ => format!(
            "ask for all of them in one query before the loop, with a list of values: {}",
            choose("`= ANY($1)`", "a `QueryBuilder`")
        ),
    }
}

/// `a`, `b` and `c`.
pub(super) fn list(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [before @ .., last] => format!("{} and {last}", before.join(", ")),
    }
}
