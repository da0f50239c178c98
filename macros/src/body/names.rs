//! What the names of a body stand for: bindings, and what assignments, loops and `#[cfg(..)]` make of them.

use std::cell::RefCell;
use std::rc::Rc;

use proc_macro2::Ident;
use quote::ToTokens;
use syn::parse::{ParseStream, Parser as _};
use syn::visit_mut::VisitMut;
use syn::{Expr, ExprMethodCall, Local, Macro, Pat};

use crate::assignments::Assignments;
use crate::find::Binds;
use crate::known::grows_text;
use crate::lint::{Level, Lint};
use crate::places::{elements, inner_name, pool_of, simple_name};
use crate::repetition::iterates;
use crate::scope::Meaning;
use crate::text::{Template, Text};

use super::{Body, Fate};

impl Body<'_> {
    pub(super) fn local(&mut self, local: &mut Local) {
        let stays = std::mem::take(&mut self.stays);
        self.hide_parameter(&local.pat);
        let Some(init) = &mut local.init else {
            if let Some(name) = simple_name(&local.pat) {
                self.scope.bind(name, Meaning::Text(Text::Never), None);
            } else {
                self.scope.bind_pattern(&local.pat);
            }
            return;
        };
        let name = simple_name(&local.pat);
        let elements = elements(&local.pat).map(|names| self.elements(&names, &init.expr));
        let meaning = name.as_ref().map(|_| self.meaning(&init.expr));
        let iterates = iterates(&init.expr);
        // What `#[cfg(..)]` may take away can't be named later.
        let taken = inner_name(&local.pat).filter(|_| !self.conditional);
        let origin = taken.as_ref().and_then(|_| self.note_origin(&init.expr));
        if matches!(&local.pat, Pat::Ident(name) if name.mutability.is_some()) {
            self.fate = Fate::Alike;
        }
        self.visit_expr_mut(&mut init.expr);
        if let Some((_, diverge)) = &mut init.diverge {
            self.branch(|body| body.visit_expr_mut(diverge));
        }
        match (name, meaning) {
            (Some(name), Some(mut meaning)) => {
                if self.conditional {
                    self.perhaps(&name, &mut meaning);
                }
                self.scope.bind(name.clone(), meaning, None);
                if let Some(binding) = self.scope.find_mut(&name) {
                    binding.iterates = iterates;
                }
            }
            _ => self.scope.bind_pattern(&local.pat),
        }
        if let Some(name) = taken {
            let watch = stays.then(|| self.watch(&name, origin.as_ref()));
            if let Some(binding) = self.scope.find_mut(&name) {
                (binding.origin, binding.watch) = (origin, watch);
            }
        }
        for (name, text) in elements.into_iter().flatten() {
            self.scope.bind(name, Meaning::Text(text), None);
        }
    }

    /// Binds the names of a pattern; one that is a connection knows where it comes from.
    pub(super) fn bind_taken(&mut self, pattern: &Pat, origin: Option<Ident>) {
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
        let surroundings = self.finder().surroundings;
        let texts = names.iter().map(|(index, name)| (name.clone(), surroundings.element(init, *index)));
        texts.filter_map(|(name, text)| Some((name, text?))).collect()
    }

    /// What a local that is bound to an expression stands for.
    pub(super) fn meaning(&self, init: &Expr) -> Meaning {
        let finder = self.finder();
        if let Some(query) = finder.query(init) {
            return Meaning::Query(query);
        }
        if let Some(builder) = finder.new_builder(init, self.depth) {
            return Meaning::Builder(Rc::new(RefCell::new(builder)));
        }
        let lends = match init {
            Expr::MethodCall(call) => call.method == "separated",
            Expr::Reference(_) => true,
            _ => false,
        };
        if lends && let Some(builder) = self.builder_of(init) {
            return Meaning::Builder(builder);
        }
        if let Some(text) = finder.prepared(init) {
            return Meaning::Prepared(text);
        }
        Meaning::Text(finder.surroundings.text(init))
    }

    /// What a name stands for that `#[cfg(..)]` may bind, or leave as it was.
    pub(super) fn perhaps(&self, name: &Ident, meaning: &mut Meaning) {
        let before = self.scope.find(name).map(|binding| &binding.meaning);
        match (meaning, before) {
            (Meaning::Text(now), before) => {
                now.forget(&|_| true);
                if let Some(Meaning::Text(before)) = before {
                    *now = before.clone().or(now.clone());
                }
            }
            (Meaning::Query(now), before) => {
                now.text.forget(&|_| true);
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
    pub(super) fn loosen(&mut self, name: &Ident) {
        match self.scope.find_mut(name).map(|binding| &mut binding.meaning) {
            Some(Meaning::Text(text)) => text.loosen(),
            Some(Meaning::Query(query)) => {
                query.text.loosen();
                query.binds = Binds::Unseen;
            }
            _ => {}
        }
    }

    /// A text that is appended to at run time.
    pub(super) fn grow(&mut self, name: &Ident, how: &str, piece: Option<Template>, at: &impl ToTokens) {
        // What only some executions append can't be told from what all do.
        let piece = piece.filter(|_| !self.scope.binds_before(self.branch_point, name));
        if let Some(Meaning::Text(text)) = self.scope.find_mut(name).map(|binding| &mut binding.meaning) {
            text.grow(how, piece, at);
        }
    }

    /// A method that changes its receiver, where that is the name of a text or of a query.
    pub(super) fn changed(&mut self, call: &ExprMethodCall) {
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
                ("push_str" | "push", Some(piece)) => Some(Template::part(piece, &self.finder().surroundings)),
                _ => None,
            };
            self.grow(name, &format!("`.{method}(..)`"), piece, call);
        }
    }

    /// `write!(sql, ..)`.
    pub(super) fn written(&mut self, invocation: &Macro) {
        let target = |input: ParseStream<'_>| {
            let target: Expr = input.parse()?;
            input.parse::<proc_macro2::TokenStream>()?;
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
            let macro_name = invocation.path.segments.last().map(|last| last.ident.to_string()).unwrap_or_default();
            let written = Expr::Macro(syn::ExprMacro { attrs: Vec::new(), mac: invocation.clone() });
            let piece = Template::of(&written, &self.finder().surroundings);
            self.grow(name, &format!("`{macro_name}!`"), piece, &written);
        }
    }

    /// A connection that is replaced by one of another pool has no origin that is certain.
    pub(super) fn moved(&mut self, name: &Ident, value: &Expr) {
        let pool = pool_of(value).map(|pool| pool.to_token_stream().to_string());
        let Some(binding) = self.scope.find_mut(name) else { return };
        let same =
            |origin: &Ident| self.origins.iter().any(|(known, from)| known == origin && pool.as_ref() == Some(from));
        binding.origin.take_if(|origin| !same(origin));
    }

    /// What a loop assigns further down holds at its top as well.
    pub(super) fn assigned_ahead(&mut self, repeated: &Expr) {
        let assignments = Assignments::of(repeated);
        for (name, value) in &assignments.found {
            if let Some(value) = value {
                self.moved(name, value);
            }
            match (value, self.scope.find(name).map(|binding| &binding.meaning)) {
                (Some(value), Some(Meaning::Text(_) | Meaning::Query(_))) if !assignments.binds(name) => {
                    let finder = self.finder();
                    let inside = finder.behind(&assignments.bound);
                    let meaning = match (inside.query(value), inside.surroundings.text(value)) {
                        (Some(query), _) => Some(Meaning::Query(query)),
                        (None, Text::Dynamic(found)) if !found.is_told() => None,
                        (None, text) => Some(Meaning::Text(text)),
                    };
                    match meaning {
                        Some(meaning) => self.assigned(name, meaning),
                        None => self.loosen(name),
                    }
                }
                (_, Some(_)) => self.loosen(name),
                (_, None) => {}
            }
        }
        for (name, method) in &assignments.grown {
            if !assignments.binds(name) {
                self.grow(name, &format!("`.{method}(..)`"), None, method);
            }
        }
        for name in &assignments.reset {
            if let Some(Meaning::Builder(builder)) = self.scope.find(name).map(|binding| &binding.meaning) {
                let mut builder = builder.borrow_mut();
                builder.call("reset", None, true, usize::MAX);
                builder.reused = true;
                builder.escaped |= self.options.levels.of(Lint::DynamicSql) != Level::Deny;
            }
        }
    }

    /// `(a, b) = ..` and its like.
    pub(super) fn assigned_apart(&mut self, left: &Expr, right: &Expr) {
        if let Expr::Tuple(tuple) = left {
            for (index, left) in tuple.elems.iter().enumerate() {
                let text = self.finder().surroundings.element(right, index);
                match (left, text) {
                    (Expr::Path(path), Some(text)) => {
                        if let Some(name) = path.path.get_ident() {
                            self.assigned(name, Meaning::Text(text));
                        }
                    }
                    (left, _) => self.assigned_apart(left, right),
                }
            }
            return;
        }
        for name in Assignments::names(left) {
            self.loosen(&name);
        }
    }

    /// `name = value`: from here on the name stands for either.
    pub(super) fn assigned(&mut self, name: &Ident, mut value: Meaning) {
        if self.conditional {
            self.perhaps(name, &mut value);
        }
        let depth = self.depth;
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
