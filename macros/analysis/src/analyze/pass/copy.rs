//! COPY: where it starts, which the compiler decides by type, and where it ends.

use quote::ToTokens;
use syn::{Expr, ExprAwait, ExprMethodCall, Stmt};

use super::Pass;
use super::context::Context;
use super::given_away::is_given_away;
use crate::lint;
use crate::lint::subject::QueryText;
use crate::model::ids::WatchId;
use crate::model::site::{CopyCall, NoteKind, SiteKind};
use crate::model::unreached::UnreachedReason;
use crate::query::{Binds, Made, Query};
use crate::sqlx::connections::{is_unwrapping, pool_of};
use crate::sqlx::methods::{CopyMethod, ends_copy};
use crate::syntax::patterns::inner_name;
use crate::syntax::places::{is_place, is_value};
use crate::text::Text;
use crate::text::source::Source;

impl Pass<'_> {
    /// A call that starts a COPY or ends one, by its looks.
    pub(super) fn copy(&mut self, expr: &Expr, call: &ExprMethodCall, context: Context<'_>) {
        let Some(method) = CopyMethod::from_call(call) else {
            self.copy_end(expr, call, context);
            return self.migration(expr, call, context);
        };
        let receiver_is_place = is_place(&call.receiver);
        if !receiver_is_place && !is_value(&call.receiver) {
            self.unreached(call.method.to_token_stream(), UnreachedReason::Receiver, true);
            return;
        }
        let text = self.queries(context).copied_text(&call.receiver, &call.args[0]);
        let text = match text {
            Some(text) => {
                self.check_text(QueryText { text: &text, chain: None, takes_binds: true }, expr, context);
                text
            }
            // Perhaps another library's, whose argument need not be a text.
            None => Text::Unproven(Source::RuntimeOnly),
        };
        self.sight.judged += 1;
        let query = Query { text, raw: true, binds: Binds::Impossible, batch: false, made: Made::Here };
        let node = self.nodes.note(expr);
        for source in query.text.sources() {
            if let Source::Literal(literal) = source {
                let subject = lint::statement(literal, query.binds, &call.method, context.options.dialect());
                self.check(&subject, Some(node), context);
            }
        }
        let checks = self.with_lints(context, |lints| lint::constant_checks(&query, lints));
        let levels = &context.options.levels;
        self.depends_on_switch |= checks.iter().any(|check| levels.is_lowered(check.lint));
        let origin = self.origin_of_executor(&call.receiver, expr, context);
        let watch = self.copy_watch.take().filter(|_| method == CopyMethod::CopyInRaw);
        let acquired = !receiver_is_place && pool_of(&call.receiver).is_some();
        let copy = CopyCall { method, query, receiver_is_place, acquired, awaited: false, origin, watch, checks };
        self.site(SiteKind::Copy(Box::new(copy)), node, call, context);
    }

    /// Has the `.await` behind the start of a COPY be the node of its site, so that the span starts with it, and its
    /// context is in the text.
    pub(super) fn await_copy(&mut self, whole: &Expr, awaited: &ExprAwait) -> bool {
        let Some(site) = self.sites.last_mut() else { return false };
        let SiteKind::Copy(copy) = &mut site.kind else { return false };
        if !self.nodes.is_at(site.node, &awaited.base) {
            return false;
        }
        if copy.receiver_is_place || copy.acquired {
            copy.awaited = true;
            site.node = self.nodes.note(whole);
        }
        true
    }

    /// `copy.finish()`, `copy.abort(..)`, where the start of that COPY is in sight.
    fn copy_end(&mut self, expr: &Expr, call: &ExprMethodCall, context: Context<'_>) {
        if !ends_copy(call) || !matches!(&*call.receiver, Expr::Path(_)) {
            return;
        }
        let queries = self.queries(context);
        let watch = queries.root_binding(&call.receiver).and_then(|binding| binding.copy_watch);
        if let Some(watch) = watch {
            let node = self.nodes.note(expr);
            self.site(SiteKind::CopyEnd(watch), node, call, context);
        }
    }

    /// Has a COPY watched whose rows are sent behind the statement that starts it.
    pub(super) fn watch_copy(&mut self, init: &Expr, context: Context<'_>) -> WatchId {
        let id = self.next_watch();
        self.copy_watch = Some(id);
        self.note(NoteKind::CopyWatch { id }, init, context);
        id
    }
}

/// Whether a statement binds a COPY that none of the statements behind it gives away.
pub(super) fn copy_stays(statement: &Stmt, behind: &[Stmt]) -> bool {
    let Stmt::Local(local) = statement else { return false };
    let (Some(name), Some(init)) = (inner_name(&local.pat), &local.init) else { return false };
    init.diverge.is_none() && starts_copy_in(&init.expr) && !is_given_away(&name, behind)
}

/// Whether an expression is a COPY that takes rows: `conn.copy_in_raw(..).await?`.
fn starts_copy_in(expr: &Expr) -> bool {
    match expr {
        Expr::Try(inner) => starts_copy_in(&inner.expr),
        Expr::Await(inner) => starts_copy_in(&inner.base),
        Expr::Paren(inner) => starts_copy_in(&inner.expr),
        Expr::MethodCall(call) => {
            CopyMethod::from_call(call) == Some(CopyMethod::CopyInRaw)
                || is_unwrapping(&call.method.to_string()) && starts_copy_in(&call.receiver)
        }
        _ => false,
    }
}
