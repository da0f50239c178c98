//! What the names of a body stand for: bindings, and what assignments, loops and `#[cfg(..)]` make of them.

use std::cell::RefCell;
use std::rc::Rc;

use proc_macro2::{Ident, TokenStream};
use quote::ToTokens;
use syn::parse::{ParseStream, Parser as _};
use syn::{Expr, ExprMacro, ExprMethodCall, Local, Macro, Pat};

use super::Pass;
use super::context::Context;
use super::statements::Stays;
use crate::analyze::assignments::Assignments;
use crate::analyze::loop_heads::iterates;
use crate::attr::lints::{Level, Lint};
use crate::model::ids::OriginId;
use crate::model::site::FutureUse;
use crate::query::Binds;
use crate::resolve::lengths::length_of_local;
use crate::resolve::scope::Meaning;
use crate::sqlx::connections::pool_of;
use crate::sqlx::methods::grows_text;
use crate::syntax::patterns::{elements, inner_name, simple_name};
use crate::syntax::tokens::last_word;
use crate::text::Text;
use crate::text::dynamic::Interpolation;
use crate::text::template::Template;

impl Pass<'_> {
    /// `stays`: which of what it binds ends with the block.
    pub(super) fn local(&mut self, local: &Local, stays: Stays, context: Context<'_>) {
        let Some(init) = &local.init else {
            if let Some(name) = simple_name(&local.pat) {
                self.scope.bind(name, Meaning::Text(Text::Never));
            } else {
                self.scope.bind_pattern(&local.pat);
            }
            return;
        };
        let name = simple_name(&local.pat);
        let elements = elements(&local.pat).map(|names| self.elements(&names, &init.expr));
        let meaning = name.as_ref().map(|_| self.meaning(&init.expr, context));
        // What `#[cfg(..)]` may take away can't be named later.
        let taken = inner_name(&local.pat).filter(|_| !context.conditional);
        let origin = taken.as_ref().and_then(|_| self.note_origin(&init.expr, context));
        let mutable = matches!(&local.pat, Pat::Ident(name) if name.mutability.is_some());
        let future = if mutable { FutureUse::Alike } else { FutureUse::Kept };
        let watch = taken.as_ref().filter(|_| stays.transaction).map(|_| self.group(origin, &init.expr, context));
        let copy_watch = taken.as_ref().filter(|_| stays.copy).map(|_| self.watch_copy(&init.expr, context));
        self.expr(&init.expr, context.with_future(future));
        if let Some((_, diverge)) = &init.diverge {
            self.branch(context, |pass, inner| pass.expr(diverge, inner));
        }
        match (name, meaning) {
            (Some(name), Some(mut meaning)) => {
                if context.conditional {
                    self.perhaps(&name, &mut meaning);
                }
                self.scope.bind(name.clone(), meaning);
                if let Some(binding) = self.scope.find_mut(&name) {
                    binding.iterates = iterates(&init.expr);
                    binding.length = length_of_local(&init.expr, mutable);
                }
            }
            _ => self.scope.bind_pattern(&local.pat),
        }
        if let Some(name) = taken {
            if let Some(watch) = watch {
                self.watch(watch, &name, origin, &init.expr, context);
            }
            if let Some(binding) = self.scope.find_mut(&name) {
                (binding.origin, binding.watch, binding.copy_watch) = (origin, watch, copy_watch);
            }
        }
        for (name, text) in elements.into_iter().flatten() {
            self.scope.bind(name, Meaning::Text(text));
        }
    }

    /// Binds the names of a pattern; one that is a connection knows where it comes from.
    pub(super) fn bind_taken(&mut self, pattern: &Pat, origin: Option<OriginId>) {
        self.scope.bind_pattern(pattern);
        if let Some(origin) = origin
            && let Some(name) = inner_name(pattern)
            && let Some(binding) = self.scope.find_mut(&name)
        {
            binding.origin = Some(origin);
        }
    }

    /// What the names of a tuple pattern stand for, where the value shows it.
    pub(super) fn elements(&self, names: &[(usize, Ident)], init: &Expr) -> Vec<(Ident, Text)> {
        let texts = self.texts();
        let found = names.iter().map(|(index, name)| (name.clone(), texts.element(init, *index)));
        found.filter_map(|(name, text)| Some((name, text?))).collect()
    }

    /// What a local that is bound to an expression stands for.
    pub(super) fn meaning(&self, init: &Expr, context: Context<'_>) -> Meaning {
        let queries = self.queries(context);
        if let Some(query) = queries.query(init) {
            return Meaning::Query(query);
        }
        if let Expr::Closure(closure) = init
            && let Some(maker) = queries.closure(closure)
        {
            return Meaning::Maker(maker);
        }
        if let Some(builder) = queries.new_builder(init, context.depth) {
            return Meaning::Builder(Rc::new(RefCell::new(builder)));
        }
        let lends = match init {
            Expr::MethodCall(call) => call.method == "separated",
            Expr::Reference(_) => true,
            _ => false,
        };
        if lends && let Some(builder) = self.builder_of(init, context) {
            return Meaning::Builder(builder);
        }
        if let Some(text) = queries.prepared(init) {
            return Meaning::Prepared(text);
        }
        Meaning::Text(queries.texts.text(init))
    }

    /// What a name stands for that `#[cfg(..)]` may bind, or leave as it was.
    pub(super) fn perhaps(&self, name: &Ident, meaning: &mut Meaning) {
        let before = self.scope.find(name).map(|binding| &binding.meaning);
        match (meaning, before) {
            (Meaning::Text(now), before) => {
                now.forget_all();
                if let Some(Meaning::Text(before)) = before {
                    *now = before.clone().or(now.clone());
                }
            }
            (Meaning::Query(now), before) => {
                now.text.forget_all();
                if let Some(Meaning::Query(before)) = before {
                    now.text = before.text.clone().or(now.text.clone());
                }
            }
            (Meaning::Builder(now), before) => {
                let mut now = now.borrow_mut();
                now.forget(&|_| true);
                if let Some(Meaning::Builder(before)) = before {
                    now.or(&before.borrow());
                }
            }
            _ => {}
        }
    }

    /// A text that code out of sight may have changed.
    pub(super) fn mark_unknown(&mut self, name: &Ident) {
        match self.scope.find_mut(name).map(|binding| &mut binding.meaning) {
            Some(Meaning::Text(text)) => text.mark_unproven(),
            Some(Meaning::Query(query)) => {
                query.text.mark_unproven();
                query.binds = Binds::Unseen;
            }
            _ => {}
        }
    }

    /// A text that is appended to at run time.
    pub(super) fn grow(
        &mut self,
        name: &Ident,
        how: Interpolation,
        piece: Option<Template>,
        at: &impl ToTokens,
        context: Context<'_>,
    ) {
        // What only some executions append can't be told from what all do.
        let piece = piece.filter(|_| !self.scope.binds_before(context.branch_point, name));
        if let Some(Meaning::Text(text)) = self.scope.find_mut(name).map(|binding| &mut binding.meaning) {
            text.grow(how, piece, at);
        }
    }

    /// A method that changes its receiver, where that is the name of a text or of a query.
    pub(super) fn changed(&mut self, call: &ExprMethodCall, context: Context<'_>) {
        let Expr::Path(path) = &*call.receiver else { return };
        let Some(name) = path.path.get_ident() else { return };
        let method = call.method.to_string();
        if method == "try_bind"
            && let Some(Meaning::Query(query)) = self.scope.find_mut(name).map(|binding| &mut binding.meaning)
        {
            query.binds = Binds::Unseen;
        }
        if grows_text(&method) {
            let piece = match (method.as_str(), call.args.first()) {
                ("push_str" | "push", Some(piece)) => Some(self.texts().template_or_hole(piece)),
                _ => None,
            };
            self.grow(name, Interpolation::by_method(&method, None), piece, call, context);
        }
    }

    /// `write!(sql, ..)`.
    pub(super) fn written(&mut self, invocation: &Macro, context: Context<'_>) {
        let target = |input: ParseStream<'_>| {
            let target: Expr = input.parse()?;
            input.parse::<TokenStream>()?;
            Ok(target)
        };
        let Ok(target) = target.parse2(invocation.tokens.clone()) else { return };
        let target = match &target {
            Expr::Reference(reference) => &*reference.expr,
            other => other,
        };
        if let Expr::Path(path) = target
            && let Some(name) = path.path.get_ident()
        {
            let how = format!("`{}!`", last_word(&invocation.path));
            let written = Expr::Macro(ExprMacro { attrs: Vec::new(), mac: invocation.clone() });
            let piece = self.texts().template(&written);
            self.grow(name, Interpolation::by_operator(&how, None), piece, &written, context);
        }
    }

    /// A connection that is replaced by one of another pool has no origin that is certain.
    pub(super) fn moved(&mut self, name: &Ident, value: &Expr) {
        let pool = pool_of(value).map(|pool| pool.to_token_stream().to_string());
        let Some(binding) = self.scope.find_mut(name) else { return };
        let origins = &self.origins;
        binding.origin.take_if(|origin| pool.is_none() || origins.get(origin.0) != pool.as_ref());
    }

    /// What a loop assigns further down holds at its top as well.
    pub(super) fn assigned_ahead(&mut self, repeated: &Expr, context: Context<'_>) {
        let assignments = Assignments::read(repeated);
        for (name, value) in &assignments.found {
            if let Some(value) = value {
                self.moved(name, value);
            }
            match (value, self.scope.find(name).map(|binding| &binding.meaning)) {
                (Some(value), Some(Meaning::Text(_) | Meaning::Query(_))) if !assignments.binds(name) => {
                    let queries = self.queries(context);
                    let inside = queries.behind(&assignments.bound);
                    let meaning = match (inside.query(value), inside.texts.text(value)) {
                        (Some(query), _) => Some(Meaning::Query(query)),
                        (None, Text::Dynamic(found)) if !found.is_certain() => None,
                        (None, text) => Some(Meaning::Text(text)),
                    };
                    match meaning {
                        Some(meaning) => self.assigned(name, meaning, context),
                        None => self.mark_unknown(name),
                    }
                }
                (_, Some(_)) => self.mark_unknown(name),
                (_, None) => {}
            }
        }
        for (name, method) in &assignments.grown {
            if !assignments.binds(name) {
                self.grow(name, Interpolation::by_method(&method.to_string(), None), None, method, context);
            }
        }
        for name in &assignments.reset {
            if let Some(Meaning::Builder(builder)) = self.scope.find(name).map(|binding| &binding.meaning) {
                let mut builder = builder.borrow_mut();
                builder.call("reset", None, true, usize::MAX);
                builder.reused = true;
                builder.escaped |= context.options.levels.level(Lint::DynamicSql) != Level::Deny;
            }
        }
    }

    /// `(a, b) = ..` and its like.
    pub(super) fn assigned_apart(&mut self, left: &Expr, right: &Expr, context: Context<'_>) {
        if let Expr::Tuple(tuple) = left {
            for (index, left) in tuple.elems.iter().enumerate() {
                let text = self.texts().element(right, index);
                match (left, text) {
                    (Expr::Path(path), Some(text)) => {
                        if let Some(name) = path.path.get_ident() {
                            self.assigned(name, Meaning::Text(text), context);
                        }
                    }
                    (left, _) => self.assigned_apart(left, right, context),
                }
            }
            return;
        }
        for name in Assignments::names(left) {
            self.mark_unknown(&name);
        }
    }

    /// `name = value`: from here on the name stands for either.
    pub(super) fn assigned(&mut self, name: &Ident, mut value: Meaning, context: Context<'_>) {
        if context.conditional {
            self.perhaps(name, &mut value);
        }
        let depth = context.depth;
        let Some(binding) = self.scope.find_mut(name) else { return };
        binding.meaning = match (std::mem::replace(&mut binding.meaning, Meaning::Other), value) {
            (Meaning::Text(before), Meaning::Text(now)) => Meaning::Text(before.or(now)),
            (Meaning::Text(Text::Never), now) => now,
            (Meaning::Query(before), Meaning::Query(now)) => Meaning::Query(before.or(now)),
            (Meaning::Builder(before), Meaning::Builder(now)) => {
                if before.borrow().is_outside(depth) {
                    now.borrow_mut().or(&before.borrow());
                }
                Meaning::Builder(now)
            }
            _ => Meaning::Other,
        };
    }
}
