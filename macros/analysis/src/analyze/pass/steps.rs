//! `begin`, `commit`, `rollback` and `acquire`, which the compiler decides by type; and which transactions are watched.

use proc_macro2::Ident;
use quote::ToTokens;
use syn::{Expr, ExprMethodCall, Stmt};

use super::Pass;
use super::context::Context;
use super::given_away::is_given_away;
use crate::model::ids::{OriginId, WatchId};
use crate::model::site::{NoteKind, SiteKind, StepCall};
use crate::model::unreached::UnreachedReason;
use crate::sqlx::connections::{begins_transaction, step_method};
use crate::sqlx::methods::{StepMethod, takes_connection};
use crate::syntax::patterns::inner_name;
use crate::syntax::places::{is_place, is_value};

impl Pass<'_> {
    /// A call that is one of these by its looks.
    pub(super) fn step(&mut self, expr: &Expr, call: &ExprMethodCall, context: Context<'_>) {
        if self.leaves_out(context) || call.turbofish.is_some() {
            return;
        }
        let Some(method) = step_method(call) else { return self.session(expr, call, context) };
        let receiver_is_place = is_place(&call.receiver);
        if !receiver_is_place && !is_value(&call.receiver) {
            self.unreached(call.method.to_token_stream(), UnreachedReason::Receiver, false);
            return;
        }
        let named = matches!(&*call.receiver, Expr::Path(_));
        let ends = matches!(method, StepMethod::Commit | StepMethod::Rollback);
        let begins = if takes_connection(&call.method.to_string()) { self.begins.take() } else { None };
        let queries = self.queries(context);
        let binding = queries.root_binding(&call.receiver);
        let step = StepCall {
            method,
            receiver_is_place,
            origin: binding.and_then(|binding| binding.origin),
            watch: binding.filter(|_| named && ends).and_then(|binding| binding.watch),
            begins,
        };
        self.sight.judged += 1;
        let node = self.nodes.note(expr);
        self.site(SiteKind::Step(step), node, call, context);
    }

    pub(super) fn next_watch(&mut self) -> WatchId {
        self.watches += 1;
        WatchId(self.watches - 1)
    }

    /// Has the span of a transaction stand ready, before the statement that begins it.
    pub(super) fn group(&mut self, origin: Option<OriginId>, at: &Expr, context: Context<'_>) -> WatchId {
        let id = self.next_watch();
        self.begins = Some(id);
        self.note(NoteKind::Group { id, origin }, at, context);
        id
    }

    /// Has a transaction watched, behind the statement that begins it.
    pub(super) fn watch(
        &mut self,
        id: WatchId,
        transaction: &Ident,
        origin: Option<OriginId>,
        at: &Expr,
        context: Context<'_>,
    ) {
        self.note(NoteKind::Watch { id, transaction: transaction.clone(), origin }, at, context);
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
    !is_given_away(&name, behind)
}
