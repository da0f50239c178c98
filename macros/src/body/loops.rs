//! The loops around the code that is being read, and the queries that they repeat.

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::{Expr, ExprMethodCall};

use crate::find::{Binds, Query};
use crate::known::Method;
use crate::lint::n_plus_one::{self, Bound};
use crate::lint::{Level, Lint};
use crate::repetition::{Kind, Repetition, is_batch_name};
use crate::rewrite::{
    self,
    constant::{self, Check},
};
use crate::text::{Source, Text};

use super::Body;

/// The loops around the code that is being read.
#[derive(Default)]
pub(super) struct Repeating {
    /// Outermost first.
    pub(super) loops: Vec<Repetition>,
    /// The loop that the closure to come is.
    pub(super) next: Option<Repetition>,
    /// Whether all futures of the iterator to come are awaited.
    pub(super) collected: bool,
}

impl Body<'_> {
    /// Walks the body of a loop.
    pub(super) fn repeat(&mut self, repetition: Repetition, walk: impl FnOnce(&mut Self)) {
        self.repeating.loops.push(repetition);
        walk(self);
        self.repeating.loops.pop();
    }

    /// Whether an expression runs a query: itself, or by a method of the same block.
    pub(super) fn runs_query(&self, expr: &Expr) -> bool {
        match expr {
            Expr::MethodCall(call) => {
                (Method::named(&call.method).is_some() && call.args.len() == 1) || self.is_querier(call)
            }
            Expr::Call(call) => self.querier_path(&call.func).is_some(),
            _ => false,
        }
    }

    /// `self.find(..)`, where `find` runs a query.
    fn is_querier(&self, call: &ExprMethodCall) -> bool {
        matches!(&*call.receiver, Expr::Path(path) if path.path.is_ident("self"))
            && self.around.queriers.contains(&call.method.to_string())
    }

    /// `Self::find(..)`, `Orders::find(..)` or, in a module, `find(..)`, where `find` runs a query.
    fn querier_path<'e>(&self, function: &'e Expr) -> Option<&'e proc_macro2::Ident> {
        let Expr::Path(path) = function else { return None };
        let segments: Vec<_> = path.path.segments.iter().collect();
        let name = match segments[..] {
            // In a module.
            [name] if !self.around.function.contains("::") => name,
            [owner, name] if self.is_of_block(&owner.ident) => name,
            _ => return None,
        };
        self.around.queriers.contains(&name.ident.to_string()).then_some(&name.ident)
    }

    /// Whether a type is the one whose block this is.
    fn is_of_block(&self, owner: &proc_macro2::Ident) -> bool {
        let ty = self.around.function.split("::").next();
        owner == "Self" || ty.is_some_and(|ty| owner == ty)
    }

    /// Whether the user says that queries here are meant to repeat.
    pub(super) fn may_repeat(&self) -> bool {
        self.options.levels.of(Lint::NPlusOne) == Level::Allow
    }

    /// Passes on to a future that is awaited here what is said here of repeated queries: which queries it runs is not
    /// seen. A query call knows itself.
    pub(super) fn allow_repeated(&mut self, awaited: &mut Expr) {
        if self.may_repeat() && !self.options.skip && !matches!(awaited, Expr::Verbatim(_) | Expr::Async(_)) {
            *awaited = rewrite::meant(&self.options, awaited);
            self.changes += 1;
        }
    }

    /// The innermost loop whose rounds repeat a query that one query could replace.
    fn repetition(&self) -> Option<Repetition> {
        for repetition in self.repeating.loops.iter().rev() {
            match repetition.kind {
                Kind::Items => return Some(repetition.clone()),
                Kind::Retry => {}
                Kind::Batches => return None,
            }
        }
        None
    }

    /// A query in a loop.
    pub(super) fn lint_repetition(
        &mut self,
        query: &Query,
        call: &ExprMethodCall,
        reversed: bool,
        executor: Option<&Expr>,
    ) -> TokenStream {
        let mut checks = TokenStream::new();
        let Some(repetition) = self.repetition() else { return checks };
        let level = self.options.levels.of(Lint::NPlusOne);
        let other_server = executor.is_some_and(|executor| repetition.varies(&executor.to_token_stream()));
        let chain = if reversed { call.args.first() } else { Some(&*call.receiver) };
        let (text, binds) = chain.map(links).unwrap_or_default();
        let other_statement = text.is_some_and(|text| repetition.varies(&text.to_token_stream()));
        if level == Level::Allow || other_server || other_statement || query.batch {
            return checks;
        }
        let dialect = self.options.dialect();
        let binds: Vec<TokenStream> = binds.iter().map(ToTokens::to_token_stream).collect();
        let varying = binds.iter().position(|value| repetition.varies(value)).map(|index| (index + 1, &binds[index]));
        let bound = varying.filter(|_| matches!(query.binds, Binds::Count(_)));
        let bound = bound.map(|(number, value)| Bound { number, value });
        let paged = repetition.items.is_none();
        match &query.text {
            Text::Built(Source::Begun(sql, _)) => {
                if n_plus_one::is_for_one(sql, dialect, paged) {
                    self.report(Lint::NPlusOne, &call.method, &n_plus_one::query(&repetition, None, dialect, None));
                }
            }
            text => {
                for source in text.sources().to_vec() {
                    match &source {
                        Source::Literal(literal) if n_plus_one::is_for_one(&literal.sql, dialect, paged) => {
                            let message = n_plus_one::query(&repetition, Some(&literal.sql), dialect, bound.as_ref());
                            self.report(Lint::NPlusOne, &call.method, &message);
                            return checks;
                        }
                        Source::Constant(_) | Source::Associated(_) => {
                            let Some(constant) = self.constant(&source, call) else { continue };
                            let message = n_plus_one::query(&repetition, None, dialect, None);
                            checks.extend(constant::check(
                                &self.options,
                                &constant,
                                &Check::NPlusOne { paged, message },
                                level,
                            ));
                        }
                        _ => {}
                    }
                }
            }
        }
        checks
    }

    /// A call of a method of the same block, in a loop.
    pub(super) fn lint_repeated_call(&mut self, expr: &Expr) {
        let name = match expr {
            Expr::MethodCall(call) if self.is_querier(call) => Some(&call.method),
            Expr::Call(call) => self.querier_path(&call.func),
            _ => None,
        };
        let (Some(name), Some(repetition)) = (name, self.repetition()) else { return };
        // `write_batch(..)` takes many items at once.
        if !self.options.skip && !is_batch_name(name) {
            self.report(Lint::NPlusOne, name, &n_plus_one::method(&repetition, name));
        }
    }
}

/// The text and the bound values of a chain, in order.
fn links(chain: &Expr) -> (Option<&Expr>, Vec<&Expr>) {
    match chain {
        Expr::MethodCall(call) => {
            let (text, mut binds) = links(&call.receiver);
            if call.method == "bind" {
                binds.extend(call.args.first());
            }
            (text, binds)
        }
        Expr::Call(call) => (call.args.first(), Vec::new()),
        Expr::Paren(inner) => links(&inner.expr),
        _ => (None, Vec::new()),
    }
}
