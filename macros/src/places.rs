//! Shapes of patterns and expressions that the walk asks about: plain names, places, and where connections come from.

use proc_macro2::Ident;
use syn::{Expr, Pat};

use crate::known::{StepMethod, takes_connection};

/// The name of a pattern that is one name.
pub(crate) fn simple_name(pattern: &Pat) -> Option<Ident> {
    match pattern {
        Pat::Ident(name) if name.subpat.is_none() => Some(name.ident.clone()),
        Pat::Type(typed) => simple_name(&typed.pat),
        _ => None,
    }
}

/// The name in a pattern that is one name, or one in variants with a single field: `tx`, `Ok(mut tx)`, `Ok(Some(tx))`.
pub(crate) fn inner_name(pattern: &Pat) -> Option<Ident> {
    match pattern {
        Pat::TupleStruct(variant) if variant.elems.len() == 1 => inner_name(&variant.elems[0]),
        Pat::Guard(guarded) => inner_name(&guarded.pat),
        Pat::Paren(inner) => inner_name(&inner.pat),
        pattern => simple_name(pattern),
    }
}

/// The names of a tuple pattern, each with its place.
pub(crate) fn elements(pattern: &Pat) -> Option<Vec<(usize, Ident)>> {
    match pattern {
        Pat::Type(typed) => elements(&typed.pat),
        Pat::Reference(inner) => elements(&inner.pat),
        Pat::Tuple(tuple) => {
            let names = tuple.elems.iter().enumerate();
            Some(names.filter_map(|(index, pattern)| Some((index, simple_name(pattern)?))).collect())
        }
        _ => None,
    }
}

/// The pool, as a place that can be named again, from which an expression takes a connection.
pub(crate) fn pool_of(expr: &Expr) -> Option<&Expr> {
    match expr {
        Expr::Try(inner) => pool_of(&inner.expr),
        Expr::Await(inner) => pool_of(&inner.base),
        Expr::Paren(inner) => pool_of(&inner.expr),
        Expr::Reference(inner) => pool_of(&inner.expr),
        Expr::Unary(inner) => pool_of(&inner.expr),
        Expr::MethodCall(call) if takes_connection(&call.method.to_string()) && call.args.len() <= 1 => {
            is_place(&call.receiver).then_some(&call.receiver)
        }
        Expr::MethodCall(call) => pool_of(&call.receiver),
        _ => None,
    }
}

/// Whether naming an expression again has no effect.
pub(crate) fn is_place(expr: &Expr) -> bool {
    match expr {
        Expr::Path(_) => true,
        Expr::Field(field) => is_place(&field.base),
        Expr::Index(index) => is_place(&index.expr) && matches!(&*index.index, Expr::Path(_) | Expr::Lit(_)),
        Expr::Paren(inner) => is_place(&inner.expr),
        Expr::Reference(inner) => is_place(&inner.expr),
        Expr::Unary(inner) => matches!(inner.op, syn::UnOp::Deref(_)) && is_place(&inner.expr),
        _ => false,
    }
}

/// Whether an expression is a value, which passing it on does not move out of any place.
pub(crate) fn is_value(expr: &Expr) -> bool {
    match expr {
        Expr::MethodCall(_) | Expr::Call(_) | Expr::Try(_) | Expr::Await(_) => true,
        Expr::Paren(inner) => is_value(&inner.expr),
        _ => false,
    }
}

/// The transaction that a binding is given: `pool.begin().await?`, `conn.begin_with(..).await.unwrap()`.
pub(crate) fn is_begun(expr: &Expr) -> bool {
    match expr {
        Expr::Try(inner) => is_begun(&inner.expr),
        Expr::Await(inner) => is_begun(&inner.base),
        Expr::Paren(inner) => is_begun(&inner.expr),
        Expr::MethodCall(call) => match StepMethod::named(&call.method.to_string(), call.args.len()) {
            Some(StepMethod::Begin | StepMethod::BeginWith) => true,
            // What leaves the type of the transaction in no doubt.
            _ => is_unwrapping(&call.method.to_string()) && is_begun(&call.receiver),
        },
        _ => false,
    }
}

fn is_unwrapping(method: &str) -> bool {
    matches!(method, "unwrap" | "expect" | "unwrap_or_else" | "map_err" | "context" | "with_context")
}

/// Whether an expression may stand a second time in code that never runs.
pub(crate) fn is_repeatable(expr: &Expr) -> bool {
    // What it declares it declares in a block of its own.
    !matches!(expr, Expr::Yield(_))
}

/// Whether a path is that of a variant or a struct, by its looks: `Some`, `Either::Left`.
pub(crate) fn is_variant(path: &syn::Path) -> bool {
    path.segments.last().is_some_and(|last| last.ident.to_string().starts_with(char::is_uppercase))
}
