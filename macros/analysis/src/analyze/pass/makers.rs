//! Queries that leave the function without having run: it returns them, or gives them away.

use proc_macro2::Ident;
use syn::{Block, Expr, Stmt};

use super::Pass;
use super::context::Context;
use crate::lint;
use crate::lint::subject::QueryText;
use crate::query::maker::Returned;
use crate::query::{Binds, Made, Query};
use crate::sqlx::functions::makes_query;
use crate::sqlx::methods::Method;
use crate::text::Text;
use crate::text::dynamic::Dynamic;
use crate::text::source::Source;

impl Pass<'_> {
    /// Reads the body of the function itself.
    pub(super) fn body(&mut self, body: &Block, context: Context<'_>) {
        self.block_and_then(body, context, |pass| match body.stmts.last() {
            Some(Stmt::Expr(Expr::Return(_), _)) => {}
            Some(Stmt::Expr(tail, None)) => pass.returned(tail, context),
            Some(Stmt::Macro(tail)) if tail.semi_token.is_none() => {
                let tail = Expr::Macro(syn::ExprMacro { attrs: Vec::new(), mac: tail.mac.clone() });
                pass.returned(&tail, context);
            }
            _ => {}
        });
    }

    /// What the function returns.
    pub(super) fn returned(&mut self, value: &Expr, context: Context<'_>) {
        let Some(value) = returned_value(value) else { return };
        let before = std::mem::take(&mut self.returned);
        let queries = self.queries(context);
        let builder = queries.new_builder(value, 0).is_some() || queries.grown(value);
        self.returned = match queries.query(value) {
            Some(query) => {
                self.given_away(&query, value, context);
                before.or(query)
            }
            None if builder => {
                self.sight.judged += 1;
                before.or(Query::with_unseen_binds(Text::Unproven(Source::RuntimeOnly)))
            }
            None => Returned::Other,
        };
    }

    /// An argument of a function or a method that is no step of a query's own chain.
    pub(super) fn argument_given_away(&mut self, argument: &Expr, context: Context<'_>) {
        if let Some(query) = self.queries(context).query(argument) {
            self.given_away(&query, argument, context);
        }
    }

    /// Judges the text of a query that somebody else runs.
    fn given_away(&mut self, query: &Query, value: &Expr, context: Context<'_>) {
        self.sight.judged += 1;
        if context.options.skip || query.made == Made::Judged {
            return;
        }
        // Its callers choose it, and are judged.
        let chosen = matches!(&query.text, Text::Dynamic(dynamic) if Dynamic::is_static_by_type(dynamic));
        let is_local = matches!(value, Expr::Path(_));
        let Some(maker) = maker_name(value) else {
            if is_local && !chosen {
                self.check_text(QueryText::of(query, Some(value)), value, context);
            }
            return;
        };
        if !self.makes(&maker) {
            return;
        }
        if !chosen {
            self.check_text(QueryText::of(query, Some(value)), value, context);
        }
        let binds = if matches!(query.binds, Binds::Count(_)) { Binds::Unseen } else { query.binds };
        for source in query.text.sources() {
            if let Source::Literal(literal) = source {
                let node = self.nodes.note(value);
                let subject = lint::statement(literal, binds, &maker, context.options.dialect());
                self.check(&subject, Some(node), context);
            }
        }
    }

    /// Whether a name, or what it was imported as, is that of a function of sqlx's that makes a query.
    fn makes(&self, name: &Ident) -> bool {
        let resolved = self.imports.resolve(&name.clone().into());
        resolved.last().is_some_and(|last| makes_query(last))
    }
}

/// What is returned, behind `Ok(..)`; nothing for a failure and what does not return.
fn returned_value(expr: &Expr) -> Option<&Expr> {
    match expr {
        Expr::Paren(inner) => returned_value(&inner.expr),
        Expr::Call(call) if call.args.len() == 1 => match variant(&call.func) {
            Some("Ok" | "Some") => call.args.first().and_then(returned_value),
            Some("Err") => None,
            _ => Some(expr),
        },
        Expr::Path(path) if path.path.is_ident("None") => None,
        other => Some(other),
    }
}

fn variant(function: &Expr) -> Option<&'static str> {
    let Expr::Path(path) = function else { return None };
    let last = &path.path.segments.last()?.ident;
    ["Ok", "Some", "Err"].into_iter().find(|name| last == name)
}

/// The function or macro that a chain of calls begins with.
fn maker_name(expr: &Expr) -> Option<Ident> {
    match expr {
        Expr::MethodCall(call) if Method::from_name(&call.method).is_none() => maker_name(&call.receiver),
        Expr::Paren(inner) => maker_name(&inner.expr),
        Expr::Call(call) => match &*call.func {
            Expr::Path(function) => function.path.segments.last().map(|last| last.ident.clone()),
            _ => None,
        },
        _ => None,
    }
}
