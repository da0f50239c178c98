//! `migrator.run(&pool)` and its like, which the compiler decides by type.

use quote::ToTokens;
use syn::{Expr, ExprMethodCall};

use super::Pass;
use super::context::Context;
use crate::model::ids::OriginId;
use crate::model::site::{MigrationCall, NoteKind, SiteKind};
use crate::syntax::places::{is_place, is_value};
use crate::syntax::tokens::{last_word, mentions};

impl Pass<'_> {
    /// A call that is one of these by its looks.
    pub(super) fn migration(&mut self, expr: &Expr, call: &ExprMethodCall, context: Context<'_>) {
        let Some(connection) = migrated(call) else { return };
        let receiver_is_place = is_place(&call.receiver);
        if !receiver_is_place && !makes_migrator(&call.receiver) {
            return;
        }
        let origin = self.origin_of_migrated(connection, expr, context);
        self.sight.judged += 1;
        let node = self.nodes.note(expr);
        self.site(SiteKind::Migration(MigrationCall { receiver_is_place, origin }), node, call, context);
    }

    /// Where the connection comes from, or the pool itself.
    fn origin_of_migrated(&mut self, connection: &Expr, at: &Expr, context: Context<'_>) -> Option<OriginId> {
        let origin = self.origin_of_executor(connection, at, context);
        let place = if let Expr::Reference(inner) = connection { &inner.expr } else { connection };
        if origin.is_some() || !is_place(place) || context.condition.is_some() {
            return origin;
        }
        let id = OriginId(self.origins.len());
        let pool = place.to_token_stream();
        self.origins.push(pool.to_string());
        self.note(NoteKind::Origin { id, pool }, at, context);
        Some(id)
    }
}

/// The argument that says where to migrate.
fn migrated(call: &ExprMethodCall) -> Option<&Expr> {
    match (call.method.to_string().as_str(), call.args.len()) {
        ("run", 1) | ("skip" | "undo", 2) => call.args.first(),
        ("run_to", 2) => call.args.last(),
        _ => None,
    }
}

/// `sqlx::migrate!()`, `Migrator::new(..).await?`, `MIGRATIONS.get_or_init(..)`: by the word, for `run` is a name of many.
fn makes_migrator(receiver: &Expr) -> bool {
    match receiver {
        Expr::Macro(invocation) => last_word(&invocation.mac.path) == "migrate",
        Expr::Paren(inner) => makes_migrator(&inner.expr),
        receiver => {
            let is_migrator = |word: &str| ["migrat", "Migrat", "MIGRAT"].iter().any(|part| word.contains(part));
            is_value(receiver) && mentions(receiver.to_token_stream(), &is_migrator)
        }
    }
}
