//! Where connections and transactions come from, by the shape of an expression.

use syn::{Expr, ExprMethodCall, Member, Path, Type};

use super::methods::{StepMethod, takes_connection};
use super::paths::makes_round_trips;
use crate::syntax::places::is_place;

/// The pool, as a place that can be named again, from which an expression takes a connection.
pub(crate) fn pool_of(expr: &Expr) -> Option<&Expr> {
    match expr {
        Expr::Try(inner) => pool_of(&inner.expr),
        Expr::Await(inner) => pool_of(&inner.base),
        Expr::Paren(inner) => pool_of(&inner.expr),
        Expr::Reference(inner) => pool_of(&inner.expr),
        Expr::Unary(inner) => pool_of(&inner.expr),
        Expr::MethodCall(call) if locks(call) => call.args.first().and_then(pool_of),
        Expr::MethodCall(call) if takes_connection(&call.method.to_string()) && call.args.len() <= 1 => {
            is_place(&call.receiver).then_some(&call.receiver)
        }
        Expr::Call(call) => match (&*call.func, call.args.first()) {
            (Expr::Path(function), Some(pool)) if listens(&function.path) || takes(&function.path) => lent(pool),
            _ => None,
        },
        Expr::MethodCall(call) => pool_of(&call.receiver),
        _ => None,
    }
}

/// `lock.acquire(conn)`: the connection is the argument.
pub(crate) fn locks(call: &ExprMethodCall) -> bool {
    call.args.len() == 1 && (call.method == "acquire" || call.method == "try_acquire")
}

/// `PgListener::connect_with`.
fn listens(function: &Path) -> bool {
    let mut segments = function.segments.iter().rev();
    let method = segments.next().is_some_and(|last| last.ident == "connect_with");
    method && segments.next().is_some_and(|owner| owner.ident == "PgListener")
}

/// `PgPool::acquire`, `Acquire::begin`.
fn takes(function: &Path) -> bool {
    let mut segments = function.segments.iter().rev();
    let method = segments.next().is_some_and(|last| takes_connection(&last.ident.to_string()));
    method && segments.next().is_some_and(|owner| makes_round_trips(&owner.ident.to_string()))
}

/// What an expression lends, as a place that can be named again.
fn lent(expr: &Expr) -> Option<&Expr> {
    let place = if let Expr::Reference(inner) = expr { &inner.expr } else { expr };
    is_place(place).then_some(place)
}

/// The method of a call that is a step by its name and the number of its arguments.
pub(crate) fn step_method(call: &ExprMethodCall) -> Option<StepMethod> {
    StepMethod::from_call(&call.method.to_string(), call.args.len())
}

/// Whether an expression is a new transaction: `pool.begin().await?`, `conn.begin_with(..).await.unwrap()`.
pub(crate) fn begins_transaction(expr: &Expr) -> bool {
    match expr {
        Expr::Try(inner) => begins_transaction(&inner.expr),
        Expr::Await(inner) => begins_transaction(&inner.base),
        Expr::Paren(inner) => begins_transaction(&inner.expr),
        Expr::MethodCall(call) => match step_method(call) {
            Some(StepMethod::Begin | StepMethod::BeginWith) => true,
            // What leaves the type of the transaction in no doubt.
            _ => is_unwrapping(&call.method.to_string()) && begins_transaction(&call.receiver),
        },
        _ => false,
    }
}

pub(crate) fn is_unwrapping(method: &str) -> bool {
    matches!(method, "unwrap" | "expect" | "unwrap_or_else" | "map_err" | "context" | "with_context")
}

/// Whether a type is sqlx's generic `QueryBuilder`: `&mut QueryBuilder<Postgres>`.
pub(crate) fn is_builder_type(ty: &Type) -> bool {
    match ty {
        Type::Reference(reference) => is_builder_type(&reference.elem),
        Type::Path(path) => {
            let last = path.path.segments.last();
            last.is_some_and(|last| last.ident == "QueryBuilder" && !last.arguments.is_none())
        }
        _ => false,
    }
}

/// Names that executors usually have, for text that does not say by itself that it is a statement.
pub(crate) fn has_executor_name(receiver: &Expr) -> bool {
    receiver_name(receiver).is_some_and(|name| {
        matches!(
            name.as_str(),
            "pool"
                | "conn"
                | "connection"
                | "tx"
                | "txn"
                | "trx"
                | "transaction"
                | "executor"
                | "db"
                | "acquire"
                | "as_mut"
        )
    })
}

/// Whether a word of an expression's last name is one that names of executors have: `db_pool`, `read_conn`.
pub(crate) fn executor_words(expr: &Expr) -> bool {
    receiver_name(expr).is_some_and(|name| {
        name.split('_').any(|word| {
            matches!(
                word,
                "pool"
                    | "POOL"
                    | "conn"
                    | "connection"
                    | "tx"
                    | "txn"
                    | "trx"
                    | "transaction"
                    | "executor"
                    | "exec"
                    | "db"
                    | "DB"
                    | "database"
                    | "pg"
                    | "pgpool"
                    | "postgres"
                    | "mysql"
                    | "sqlite"
                    | "begin"
            )
        }) || matches!(name.as_str(), "acquire" | "as_mut")
    })
}

/// The last name of an expression that a method is called on: `pool` of `&mut *self.pool`.
pub(crate) fn receiver_name(receiver: &Expr) -> Option<String> {
    match receiver {
        Expr::Path(path) => path.path.segments.last().map(|last| last.ident.to_string()),
        Expr::Field(field) => match &field.member {
            Member::Named(name) => Some(name.to_string()),
            Member::Unnamed(_) => None,
        },
        Expr::Paren(inner) => receiver_name(&inner.expr),
        Expr::Reference(inner) => receiver_name(&inner.expr),
        Expr::Unary(inner) => receiver_name(&inner.expr),
        Expr::MethodCall(call) => Some(call.method.to_string()),
        Expr::Try(inner) => receiver_name(&inner.expr),
        Expr::Await(inner) => receiver_name(&inner.base),
        _ => None,
    }
}
