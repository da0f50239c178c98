//! What loops repeat.

use proc_macro2::Ident;
use syn::{Expr, ExprMethodCall};

use super::Pass;
use super::context::Context;
use crate::analyze::loop_heads::is_batch_name;
use crate::attr::lints::Lint;
use crate::lint::subject::Subject;
use crate::sqlx::methods::Method;

impl Pass<'_> {
    /// Whether an expression runs a query: itself, or by a function of the same block.
    pub(super) fn runs_query(&self, expr: &Expr) -> bool {
        match expr {
            Expr::MethodCall(call) => {
                (Method::from_name(&call.method).is_some() && call.args.len() == 1) || self.is_query_method(call)
            }
            Expr::Call(call) => self.query_fn(&call.func).is_some(),
            _ => false,
        }
    }

    /// `self.find(..)`, where `find` runs a query.
    fn is_query_method(&self, call: &ExprMethodCall) -> bool {
        matches!(&*call.receiver, Expr::Path(path) if path.path.is_ident("self"))
            && self.function.query_fns.contains(&call.method.to_string())
    }

    /// `Self::find(..)`, `Orders::find(..)` or, in a module, `find(..)`, where `find` runs a query.
    fn query_fn<'e>(&self, function: &'e Expr) -> Option<&'e Ident> {
        let Expr::Path(path) = function else { return None };
        let segments: Vec<_> = path.path.segments.iter().collect();
        let name = match segments[..] {
            [name] if self.function.is_free() => name,
            [owner, name] if self.function.is_of_block(&owner.ident) => name,
            _ => return None,
        };
        self.function.query_fns.contains(&name.ident.to_string()).then_some(&name.ident)
    }

    /// Whether an expression is a handful of items that are known when the program is written.
    pub(super) fn is_handful(&self, expr: &Expr) -> bool {
        self.lengths.is_handful(expr, &|name| self.scope.find(name)?.length)
    }

    /// Whether the user says that queries here are meant to repeat.
    #[allow(clippy::unused_self, reason = "asked like everything else of a place")]
    pub(super) fn may_repeat(&self, context: Context<'_>) -> bool {
        context.options.levels.is_allowed(Lint::NPlusOne)
    }

    /// A call of a function of the same block, in a loop.
    pub(super) fn check_repeated_call(&mut self, expr: &Expr, context: Context<'_>) {
        let Some(repetition) = context.repetition() else { return };
        let name = match expr {
            Expr::MethodCall(call) if self.is_query_method(call) => Some(&call.method),
            Expr::Call(call) => self.query_fn(&call.func),
            _ => None,
        };
        let Some(function) = name else { return };
        // `write_batch(..)` takes many items at once.
        if !context.options.skip && !is_batch_name(function) {
            let node = Some(self.nodes.note(expr));
            self.check(&Subject::RepeatedCall { function, repetition }, node, context);
        }
    }
}
