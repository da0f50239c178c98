//! What the head of a loop, or the call of a closure, runs over.

use proc_macro2::{Ident, TokenStream};
use quote::ToTokens;
use syn::{Expr, ExprMethodCall};

use crate::sqlx::methods::Method;
use crate::syntax::tokens::mentions;

/// Whether a head runs over batches.
pub(super) fn takes_batches(head: &TokenStream) -> bool {
    mentions(head.clone(), &|word| {
        word.contains("chunk")
            || word.contains("batch")
            || matches!(word, "step_by" | "windows" | "pages" | "array_chunks")
    })
}

pub(crate) fn is_batch_name(name: &Ident) -> bool {
    let name = name.to_string();
    name.contains("chunk") || name.contains("batch") || name == "page" || name == "offset"
}

/// What a chain of adapters begins with.
pub(super) fn root(expr: &Expr) -> &Expr {
    match expr {
        Expr::Reference(inner) => root(&inner.expr),
        Expr::Paren(inner) => root(&inner.expr),
        Expr::MethodCall(call) => root(&call.receiver),
        other => other,
    }
}

/// The collection that a head runs over, where its items are those of the collection: `ids` of `&ids`, `ids.iter()`.
pub(super) fn collection(expr: &Expr) -> Option<TokenStream> {
    match expr {
        Expr::Reference(inner) => collection(&inner.expr),
        Expr::Paren(inner) => collection(&inner.expr),
        Expr::MethodCall(call)
            if call.args.is_empty()
                && matches!(
                    call.method.to_string().as_str(),
                    "iter" | "into_iter" | "iter_mut" | "copied" | "cloned" | "drain"
                ) =>
        {
            collection(&call.receiver)
        }
        Expr::Call(call) => match (&*call.func, call.args.first()) {
            // `stream::iter(ids)`
            (Expr::Path(function), Some(argument))
                if function.path.segments.last().is_some_and(|last| last.ident == "iter") =>
            {
                collection(argument)
            }
            _ => None,
        },
        Expr::Path(_) | Expr::Field(_) => Some(expr.to_token_stream()),
        _ => None,
    }
}

/// Whether a closure that is given to `call` runs once for every item, as opposed to at most once.
pub(crate) fn runs_for_every_item(call: &ExprMethodCall, collected: bool) -> bool {
    match call.method.to_string().as_str() {
        "for_each"
        | "try_for_each"
        | "for_each_concurrent"
        | "try_for_each_concurrent"
        | "then"
        | "flat_map"
        | "scan"
        | "try_fold"
        | "fold"
        | "filter_map"
        | "take_while"
        | "skip_while"
        | "try_filter_map"
        | "try_filter"
        | "flat_map_unordered" => true,
        // `Option` and `Result` have these as well.
        "map" | "and_then" | "inspect" | "filter" | "map_ok" | "or_else" => collected || iterates(&call.receiver),
        _ => false,
    }
}

/// Whether an expression is an iterator or a stream, by its looks.
pub(crate) fn iterates(expr: &Expr) -> bool {
    match expr {
        Expr::Range(_) => true,
        Expr::Paren(inner) => iterates(&inner.expr),
        Expr::MethodCall(call) => {
            matches!(
                call.method.to_string().as_str(),
                "iter"
                    | "into_iter"
                    | "iter_mut"
                    | "drain"
                    | "keys"
                    | "values"
                    | "into_values"
                    | "into_keys"
                    | "chars"
                    | "lines"
                    | "split"
                    | "enumerate"
                    | "zip"
                    | "chain"
                    | "rev"
                    | "skip"
                    | "step_by"
                    | "chunks"
                    | "windows"
                    | "par_iter"
                    | "into_par_iter"
                    | "bytes"
            ) || Method::from_name(&call.method).is_some_and(Method::streams)
                || iterates(&call.receiver)
        }
        Expr::Call(call) => {
            matches!(&*call.func, Expr::Path(function) if function.path.segments.last().is_some_and(|last| last.ident == "iter"))
        }
        _ => false,
    }
}
