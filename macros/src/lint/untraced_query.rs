//! `untraced_query`: what is a query call, or looks like one, and was not rewritten, would be missing from the trace.

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::{Expr, ExprCall, Item};

use super::Level;
use crate::invocation::looks_like_query;
use crate::known::Method;

pub(crate) const NAME: &str = "untraced_query";
pub(crate) const DEFAULT: Level = Level::Deny;

/// Where a finding is, and what is said of it.
pub(crate) type Finding = (TokenStream, &'static str);

/// A query in the arguments of a macro.
pub(crate) fn in_macro(name: &str) -> String {
    format!(
        "this query would not be traced: it stands inside `{name}!`, whose arguments sqlspan does not know how to read\n\
         help: run the query in a `let` before `{name}!` and use its result there"
    )
}

const IN_NESTED_FUNCTION: &str = "this query would not be traced: it stands in a function inside the annotated one\n\
     help: put `#[traced]` on the inner function, or move it out";

const METHOD_AS_PATH: &str = "this query would not be traced: its method is called as a path\n\
     help: call it as a method: `query.fetch_one(executor)`";

/// A query in a function that stands inside the annotated one.
pub(crate) fn in_item(item: &Item) -> Option<Finding> {
    let Item::Fn(function) = item else { return None };
    let covered = function.attrs.iter().any(crate::args::is_traced);
    (!covered && looks_like_query(function.block.to_token_stream()))
        .then(|| (function.sig.ident.to_token_stream(), IN_NESTED_FUNCTION))
}

/// `Executor::fetch_one(executor, query)`.
pub(crate) fn as_path(call: &ExprCall) -> Option<Finding> {
    let Expr::Path(function) = &*call.func else { return None };
    let mut segments = function.path.segments.iter().rev();
    let (method, owner) = (segments.next()?, segments.next()?);
    let of_sqlx = matches!(
        owner.ident.to_string().as_str(),
        "Executor" | "PgExecutor" | "SqliteExecutor" | "MySqlExecutor" | "Query" | "QueryAs" | "QueryScalar" | "RawSql"
    );
    (of_sqlx && call.args.len() == 2 && Method::named(&method.ident).is_some())
        .then(|| (function.to_token_stream(), METHOD_AS_PATH))
}
