//! Methods of sqlx's that are called as paths: `Connection::begin(&mut *conn)`.

use syn::{Expr, ExprCall, ExprMethodCall, ExprPath, Token};

use super::methods::{CopyMethod, Method, SessionMethod, StepMethod};
use crate::syntax::places::is_place;

/// A method that is called as a path, as far as its names tell.
pub(crate) enum MethodAsPath {
    /// One that can be traced where it stands: the type of its receiver decides.
    Followed(ExprMethodCall),
    /// One that can't.
    Left {
        /// Whether it runs a query of the user's.
        is_query: bool,
    },
}

/// What a call of a path is.
pub(crate) fn method_as_path(call: &ExprCall) -> Option<(&ExprPath, MethodAsPath)> {
    let Expr::Path(function) = &*call.func else { return None };
    let mut segments = function.path.segments.iter().rev();
    let (method, owner) = (segments.next()?, segments.next()?);
    let (method, owner) = (method.ident.to_string(), owner.ident.to_string());
    let is_query = Method::from_name(&function.path.segments.last()?.ident).is_some();
    if is_query {
        return (runs_queries(&owner) && call.args.len() == 2)
            .then_some((function, MethodAsPath::Left { is_query: true }));
    }
    if owner.ends_with("TransactionManager") {
        return matches!(method.as_str(), "begin" | "commit" | "rollback")
            .then_some((function, MethodAsPath::Left { is_query: false }));
    }
    if !makes_round_trips(&owner) {
        return None;
    }
    let arguments = call.args.len().checked_sub(1)?;
    let followed = as_method(call).filter(|_| {
        let step = StepMethod::from_call(&method, arguments);
        step.is_some_and(|step| !step.takes_statement()) || SessionMethod::from_call(&method, arguments).is_some()
    });
    if let Some(followed) = followed {
        return Some((function, MethodAsPath::Followed(followed)));
    }
    let known = StepMethod::from_call(&method, arguments).is_some()
        || SessionMethod::from_call(&method, arguments).is_some()
        || CopyMethod::from_name(&method, arguments).is_some()
        // sqlx's own way to a transaction.
        || owner == "Transaction" && method == "begin";
    // The words of these names are many libraries'.
    let certain = owner.starts_with("Pg") || owner.starts_with("MySql") || owner.starts_with("Sqlite");
    let stated = function.path.segments.iter().any(|segment| segment.ident == "sqlx");
    (known && (certain || stated)).then_some((function, MethodAsPath::Left { is_query: false }))
}

/// The call as it is written for a method, where its receiver is a place.
#[must_use]
pub fn as_method(call: &ExprCall) -> Option<ExprMethodCall> {
    let Expr::Path(function) = &*call.func else { return None };
    let mut arguments = call.args.iter();
    let receiver = match arguments.next()? {
        Expr::Reference(lent) => &*lent.expr,
        receiver => receiver,
    };
    let method = function.path.segments.last()?.ident.clone();
    is_place(receiver).then(|| ExprMethodCall {
        attrs: Vec::new(),
        receiver: Box::new(receiver.clone()),
        dot_token: Token![.](call.paren_token.span.open()),
        method,
        turbofish: None,
        paren_token: call.paren_token,
        args: arguments.cloned().collect(),
    })
}

/// Types and traits whose methods run queries.
fn runs_queries(owner: &str) -> bool {
    matches!(
        owner,
        "Executor" | "PgExecutor" | "SqliteExecutor" | "MySqlExecutor" | "Query" | "QueryAs" | "QueryScalar" | "RawSql"
    )
}

/// Types and traits whose methods are round trips, or waits, of their own.
pub(crate) fn makes_round_trips(owner: &str) -> bool {
    let name = ["Pg", "MySql", "Sqlite", "Any"].iter().find_map(|driver| owner.strip_prefix(driver)).unwrap_or(owner);
    matches!(
        name,
        "Acquire"
            | "AdvisoryLock"
            | "AdvisoryLockGuard"
            | "Connection"
            | "Listener"
            | "Pool"
            | "PoolConnection"
            | "PoolCopyExt"
            | "Transaction"
    )
}
