//! `conn.transaction(|tx| ..)`, which the compiler decides by type.

use syn::{Expr, ExprMethodCall};

use super::Pass;
use super::context::Context;
use crate::model::site::{SiteKind, TransactionCall};
use crate::sqlx::connections::pool_of;
use crate::syntax::places::is_place;

impl Pass<'_> {
    /// A call that is one of these by its looks. What is no closure is left alone: nothing can be put around what it does.
    pub(super) fn lent_transaction(
        &mut self,
        expr: &Expr,
        call: &ExprMethodCall,
        context: Context<'_>,
    ) -> Option<TransactionCall> {
        let receiver_is_place = is_place(&call.receiver);
        // `pool.acquire().await?.transaction(..)`
        let acquired = pool_of(&call.receiver).is_some();
        if self.leaves_out(context) || !gives_closure(call) || !receiver_is_place && !acquired {
            return None;
        }
        let origin = self.origin_of_executor(&call.receiver, expr, context);
        Some(TransactionCall { receiver_is_place, origin })
    }

    pub(super) fn transaction(
        &mut self,
        expr: &Expr,
        call: &ExprMethodCall,
        lent: TransactionCall,
        context: Context<'_>,
    ) {
        self.sight.judged += 1;
        let node = self.nodes.note(expr);
        self.site(SiteKind::Transaction(lent), node, call, context);
    }
}

fn gives_closure(call: &ExprMethodCall) -> bool {
    let closure = matches!(call.args.first(), Some(Expr::Closure(closure)) if closure.inputs.len() == 1);
    call.method == "transaction" && call.args.len() == 1 && closure
}
