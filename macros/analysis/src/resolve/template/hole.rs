//! Where a value is put into a text, and what is known of it.

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::{Expr, ExprMethodCall};

use crate::resolve::text::TextResolver;
use crate::syntax::places::is_constant;
use crate::text::Text;
use crate::text::dynamic::Dynamic;
use crate::text::source::Source;
use crate::text::template::{Hole, Known};

/// A hole for the value of an expression.
pub(super) fn read(expr: &Expr, resolver: &TextResolver<'_>) -> Hole {
    Hole { expr: value(expr).to_token_stream(), known: known(expr, resolver) }
}

/// The value below what only makes text of it: `id` of `&id.to_string()`.
fn value(expr: &Expr) -> &Expr {
    match expr {
        Expr::Paren(inner) => value(&inner.expr),
        Expr::Reference(inner) if matches!(&*inner.expr, Expr::MethodCall(call) if makes_text(call)) => {
            value(&inner.expr)
        }
        Expr::MethodCall(call) if makes_text(call) => value(&call.receiver),
        other => other,
    }
}

/// `id.to_string()` and its like.
fn makes_text(call: &ExprMethodCall) -> bool {
    let method = call.method.to_string();
    call.args.is_empty() && matches!(method.as_str(), "to_string" | "to_owned" | "as_str" | "as_ref" | "clone")
}

fn known(expr: &Expr, resolver: &TextResolver<'_>) -> Known {
    if let Expr::Path(path) = expr
        && is_constant(&path.path)
    {
        return Known::Constant;
    }
    if let Some(items) = items(expr) {
        return Known::Items(items);
    }
    match resolver.text(expr) {
        Text::Choice(sources) => {
            let literals = sources.iter().map(|source| match source {
                Source::Literal(literal) => Some(literal.sql.clone()),
                _ => None,
            });
            literals.collect::<Option<Vec<String>>>().map_or(Known::Nothing, Known::OneOf)
        }
        // A local: what it was made of says more than its name.
        Text::Dynamic(Dynamic { at, .. }) => match syn::parse2::<Expr>(at).ok().as_ref().and_then(items) {
            Some(items) => Known::Items(items),
            None => Known::Nothing,
        },
        _ => Known::Nothing,
    }
}

/// The collection whose items an expression joins: `ids` of `ids.iter().map(..).collect::<Vec<_>>().join(",")` and of
/// `vec!["?"; ids.len()].join(", ")`.
fn items(expr: &Expr) -> Option<TokenStream> {
    match expr {
        Expr::Reference(inner) => items(&inner.expr),
        Expr::MethodCall(call) => match call.method.to_string().as_str() {
            "join" | "collect" | "repeat" | "as_str" | "to_string" | "trim_end_matches" | "concat" => {
                collection(&call.receiver).or_else(|| call.args.first().and_then(length_of))
            }
            _ => None,
        },
        // `placeholders(ids.len())`
        Expr::Call(call) => call.args.iter().find_map(length_of),
        _ => None,
    }
}

fn collection(expr: &Expr) -> Option<TokenStream> {
    match expr {
        Expr::MethodCall(call) if is_iteration(call) => Some(call.receiver.to_token_stream()),
        // `repeat("?").take(ids.len())`
        Expr::MethodCall(call) => call.args.iter().find_map(length_of).or_else(|| collection(&call.receiver)),
        Expr::Reference(inner) => collection(&inner.expr),
        Expr::Macro(invocation) if invocation.mac.path.is_ident("vec") => {
            let tokens: TokenStream = after_semicolon(&invocation.mac.tokens)?;
            length_of(&syn::parse2(tokens).ok()?)
        }
        Expr::Call(call) => call.args.iter().find_map(length_of),
        Expr::Path(_) | Expr::Field(_) => Some(expr.to_token_stream()),
        _ => None,
    }
}

fn is_iteration(call: &ExprMethodCall) -> bool {
    call.args.is_empty() && matches!(call.method.to_string().as_str(), "iter" | "into_iter" | "iter_mut" | "drain")
}

/// `ids` of `ids.len()`.
fn length_of(expr: &Expr) -> Option<TokenStream> {
    match expr {
        Expr::MethodCall(call) if call.method == "len" && call.args.is_empty() => Some(call.receiver.to_token_stream()),
        _ => None,
    }
}

fn after_semicolon(tokens: &TokenStream) -> Option<TokenStream> {
    let mut tokens = tokens.clone().into_iter();
    tokens.by_ref().find(|token| matches!(token, proc_macro2::TokenTree::Punct(punct) if punct.as_char() == ';'))?;
    Some(tokens.collect())
}
