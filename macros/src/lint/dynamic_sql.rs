//! `dynamic_sql`: text that is not proven static has no name at compile time, and may hold values.

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::Expr;

use super::{Level, Lint};
use crate::text::{Dynamic, Why};
use crate::written::written;

pub(crate) const DEFAULT: Level = Level::Deny;

/// Rule, reason and fix, in the terms of what was found.
pub(crate) fn message(dynamic: &Dynamic) -> String {
    let found = shortened(&dynamic.at);
    let (rule, fix) = match &dynamic.why {
        Why::Owned(method, _) => (
            format!("the SQL text is a literal that `{method}` turns into a `String`"),
            format!("drop `{method}`: sqlx takes the literal itself"),
        ),
        Why::Parameter { name, is_static: true } => {
            return format!(
                "the SQL text is the parameter `{name}`: its callers choose the statement, so the query has no name of its own\n\
                 help: state one: `#[traced(summary = \"..\")]`"
            );
        }
        Why::Parameter { name, is_static: false } => (
            format!("the SQL text is the parameter `{name}`, which can hold anything at run time"),
            format!("if all callers pass literals, make it `{name}: &'static str` and state a `summary`"),
        ),
        Why::Builder => (
            "the text of this `QueryBuilder` begins in another function".to_owned(),
            "create the builder here, with `QueryBuilder::new(\"..\")`".to_owned(),
        ),
        Why::Field => (
            format!("the SQL text is read from `{found}`, which can hold anything at run time"),
            "if it is always the same, keep it in a `const` and name that here; if it is one of a few, `match` on \
             which one it is, with a literal in each arm"
                .to_owned(),
        ),
        Why::Call => (
            format!("the SQL text is what `{found}` returns, which can be anything at run time"),
            "if it is always the same, keep it in a `const`; if a function puts it together, let it return the query \
             (a `QueryBuilder`, or `sqlx::query(..)` with its binds) and name it: `queries(path)`"
                .to_owned(),
        ),
        Why::Pattern(name) => (
            format!("the SQL text `{name}` is bound by a pattern, so it is not known here"),
            "choose between literals: `match .. { A => \"..\", B => \"..\" }`".to_owned(),
        ),
        Why::Piece(name) => (
            format!("a piece of the SQL text is `{name}`, which can hold anything at run time"),
            format!(
                "bind a value, `push_bind({name})`; for words of SQL choose between literals, or take a `&'static str`"
            ),
        ),
        Why::Interpolated(_) | Why::Unknown => (
            "the SQL text is not static".to_owned(),
            "write a literal, a `const`, or an `if` or `match` between literals".to_owned(),
        ),
    };
    format!(
        "{rule}\n\
         note: only static text has a name for its span at compile time, and can't hold a value that belongs into a bind\n\
         help: {fix}\n\
         help: where the text must be dynamic, say so on the function or on the statement that runs the query: \
         `#[traced(summary = \"..\", allow(dynamic_sql))]`"
    )
}

/// As much of a sentence as may be the user's code.
const FITS: usize = 40;

/// So much of the user's code as fits into a sentence.
fn shortened(at: &TokenStream) -> String {
    let code = written(at);
    if code.chars().count() <= FITS {
        return code;
    }
    let outline = syn::parse2(at.clone()).map_or(code, |expr| outline(&expr));
    if outline.chars().count() <= FITS {
        return outline;
    }
    outline.chars().take(FITS - 2).chain("..".chars()).collect()
}

/// Calls without their arguments: `query.sql().expect(..)`.
fn outline(expr: &Expr) -> String {
    let arguments = |count: usize| if count == 0 { "()" } else { "(..)" };
    match expr {
        Expr::MethodCall(call) => {
            format!("{}.{}{}", outline(&call.receiver), call.method, arguments(call.args.len()))
        }
        Expr::Call(call) => format!("{}{}", outline(&call.func), arguments(call.args.len())),
        Expr::Try(inner) => format!("{}?", outline(&inner.expr)),
        Expr::Await(inner) => format!("{}.await", outline(&inner.base)),
        other => written(&other.to_token_stream()),
    }
}

/// A dynamic text is allowed, without a name for the span.
pub(crate) fn needs_summary(allowed: Lint) -> String {
    let allowed = allowed.name();
    format!(
        "a query whose text is dynamic has no name of its own\n\
         note: `{allowed}` is allowed here, so nothing is known of the statement at compile time\n\
         help: state the name as well: `#[traced(summary = \"..\", allow({allowed}))]`"
    )
}
