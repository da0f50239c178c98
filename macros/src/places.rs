//! Shapes of patterns and expressions that the walk asks about: plain names, places, and where connections come from.

use proc_macro2::Ident;
use syn::{Expr, Pat};

use crate::known::takes_connection;

/// The name of a pattern that is one name.
pub(crate) fn simple_name(pattern: &Pat) -> Option<Ident> {
    match pattern {
        Pat::Ident(name) if name.subpat.is_none() => Some(name.ident.clone()),
        Pat::Type(typed) => simple_name(&typed.pat),
        _ => None,
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
fn is_place(expr: &Expr) -> bool {
    match expr {
        Expr::Path(_) => true,
        Expr::Field(field) => is_place(&field.base),
        Expr::Paren(inner) => is_place(&inner.expr),
        Expr::Reference(inner) => is_place(&inner.expr),
        Expr::Unary(inner) => matches!(inner.op, syn::UnOp::Deref(_)) && is_place(&inner.expr),
        _ => false,
    }
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
