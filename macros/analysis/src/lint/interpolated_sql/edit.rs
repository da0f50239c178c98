//! The fix that a machine can apply: a literal with placeholders, and the binds behind it.

use syn::{Expr, ExprCall};

use super::code;
use super::filled::{Filled, Part};
use crate::model::diagnostic::{Change, Edit};

/// The fix where every hole is a value, and the query is a call with nothing bound yet: `query(<text>)` becomes
/// `query("..").bind(..)`.
pub(super) fn bound(filled: &Filled, chain: &Expr) -> Option<Edit> {
    let only_values = filled.parts.iter().all(|part| matches!(part, Part::Text(_) | Part::Bound(_)));
    if !only_values || filled.has_placeholders || filled.binds().is_empty() {
        return None;
    }
    let call = query_function(chain)?;
    let [text] = call.args.iter().collect::<Vec<_>>()[..] else { return None };
    if !is_made_here(text) {
        return None;
    }
    let binds: Vec<String> = filled.binds().iter().map(|value| format!(".bind({value})")).collect();
    let literal = code::literal(&code::statement(filled, ""), "");
    Some(Edit { changes: vec![Change::replace(text, literal), Change::behind(call, binds.concat())] })
}

/// The call that a chain begins with.
fn query_function(chain: &Expr) -> Option<&ExprCall> {
    match chain {
        Expr::MethodCall(link) if link.method != "bind" => query_function(&link.receiver),
        Expr::Paren(inner) => query_function(&inner.expr),
        Expr::Call(call) => Some(call),
        _ => None,
    }
}

/// Whether the text is put together in the argument itself: what a name holds may be used elsewhere too.
fn is_made_here(text: &Expr) -> bool {
    match text {
        Expr::Paren(inner) => is_made_here(&inner.expr),
        Expr::Reference(inner) => is_made_here(&inner.expr),
        Expr::Call(wrapper) => wrapper.args.iter().all(is_made_here),
        Expr::MethodCall(link) if link.args.is_empty() => is_made_here(&link.receiver),
        Expr::Path(_) | Expr::Field(_) => false,
        _ => true,
    }
}
