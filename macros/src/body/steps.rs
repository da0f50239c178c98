//! `begin`, `commit`, `rollback` and `acquire`: rewritten for the compiler to decide by type; and which transactions are
//! watched.

use proc_macro2::{Ident, Span};
use quote::{ToTokens, format_ident};
use syn::{Expr, Macro, Stmt};

use super::Body;
use crate::known::StepMethod;
use crate::look::{self, Look};
use crate::places::{inner_name, is_begun, is_place, is_value};
use crate::rewrite::step::{self, StepCall};
use crate::text::mentions;

impl Body<'_> {
    /// Rewrites a call, if it is one of these by its looks.
    pub(super) fn step(&mut self, expr: &mut Expr) {
        let Expr::MethodCall(call) = expr else { return };
        if self.options.skip || call.turbofish.is_some() {
            return;
        }
        let Some(method) = StepMethod::named(&call.method.to_string(), call.args.len()) else { return };
        let is_place = is_place(&call.receiver);
        if !is_place && !is_value(&call.receiver) {
            return;
        }
        let binding = self.finder().root_binding(&call.receiver).cloned();
        let named = matches!(&*call.receiver, Expr::Path(_));
        let ends = matches!(method, StepMethod::Commit | StepMethod::Rollback);
        let rewritten = StepCall {
            method,
            is_place,
            origin: binding.as_ref().and_then(|binding| binding.origin.clone()),
            watch: binding.filter(|_| named && ends).and_then(|binding| binding.watch),
            options: &self.options,
            function: self.around.function,
        }
        .rewrite(call);
        *expr = rewritten;
        self.needs.steps = true;
        self.judged += 1;
        self.changes += 1;
    }

    /// Has a transaction watched, behind the statement that begins it.
    pub(super) fn watch(&mut self, transaction: &Ident, origin: Option<&Ident>) -> Ident {
        self.changes += 1;
        let watch = format_ident!("sqlspan_watch_{}", self.changes, span = Span::mixed_site());
        self.following.push(step::watch(&self.options, self.around.function, &watch, transaction, origin));
        watch
    }
}

/// Whether a statement binds a transaction that none of the statements behind it gives away: where the block ends, the
/// transaction does.
pub(super) fn transaction_stays(statement: &Stmt, behind: &[Stmt]) -> bool {
    let Stmt::Local(local) = statement else { return false };
    let (Some(name), Some(init)) = (inner_name(&local.pat), &local.init) else { return false };
    if !is_begun(&init.expr) {
        return false;
    }
    let mut away = GivenAway { name: name.to_string(), given: false };
    for statement in behind {
        look::at_statement(&mut away, statement);
    }
    !away.given
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

impl Look for GivenAway {
    fn expr(&mut self, expr: &Expr) -> bool {
        match expr {
            Expr::MethodCall(call) if self.is_lent(&call.receiver) => {
                for argument in &call.args {
                    look::at_expr(self, argument);
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
