//! Where connections come from.

use quote::ToTokens;
use syn::Expr;

use super::Pass;
use super::context::Context;
use crate::model::ids::OriginId;
use crate::model::site::NoteKind;
use crate::sqlx::connections::{locks, pool_of};
use crate::syntax::places::is_place;

impl Pass<'_> {
    /// Where the connection comes from that a query runs on.
    pub(super) fn origin_of_executor(&mut self, executor: &Expr, at: &Expr, context: Context<'_>) -> Option<OriginId> {
        if let Some(binding) = self.queries(context).root_binding(executor)
            && binding.origin.is_some()
        {
            return binding.origin;
        }
        self.note_origin_at(executor, at, context)
    }

    /// Notes, before the current statement, the pool that an expression takes a connection out of. What only gives a
    /// connection another name leaves its origin as it was.
    pub(super) fn note_origin(&mut self, expr: &Expr, context: Context<'_>) -> Option<OriginId> {
        self.note_origin_at(expr, expr, context)
    }

    fn note_origin_at(&mut self, expr: &Expr, at: &Expr, context: Context<'_>) -> Option<OriginId> {
        if context.options.skip {
            return None;
        }
        let Some(pool) = pool_of(expr) else {
            let queries = self.queries(context);
            // The guard of a lock keeps the connection that the lock was given.
            let expr = locked_connection(expr).unwrap_or(expr);
            let same = queries.root_binding(expr).filter(|_| is_place(expr));
            return same.and_then(|binding| binding.origin);
        };
        if let Some(binding) = self.queries(context).root_binding(pool) {
            if binding.origin.is_some() {
                return binding.origin;
            }
            // What the condition itself binds can't be named before its statement.
            if context.condition.is_some_and(|point| self.scope.binds_since(point, &binding.name.to_string())) {
                return None;
            }
        }
        let id = OriginId(self.origins.len());
        let pool = pool.to_token_stream();
        self.origins.push(pool.to_string());
        self.note(NoteKind::Origin { id, pool }, at, context);
        Some(id)
    }
}

/// The connection that the guard of an advisory lock keeps: `lock.acquire(&mut conn).await?`.
fn locked_connection(expr: &Expr) -> Option<&Expr> {
    match expr {
        Expr::Try(inner) => locked_connection(&inner.expr),
        Expr::Await(inner) => locked_connection(&inner.base),
        Expr::Paren(inner) => locked_connection(&inner.expr),
        Expr::MethodCall(call) if locks(call) => call.args.first(),
        _ => None,
    }
}
