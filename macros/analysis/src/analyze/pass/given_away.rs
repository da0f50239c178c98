//! Whether a local is given away: then its block does not see how it ends.

use proc_macro2::Ident;
use quote::ToTokens;
use syn::{Expr, Macro, Stmt};

use crate::syntax::tokens::mentions;
use crate::syntax::visitor::{self, Visitor};

/// Whether any of the statements gives a local away, or may use it at a time that can't be told.
pub(super) fn is_given_away(name: &Ident, statements: &[Stmt]) -> bool {
    let mut away = GivenAway { name: name.to_string(), given: false };
    for statement in statements {
        visitor::visit_stmt(&mut away, statement);
    }
    away.given
}

/// Looks for uses of a name by value, and for those whose time can't be told.
struct GivenAway {
    name: String,
    given: bool,
}

impl GivenAway {
    fn is_it(&self, expr: &Expr) -> bool {
        matches!(expr, Expr::Path(path) if path.path.is_ident(&self.name))
    }

    /// `tx`, `*tx`, `&mut **tx`.
    fn is_lent(&self, expr: &Expr) -> bool {
        match expr {
            Expr::Reference(inner) => self.is_lent(&inner.expr),
            Expr::Unary(inner) => self.is_lent(&inner.expr),
            Expr::Paren(inner) => self.is_lent(&inner.expr),
            expr => self.is_it(expr),
        }
    }

    fn is_mentioned(&self, tokens: &impl ToTokens) -> bool {
        mentions(tokens.to_token_stream(), &|word| word == self.name)
    }
}

impl Visitor for GivenAway {
    fn expr(&mut self, expr: &Expr) -> bool {
        match expr {
            Expr::MethodCall(call) if self.is_lent(&call.receiver) => {
                for argument in &call.args {
                    visitor::visit_expr(self, argument);
                }
                false
            }
            Expr::Reference(inner) if self.is_lent(&inner.expr) => false,
            Expr::Unary(inner) if self.is_lent(&inner.expr) => false,
            Expr::Field(field) if self.is_lent(&field.base) => false,
            Expr::Call(call) if call.args.len() == 1 && is_drop(&call.func) && self.is_it(&call.args[0]) => false,
            Expr::Closure(_) | Expr::Async(_) => {
                self.given |= self.is_mentioned(expr);
                false
            }
            Expr::Path(_) => {
                self.given |= self.is_it(expr);
                false
            }
            _ => true,
        }
    }

    fn item(&mut self, _: &syn::Item) -> bool {
        false
    }

    fn invocation(&mut self, invocation: &Macro) {
        self.given |= self.is_mentioned(&invocation.tokens);
    }
}

/// `drop`, `mem::drop`.
fn is_drop(function: &Expr) -> bool {
    matches!(function, Expr::Path(path) if path.path.segments.last().is_some_and(|last| last.ident == "drop"))
}
