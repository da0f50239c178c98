//! The calls of a body: each query call goes through find, lint and rewrite; builders are followed as they grow.

use std::cell::RefCell;
use std::rc::Rc;

use proc_macro2::{Ident, Span};
use quote::{ToTokens, format_ident};
use syn::visit_mut::VisitMut;
use syn::{Expr, ExprMethodCall};

use crate::builder::Builder;
use crate::find::{Found, Query};
use crate::known::Method;
use crate::lint::blocking_call::runs_closures_here;
use crate::lint::{Level, Lint, dynamic_sql, interpolated_sql, untraced_query};
use crate::places::{is_place, is_repeatable, pool_of};
use crate::repetition::{Repetition, is_of_streams, runs_for_every_item};
use crate::rewrite::{self, Call, First};
use crate::scope::Meaning;
use crate::text::{Dynamic, Text, Why, is_invocation, mentions};

use super::{Body, Fate};

impl Body<'_> {
    pub(super) fn method_call(&mut self, expr: &mut Expr, fate: Fate, collected: bool) {
        let Expr::MethodCall(call) = expr else { return };
        self.lint_blocking_method(call, fate);
        let mut found = if self.options.skip { None } else { self.finder().call(call) };
        if let Some(types) = &call.turbofish {
            // They can be types that the rewritten call does not have.
            match &mut found {
                Some((_, Found::Straight(_))) => {
                    self.report(Lint::UntracedQuery, types, untraced_query::WITH_TYPES);
                    found = None;
                }
                Some((_, found @ Found::Reversed(_))) => *found = Found::Unknown,
                _ => {}
            }
        }
        let executor = match &found {
            Some((_, Found::Straight(_))) => call.args.first().cloned(),
            Some((_, Found::Reversed(_))) => Some((*call.receiver).clone()),
            _ => None,
        };
        self.visit_links(call, collected);
        self.changed(call);
        match found {
            None => self.step(expr),
            Some((_, Found::Unknown)) => self.check_by_type(call),
            Some((method, Found::Straight(query))) => {
                *expr = self.traced(call, method, query, false, fate, executor.as_ref());
            }
            Some((method, Found::Reversed(query))) => {
                *expr = self.traced(call, method, query, true, fate, executor.as_ref());
            }
        }
    }

    pub(super) fn traced(
        &mut self,
        call: &ExprMethodCall,
        method: Method,
        mut query: Query,
        reversed: bool,
        fate: Fate,
        executor: Option<&Expr>,
    ) -> Expr {
        self.lint_text(&query.text);
        let allowed = self.options.summary.is_some() && self.options.levels.of(Lint::DynamicSql) == Level::Allow;
        if allowed && query.text.constants().any(is_invocation) {
            // What a macro expands to need not be a constant.
            query.text.loosen();
        }
        let mut checks = self.lint_statement(&query, call);
        checks.extend(self.lint_repetition(&query, call, reversed, executor));
        let origin = executor.and_then(|executor| self.origin_of_executor(executor));
        // Plain sqlx boxes the future where the executor stands first, and in two methods of `raw_sql`.
        let boxed_by_sqlx = reversed || (query.raw && matches!(method, Method::FetchAll | Method::FetchOne));
        let boxed = !method.streams()
            && match fate {
                Fate::Kept => boxed_by_sqlx,
                Fate::Awaited => false,
                Fate::Alike => true,
            };
        self.changes += 1;
        self.needs.receiver |= reversed;
        let generic = matches!(&*call.receiver, Expr::Path(_))
            && self.finder().root_binding(&call.receiver).is_some_and(|binding| binding.generic);
        let first = match (reversed, generic) {
            (false, _) => First::Query,
            (true, false) => First::Executor,
            (true, true) => First::GenericExecutor,
        };
        let traced = Call {
            method,
            first,
            boxed,
            raw: query.raw,
            text: query.text,
            repeats: query.batch || self.may_repeat(),
            origin,
            checks,
            options: &self.options,
            function: self.around.function,
        };
        traced.rewrite(call)
    }

    /// Whether a dynamic text is allowed here.
    fn allows(&self, dynamic: &Dynamic) -> bool {
        let lint = match dynamic.why {
            Why::Interpolated(_) => Lint::InterpolatedSql,
            _ => Lint::DynamicSql,
        };
        self.options.levels.of(lint) == Level::Allow
    }

    pub(super) fn lint_text(&mut self, text: &Text) {
        self.judged += 1;
        let Text::Dynamic(dynamic) = text else { return };
        let named = self.options.summary.is_some();
        if dynamic.is_static_by_type() && named {
            return;
        }
        let (lint, message) = match &dynamic.why {
            Why::Interpolated(found) => {
                (Lint::InterpolatedSql, interpolated_sql::message(found, self.options.dialect()))
            }
            _ => (Lint::DynamicSql, dynamic_sql::message(dynamic)),
        };
        if self.options.levels.of(lint) == Level::Allow {
            if !named {
                let message = dynamic_sql::needs_summary(lint);
                self.diagnostics.error(syn::Error::new_spanned(&dynamic.at, message));
            }
            return;
        }
        self.report(lint, &dynamic.at, &message);
    }

    /// Whether a name stands for a query, or for what makes one.
    pub(super) fn is_query(&self, word: &str) -> bool {
        self.scope.named(word).is_some_and(|binding| {
            matches!(binding.meaning, Meaning::Query(_) | Meaning::Builder(_) | Meaning::Prepared(_))
        })
    }

    pub(super) fn report(&mut self, lint: Lint, at: &impl ToTokens, message: &str) {
        self.diagnostics.report(lint, &self.options.levels, at, message);
        self.pending.extend(self.diagnostics.take_warnings());
    }

    pub(super) fn report_untraced(&mut self, finding: Option<untraced_query::Finding>) {
        if let Some((at, message)) = finding {
            self.report(Lint::UntracedQuery, &at, message);
        }
    }

    /// A method that executes, on something that can't be told without types: it stays as it is, and the compiler
    /// reports it if it is a query of sqlx after all.
    pub(super) fn check_by_type(&mut self, call: &ExprMethodCall) {
        let level = self.options.levels.of(Lint::UntracedQuery);
        if level == Level::Allow || !is_repeatable(&call.receiver) {
            return;
        }
        if let Some(point) = self.in_condition
            && mentions(call.receiver.to_token_stream(), &|word| self.scope.binds_since(point, word))
        {
            return;
        }
        let check = rewrite::check_by_type(&self.options, call, level == Level::Deny);
        self.pending.push(check);
        self.changes += 1;
    }

    /// Walks the receiver and the arguments of a method call, and follows a builder that it grows.
    pub(super) fn visit_links(&mut self, call: &mut ExprMethodCall, collected: bool) {
        let collected = collected || is_of_streams(&call.method.to_string());
        let builder = self.builder_of(&call.receiver);
        let is_builder = matches!(&*call.receiver, Expr::Path(_)) && builder.is_some();
        if !is_builder {
            // The receiver's path alone is no escape of the builder.
            self.repeating.collected = collected;
            self.visit_expr_mut(&mut call.receiver);
        }
        let method = call.method.to_string();
        if let Some(builder) = &builder {
            let mut piece = call.args.first().map(|argument| self.finder().piece(argument));
            if let Some(piece) = &mut piece {
                builder.borrow().place(piece);
            }
            let named = matches!(&*call.receiver, Expr::Path(_));
            if let Some(piece) = piece.as_ref().filter(|_| Builder::takes_text(&method)) {
                self.judged += 1;
                self.lint_piece(piece);
                self.prove(piece, &mut builder.borrow_mut());
            }
            match piece {
                Some(Text::Dynamic(piece)) if Builder::takes_text(&method) && builder.borrow().reused => {
                    // The query, and its name, are the caller's.
                    if !(builder.borrow().is_lent() && self.allows(&piece)) {
                        self.lint_text(&Text::Dynamic(piece));
                    }
                }
                piece => builder.borrow_mut().call(&method, piece, named, self.depth),
            }
            if matches!(method.as_str(), "push_values" | "push_tuples") {
                self.lent = Some(Rc::clone(builder));
            }
        }
        let of_items = self.finder().root_binding(&call.receiver).is_some_and(|binding| binding.iterates);
        let repeats = runs_for_every_item(call, collected || of_items);
        let repetitions: Vec<_> = call
            .args
            .iter()
            .map(|argument| match argument {
                Expr::Closure(closure) if repeats && !closure.inputs.is_empty() => {
                    Some(Repetition::of_closure(closure, call))
                }
                _ => None,
            })
            .collect();
        for (argument, repetition) in call.args.iter_mut().zip(repetitions) {
            self.repeating.next = repetition;
            self.thread.closure_stays = runs_closures_here(&method);
            if matches!(method.as_str(), "push" | "push_back") {
                self.fate = Fate::Alike;
            }
            self.visit_expr_mut(argument);
        }
        self.lent = None;
        self.repeating.next = None;
        self.thread.closure_stays = false;
    }

    /// Has the compiler prove that a piece of text is a constant: a builder takes whatever can be displayed.
    pub(super) fn prove(&mut self, piece: &Text, builder: &mut Builder) {
        for constant in piece.constants() {
            if self.options.levels.of(Lint::DynamicSql) == Level::Deny {
                self.pending.push(rewrite::prove(&self.options, constant));
                self.changes += 1;
            } else {
                builder.escaped = true;
            }
        }
    }

    /// The builder that a receiver is, or is lent by.
    pub(super) fn builder_of(&self, receiver: &Expr) -> Option<Rc<RefCell<Builder>>> {
        match &self.finder().root_binding(receiver)?.meaning {
            Meaning::Builder(builder) => Some(Rc::clone(builder)),
            _ => None,
        }
    }

    /// The emitted variable with the server of the connection that a query runs on.
    pub(super) fn origin_of_executor(&mut self, executor: &Expr) -> Option<Ident> {
        if let Some(binding) = self.finder().root_binding(executor)
            && binding.origin.is_some()
        {
            return binding.origin.clone();
        }
        self.note_origin(executor)
    }

    /// Notes, before the current statement, the server of the pool that an expression takes a connection out of. What
    /// only gives a connection another name leaves its server as it was.
    pub(super) fn note_origin(&mut self, expr: &Expr) -> Option<Ident> {
        if self.options.skip {
            return None;
        }
        let Some(pool) = pool_of(expr) else {
            let finder = self.finder();
            let same = finder.root_binding(expr).filter(|_| is_place(expr));
            return same.and_then(|binding| binding.origin.clone());
        };
        if let Some(binding) = self.finder().root_binding(pool) {
            if binding.origin.is_some() {
                return binding.origin.clone();
            }
            // What the condition itself binds can't be named before its statement.
            if self.in_condition.is_some_and(|point| self.scope.binds_since(point, &binding.name.to_string())) {
                return None;
            }
        }
        self.changes += 1;
        let origin = format_ident!("sqlspan_origin_{}", self.changes, span = Span::mixed_site());
        self.pending.push(rewrite::note_origin(&self.options, &origin, pool));
        self.origins.push((origin.clone(), pool.to_token_stream().to_string()));
        Some(origin)
    }
}
