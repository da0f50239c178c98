//! `begin`, `commit`, `rollback` and `acquire`, which the compiler decides by type; and which transactions are watched.

use proc_macro2::Ident;
use quote::ToTokens;
use syn::{Expr, ExprMethodCall, Macro, Stmt};

use super::Pass;
use super::context::Context;
use crate::model::ids::{OriginId, WatchId};
use crate::model::site::{NoteKind, SiteKind, StepCall};
use crate::sqlx::connections::{begins_transaction, step_method};
use crate::sqlx::methods::StepMethod;
use crate::syntax::patterns::inner_name;
use crate::syntax::places::{is_place, is_value};
use crate::syntax::tokens::mentions;
use crate::syntax::visitor::{self, Visitor};

impl Pass<'_> {
    /// A call that is one of these by its looks.
    pub(super) fn step(&mut self, expr: &Expr, call: &ExprMethodCall, context: Context<'_>) {
        if context.options.skip || call.turbofish.is_some() {
            return;
        }
        let Some(method) = step_method(call) else { return self.session(expr, call, context) };
        let receiver_is_place = is_place(&call.receiver);
        if !receiver_is_place && !is_value(&call.receiver) {
            return;
        }
        let named = matches!(&*call.receiver, Expr::Path(_));
        let ends = matches!(method, StepMethod::Commit | StepMethod::Rollback);
        let queries = self.queries(context);
        let binding = queries.root_binding(&call.receiver);
        let step = StepCall {
            method,
            receiver_is_place,
            origin: binding.and_then(|binding| binding.origin),
            watch: binding.filter(|_| named && ends).and_then(|binding| binding.watch),
        };
        self.judged += 1;
        let node = self.nodes.note(expr);
        self.site(SiteKind::Step(step), node, call, context);
    }

    /// Has a transaction watched, behind the statement that begins it.
    pub(super) fn watch(
        &mut self,
        transaction: &Ident,
        origin: Option<OriginId>,
        at: &Expr,
        context: Context<'_>,
    ) -> WatchId {
        let id = WatchId(self.watches);
        self.watches += 1;
        self.note(NoteKind::Watch { id, transaction: transaction.clone(), origin }, at, context);
        id
    }
}

/// Whether a statement binds a transaction that none of the statements behind it gives away: where the block ends, the
/// transaction does.
pub(super) fn transaction_stays(statement: &Stmt, behind: &[Stmt]) -> bool {
    let Stmt::Local(local) = statement else { return false };
    let (Some(name), Some(init)) = (inner_name(&local.pat), &local.init) else { return false };
    if !begins_transaction(&init.expr) {
        return false;
    }
    let mut away = GivenAway { name: name.to_string(), given: false };
    for statement in behind {
        visitor::visit_stmt(&mut away, statement);
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
