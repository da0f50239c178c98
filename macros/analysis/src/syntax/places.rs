//! Shapes of expressions: places that can be named again, and values.

use proc_macro2::Span;
use quote::ToTokens;
use syn::{Expr, Path, UnOp};

use super::tokens::first_span;

/// The first token of an expression.
pub(crate) fn start_of(expr: &Expr) -> Span {
    match expr {
        Expr::MethodCall(call) => start_of(&call.receiver),
        Expr::Await(inner) => start_of(&inner.base),
        Expr::Try(inner) => start_of(&inner.expr),
        Expr::Field(field) => start_of(&field.base),
        Expr::Index(index) => start_of(&index.expr),
        Expr::Call(call) => start_of(&call.func),
        other => first_span(other.to_token_stream()),
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
        Expr::Unary(inner) => matches!(inner.op, UnOp::Deref(_)) && is_place(&inner.expr),
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

/// Whether an expression may stand a second time in code that never runs. What it declares, it declares in a block of
/// its own.
pub(crate) fn is_repeatable(expr: &Expr) -> bool {
    !matches!(expr, Expr::Yield(_))
}

/// Whether a path is that of a variant or a struct, by its looks: `Some`, `Either::Left`.
pub(crate) fn is_variant(path: &Path) -> bool {
    path.segments.last().is_some_and(|last| last.ident.to_string().starts_with(char::is_uppercase))
}

/// Whether a path is that of a constant, by its looks: `COLUMNS`, `Self::COLUMNS`.
pub(crate) fn is_constant(path: &Path) -> bool {
    path.segments.last().is_some_and(|last| {
        let name = last.ident.to_string();
        name.len() > 1
            && name.chars().all(|char| char.is_ascii_uppercase() || char.is_ascii_digit() || char == '_')
            && name.starts_with(|first: char| first.is_ascii_uppercase())
    })
}
