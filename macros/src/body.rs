//! One function body: the walk that keeps track of names and levels, and hands every query call through the stages
//! find, lint and rewrite.

use std::cell::RefCell;
use std::rc::Rc;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote};
use syn::visit_mut::{self, VisitMut};
use syn::{
    BinOp, Block, Expr, ExprAssign, ExprBinary, ExprClosure, ExprIf, ExprMatch, ExprMethodCall, Item, Local, Macro,
    Pat, Stmt,
};

use crate::args::{Options, take_traced};
use crate::assignments::Assignments;
use crate::attributes;
use crate::builder::Builder;
use crate::diag::Diagnostics;
use crate::find::{Finder, Found, Query};
use crate::imports::Imports;
use crate::invocation::{Visited, looks_like_query, visit_arguments};
use crate::known::{Method, QueryMacro};
use crate::lint::{Level, Lint, dynamic_sql, untraced_query};
use crate::places::{elements, is_repeatable, is_variant, pool_of, simple_name};
use crate::rewrite::{self, Call, First};
use crate::scope::{Meaning, Scope, item_names};
use crate::text::{Dynamic, Surroundings, Text, Why, mentions};

/// What becomes of an expression's value, as far as it matters for a future's type: every rewritten call is a future
/// of a type of its own, where plain sqlx has one type for all calls of a method.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Fate {
    #[default]
    Kept,
    /// It stands directly before `.await`: nobody sees its type.
    Awaited,
    /// It is one of several values of one type: an arm of a choice, an element of a list, one of several returns.
    Alike,
}

/// The walk over one body.
pub(crate) struct Body<'a> {
    options: Options,
    function: &'a str,
    generics: &'a [String],
    imports: Imports,
    diagnostics: &'a mut Diagnostics,
    scope: Scope,
    /// Statements to be put before the one that is being walked.
    pending: Vec<TokenStream>,
    /// How many branches, loops and closures the walk is inside of.
    depth: usize,
    /// What becomes of the value of the expression to come.
    fate: Fate,
    /// Since which binding names of the same condition may be bound that a statement before it can't see.
    in_condition: Option<usize>,
    /// Whether `#[cfg(..)]` stands on the statement that is being walked.
    conditional: bool,
    /// The builder that the closure to come gets as its first parameter.
    lent: Option<Rc<RefCell<Builder>>>,
    /// The emitted variables that know servers, with the pools that they were asked of.
    origins: Vec<(Ident, String)>,
    calls: usize,
    changes: usize,
    reversed: bool,
}

impl<'a> Body<'a> {
    pub(crate) fn new(
        options: Options,
        function: &'a str,
        generics: &'a [String],
        imports: Imports,
        diagnostics: &'a mut Diagnostics,
    ) -> Self {
        Self {
            options,
            function,
            generics,
            imports,
            diagnostics,
            scope: Scope::default(),
            pending: Vec::new(),
            depth: 0,
            fate: Fate::Kept,
            in_condition: None,
            conditional: false,
            lent: None,
            origins: Vec::new(),
            calls: 0,
            changes: 0,
            reversed: false,
        }
    }

    pub(crate) fn scope(&mut self) -> &mut Scope {
        &mut self.scope
    }

    /// Rewrites a whole body, and says how many query calls it has.
    ///
    /// `returns_future`: the function is no `async fn`, so that what its ends return has one type.
    pub(crate) fn rewrite(mut self, block: &mut Block, returns_future: bool) -> usize {
        if returns_future && mentions(block.to_token_stream(), &|word| word == "return") {
            self.fate = Fate::Alike;
        }
        self.visit_block_mut(block);
        if self.reversed {
            let import = rewrite::receiver_import(&self.options);
            block.stmts.insert(0, Stmt::Item(Item::Verbatim(import)));
        }
        self.calls
    }

    fn finder(&self) -> Finder<'_> {
        Finder {
            surroundings: Surroundings { scope: &self.scope, generics: self.generics, hidden: Vec::new() },
            imports: &self.imports,
            options: &self.options,
        }
    }

    /// Walks with the options of an attribute on top.
    fn with_options(&mut self, attributes: Option<&mut Vec<syn::Attribute>>, walk: impl FnOnce(&mut Self)) {
        let inner = match attributes.map_or(Ok(None), take_traced) {
            Ok(inner) => inner,
            Err(error) => {
                self.diagnostics.error(error);
                None
            }
        };
        match inner {
            None => walk(self),
            Some(inner) => {
                let merged = self.options.with(&inner);
                let outer = std::mem::replace(&mut self.options, merged);
                walk(self);
                self.options = outer;
            }
        }
    }

    /// Walks an expression that is not in a block of its own, and makes it one if statements have to go before it.
    fn own_block(&mut self, expr: &mut Expr) {
        let outer = std::mem::take(&mut self.pending);
        let in_condition = self.in_condition.take();
        self.visit_expr_mut(expr);
        self.in_condition = in_condition;
        let before = std::mem::replace(&mut self.pending, outer);
        if !before.is_empty() {
            *expr = Expr::Verbatim(quote!({ #(#before)* #expr }));
        }
    }

    fn branch(&mut self, walk: impl FnOnce(&mut Self)) {
        let point = self.scope.enter();
        self.depth += 1;
        walk(self);
        self.depth -= 1;
        self.scope.leave(point);
    }

    fn condition(&mut self, condition: &mut Expr) {
        let outer = self.in_condition;
        self.in_condition = outer.or(Some(self.scope.enter()));
        self.visit_expr_mut(condition);
        self.in_condition = outer;
    }

    fn method_call(&mut self, expr: &mut Expr, fate: Fate) {
        let Expr::MethodCall(call) = expr else { return };
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
        self.visit_links(call);
        match found {
            None => {}
            Some((_, Found::Unknown)) => self.check_by_type(call),
            Some((method, Found::Straight(query))) => {
                *expr = self.traced(call, method, query, false, fate, executor.as_ref());
            }
            Some((method, Found::Reversed(query))) => {
                *expr = self.traced(call, method, query, true, fate, executor.as_ref());
            }
        }
    }

    fn traced(
        &mut self,
        call: &ExprMethodCall,
        method: Method,
        query: Query,
        reversed: bool,
        fate: Fate,
        executor: Option<&Expr>,
    ) -> Expr {
        self.lint_text(&query.text);
        let origin = executor.and_then(|executor| self.origin_of_executor(executor));
        // Plain sqlx boxes the future where the executor stands first, and in two methods of `raw_sql`.
        let boxed_by_sqlx = reversed || (query.raw && matches!(method, Method::FetchAll | Method::FetchOne));
        let boxed = !method.streams()
            && match fate {
                Fate::Kept => boxed_by_sqlx,
                Fate::Awaited => false,
                Fate::Alike => true,
            };
        self.calls += 1;
        self.changes += 1;
        self.reversed |= reversed;
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
            origin,
            options: &self.options,
            function: self.function,
        };
        traced.rewrite(call)
    }

    fn lint_text(&mut self, text: &Text) {
        let Text::Dynamic(dynamic) = text else { return };
        let named = self.options.summary.is_some();
        if dynamic.is_static_by_type() && named {
            return;
        }
        if self.options.levels.of(Lint::DynamicSql) == Level::Allow {
            if !named {
                self.diagnostics.error(syn::Error::new_spanned(&dynamic.at, dynamic_sql::NEEDS_SUMMARY));
            }
            return;
        }
        let message = dynamic_sql::message(dynamic);
        self.report(Lint::DynamicSql, &dynamic.at, &message);
    }

    /// Whether a name stands for a query, or for what makes one.
    fn is_query(&self, word: &str) -> bool {
        self.scope.named(word).is_some_and(|binding| {
            matches!(binding.meaning, Meaning::Query(_) | Meaning::Builder(_) | Meaning::Prepared(_))
        })
    }

    fn report(&mut self, lint: Lint, at: &impl ToTokens, message: &str) {
        self.diagnostics.report(lint, &self.options.levels, at, message);
        self.pending.extend(self.diagnostics.take_warnings());
    }

    fn report_untraced(&mut self, finding: Option<untraced_query::Finding>) {
        if let Some((at, message)) = finding {
            self.report(Lint::UntracedQuery, &at, message);
        }
    }

    /// A method that executes, on something that can't be told without types: it stays as it is, and the compiler
    /// reports it if it is a query of sqlx after all.
    fn check_by_type(&mut self, call: &ExprMethodCall) {
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
    fn visit_links(&mut self, call: &mut ExprMethodCall) {
        let builder = self.builder_of(&call.receiver);
        let is_builder = matches!(&*call.receiver, Expr::Path(_)) && builder.is_some();
        if !is_builder {
            // The receiver's path alone is no escape of the builder.
            self.visit_expr_mut(&mut call.receiver);
        }
        let method = call.method.to_string();
        if let Some(builder) = &builder {
            let piece = call.args.first().map(|argument| self.finder().piece(argument));
            let named = matches!(&*call.receiver, Expr::Path(_));
            if let Some(piece) = piece.as_ref().filter(|_| Builder::takes_text(&method)) {
                self.prove(piece, &mut builder.borrow_mut());
            }
            match piece {
                Some(piece @ Text::Dynamic(_)) if Builder::takes_text(&method) && builder.borrow().reused => {
                    self.lint_text(&piece);
                }
                piece => builder.borrow_mut().call(&method, piece, named, self.depth),
            }
            if matches!(method.as_str(), "push_values" | "push_tuples") {
                self.lent = Some(Rc::clone(builder));
            }
        }
        for argument in &mut call.args {
            if matches!(method.as_str(), "push" | "push_back") {
                self.fate = Fate::Alike;
            }
            self.visit_expr_mut(argument);
        }
        self.lent = None;
    }

    /// Has the compiler prove that a piece of text is a constant: a builder takes whatever can be displayed.
    fn prove(&mut self, piece: &Text, builder: &mut Builder) {
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
    fn builder_of(&self, receiver: &Expr) -> Option<Rc<RefCell<Builder>>> {
        match &self.finder().root_binding(receiver)?.meaning {
            Meaning::Builder(builder) => Some(Rc::clone(builder)),
            _ => None,
        }
    }

    /// The emitted variable with the server of the connection that a query runs on.
    fn origin_of_executor(&mut self, executor: &Expr) -> Option<Ident> {
        if let Some(binding) = self.finder().root_binding(executor)
            && binding.origin.is_some()
        {
            return binding.origin.clone();
        }
        self.note_origin(executor)
    }

    /// Notes, before the current statement, the server of the pool that an expression takes a connection out of.
    fn note_origin(&mut self, expr: &Expr) -> Option<Ident> {
        if self.options.skip || self.in_condition.is_some() {
            return None;
        }
        let pool = pool_of(expr)?;
        if let Some(binding) = self.finder().root_binding(pool)
            && binding.origin.is_some()
        {
            return binding.origin.clone();
        }
        self.changes += 1;
        let origin = format_ident!("sqlspan_origin_{}", self.changes, span = Span::mixed_site());
        self.pending.push(rewrite::note_origin(&self.options, &origin, pool));
        self.origins.push((origin.clone(), pool.to_token_stream().to_string()));
        Some(origin)
    }

    fn local(&mut self, local: &mut Local) {
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
        // What `#[cfg(..)]` may take away can't be named later.
        let origin = if name.is_some() && !self.conditional { self.note_origin(&init.expr) } else { None };
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
                self.scope.bind(name, meaning, origin);
            }
            _ => self.scope.bind_pattern(&local.pat),
        }
        for (name, text) in elements.into_iter().flatten() {
            self.scope.bind(name, Meaning::Text(text), None);
        }
    }

    /// What the names of a tuple pattern stand for, where the value shows it.
    fn elements(&self, names: &[(usize, Ident)], init: &Expr) -> Vec<(Ident, Text)> {
        let surroundings = self.finder().surroundings;
        let texts = names.iter().map(|(index, name)| (name.clone(), surroundings.element(init, *index)));
        texts.filter_map(|(name, text)| Some((name, text?))).collect()
    }

    /// What a local that is bound to an expression stands for.
    fn meaning(&self, init: &Expr) -> Meaning {
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
    fn perhaps(&self, name: &Ident, meaning: &mut Meaning) {
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
    fn loosen(&mut self, name: &Ident) {
        match self.scope.find_mut(name).map(|binding| &mut binding.meaning) {
            Some(Meaning::Text(text)) => text.loosen(),
            Some(Meaning::Query(query)) => query.text.loosen(),
            _ => {}
        }
    }

    /// A connection that is replaced by one of another pool has no origin that is certain.
    fn moved(&mut self, name: &Ident, value: &Expr) {
        let pool = pool_of(value).map(|pool| pool.to_token_stream().to_string());
        let Some(binding) = self.scope.find_mut(name) else { return };
        let same =
            |origin: &Ident| self.origins.iter().any(|(known, from)| known == origin && pool.as_ref() == Some(from));
        binding.origin.take_if(|origin| !same(origin));
    }

    /// What a loop assigns further down holds at its top as well.
    fn assigned_ahead(&mut self, repeated: &Expr) {
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
    fn assigned_apart(&mut self, left: &Expr, right: &Expr) {
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
    fn assigned(&mut self, name: &Ident, mut value: Meaning) {
        if self.conditional {
            self.perhaps(name, &mut value);
        }
        let depth = self.depth;
        let Some(binding) = self.scope.find_mut(name) else { return };
        binding.meaning = match (std::mem::replace(&mut binding.meaning, Meaning::Other), value) {
            (Meaning::Text(before), Meaning::Text(now)) => Meaning::Text(before.or(now)),
            (Meaning::Text(Text::Never), now) => now,
            (Meaning::Query(before), Meaning::Query(now)) => {
                Meaning::Query(Query { text: before.text.or(now.text), raw: before.raw && now.raw })
            }
            (Meaning::Builder(before), Meaning::Builder(now)) => {
                if before.borrow().is_outside(depth) {
                    now.borrow_mut().or(&before.borrow());
                }
                Meaning::Builder(now)
            }
            _ => Meaning::Other,
        };
    }

    /// Walks an argument of a macro that awaits its futures, or of `vec!`, which keeps them.
    fn visit_argument(&mut self, argument: &mut Visited<'_>, keeps: bool) {
        match argument {
            Visited::Expr { expr, future } => {
                self.fate = match future {
                    true if keeps => Fate::Alike,
                    true => Fate::Awaited,
                    false => Fate::Kept,
                };
                self.visit_expr_mut(expr);
            }
            Visited::Arm { pattern, expr } => self.branch(|body| {
                body.scope.bind_pattern(pattern);
                body.fate = Fate::Alike;
                body.own_block(expr);
            }),
            Visited::Block(block) => self.visit_block_mut(block),
        }
    }
}

impl VisitMut for Body<'_> {
    fn visit_block_mut(&mut self, block: &mut Block) {
        let point = self.scope.enter();
        let outer = std::mem::take(&mut self.pending);
        let in_condition = self.in_condition.take();
        let fate = std::mem::take(&mut self.fate);
        for statement in &block.stmts {
            if let Stmt::Item(item) = statement {
                self.imports.add(item);
                let names = item_names(item);
                self.scope.forget(&|tokens| mentions(tokens.clone(), &|word| names.iter().any(|name| name == word)));
            }
        }
        for mut statement in std::mem::take(&mut block.stmts) {
            if matches!(statement, Stmt::Expr(_, None)) {
                // Only the last one has a value that anybody takes.
                self.fate = fate;
            }
            self.visit_stmt_mut(&mut statement);
            for before in self.pending.drain(..) {
                let conditions = attributes::conditions_of(&mut statement);
                let before = quote!(#(#conditions)* #before);
                block.stmts.push(Stmt::Expr(Expr::Verbatim(before), None));
            }
            block.stmts.push(statement);
        }
        self.in_condition = in_condition;
        self.pending = outer;
        self.scope.leave(point);
    }

    fn visit_stmt_mut(&mut self, statement: &mut Stmt) {
        let conditional = !attributes::conditions_of(statement).is_empty();
        let outer = std::mem::replace(&mut self.conditional, conditional);
        // What may be taken away is one of two ways to go on.
        self.depth += usize::from(conditional);
        let mut attributes = attributes::of_statement(statement).map(std::mem::take);
        self.with_options(attributes.as_mut(), |body| match statement {
            Stmt::Local(local) => body.local(local),
            Stmt::Item(item) => body.report_untraced(untraced_query::in_item(item)),
            Stmt::Expr(expr, _) => body.visit_expr_mut(expr),
            Stmt::Macro(invocation) => body.visit_macro_mut(&mut invocation.mac),
        });
        self.depth -= usize::from(conditional);
        self.conditional = outer;
        if let (Some(slot), Some(attributes)) = (attributes::of_statement(statement), attributes) {
            *slot = attributes;
        }
    }

    fn visit_expr_mut(&mut self, expr: &mut Expr) {
        let fate = std::mem::take(&mut self.fate);
        let mut attributes = attributes::of_expr(expr).map(std::mem::take);
        self.with_options(attributes.as_mut(), |body| body.expr(expr, fate));
        if let (Some(slot), Some(attributes)) = (attributes::of_expr(expr), attributes) {
            *slot = attributes;
        }
    }

    fn visit_macro_mut(&mut self, invocation: &mut Macro) {
        let name = invocation.path.segments.last().map(|last| last.ident.to_string()).unwrap_or_default();
        if self.options.skip || QueryMacro::named(&name).is_some() {
            return;
        }
        let before = self.changes;
        let mut visited = false;
        let tokens = visit_arguments(&name, &invocation.tokens, &mut |argument| {
            visited = true;
            self.visit_argument(argument, name == "vec");
        });
        match tokens {
            Some(tokens) if self.changes != before => invocation.tokens = tokens,
            None if looks_like_query(invocation.tokens.clone(), &|word| self.is_query(word)) => {
                self.report(Lint::UntracedQuery, &invocation.path, &untraced_query::in_macro(&name));
            }
            _ => {}
        }
    }
}

impl Body<'_> {
    fn branches(&mut self, choice: &mut ExprIf) {
        let point = self.scope.enter();
        self.condition(&mut choice.cond);
        self.branch(|body| {
            body.fate = Fate::Alike;
            body.visit_block_mut(&mut choice.then_branch);
        });
        self.scope.leave(point);
        if let Some((_, otherwise)) = &mut choice.else_branch {
            self.branch(|body| {
                body.fate = Fate::Alike;
                body.visit_expr_mut(otherwise);
            });
        }
    }

    fn arms(&mut self, choice: &mut ExprMatch) {
        self.visit_expr_mut(&mut choice.expr);
        for arm in &mut choice.arms {
            self.branch(|body| {
                body.scope.bind_pattern(&arm.pat);
                if let Pat::Guard(guarded) = &mut arm.pat {
                    body.condition(&mut guarded.guard);
                }
                body.fate = Fate::Alike;
                body.own_block(&mut arm.body);
            });
        }
    }

    fn binary(&mut self, binary: &mut ExprBinary) {
        self.visit_expr_mut(&mut binary.left);
        if matches!(binary.op, BinOp::And(_) | BinOp::Or(_)) && self.in_condition.is_none() {
            self.branch(|body| body.visit_expr_mut(&mut binary.right));
        } else {
            self.visit_expr_mut(&mut binary.right);
        }
        if let (BinOp::AddAssign(_), Expr::Path(path)) = (&binary.op, &*binary.left)
            && let Some(name) = path.path.get_ident()
            && let Some(Meaning::Text(text)) = self.scope.find_mut(name).map(|binding| &mut binding.meaning)
        {
            *text = Text::Dynamic(Dynamic::new(Why::Concatenated, &*binary));
        }
    }

    fn closure(&mut self, closure: &mut ExprClosure) {
        let lent = self.lent.take();
        self.assigned_ahead(&closure.body);
        self.branch(|body| {
            for (position, input) in closure.inputs.iter().enumerate() {
                match (&lent, simple_name(input)) {
                    (Some(builder), Some(name)) if position == 0 => {
                        body.scope.bind(name, Meaning::Builder(Rc::clone(builder)), None);
                    }
                    _ => body.scope.bind_pattern(input),
                }
            }
            body.own_block(&mut closure.body);
        });
    }

    fn repeated(&mut self, expr: &mut Expr) {
        self.assigned_ahead(expr);
        match expr {
            Expr::While(repeated) => {
                let point = self.scope.enter();
                self.condition(&mut repeated.cond);
                self.branch(|body| body.visit_block_mut(&mut repeated.body));
                self.scope.leave(point);
            }
            Expr::ForLoop(repeated) => {
                let text = self.finder().surroundings.each(&repeated.expr);
                self.visit_expr_mut(&mut repeated.expr);
                self.branch(|body| {
                    body.scope.bind_pattern(&repeated.pat);
                    if let (Some(name), Some(text)) = (simple_name(&repeated.pat), text) {
                        body.scope.bind(name, Meaning::Text(text), None);
                    }
                    body.visit_block_mut(&mut repeated.body);
                });
            }
            Expr::Loop(repeated) => self.branch(|body| body.visit_block_mut(&mut repeated.body)),
            _ => {}
        }
    }

    fn assignment(&mut self, assignment: &mut ExprAssign) {
        let value = self.meaning(&assignment.right);
        if let Expr::Path(path) = &*assignment.left
            && let Some(name) = path.path.get_ident()
        {
            self.moved(name, &assignment.right);
        }
        self.fate = Fate::Alike;
        self.visit_expr_mut(&mut assignment.right);
        match &mut *assignment.left {
            Expr::Path(path) if path.path.get_ident().is_some() => {
                if let Some(name) = path.path.get_ident() {
                    self.assigned(name, value);
                }
            }
            left @ (Expr::Tuple(_) | Expr::Array(_) | Expr::Struct(_) | Expr::Call(_) | Expr::Paren(_)) => {
                self.assigned_apart(left, &assignment.right);
            }
            left => self.visit_expr_mut(left),
        }
    }

    fn expr(&mut self, expr: &mut Expr, fate: Fate) {
        match expr {
            Expr::Await(inner) => {
                self.fate = Fate::Awaited;
                self.visit_expr_mut(&mut inner.base);
            }
            Expr::Paren(inner) => {
                self.fate = fate;
                self.visit_expr_mut(&mut inner.expr);
            }
            Expr::Block(block) if block.label.is_some() => self.branch(|body| {
                // What stands behind a `break` is left out.
                body.fate = fate;
                body.visit_block_mut(&mut block.block);
            }),
            Expr::Block(block) => {
                self.fate = fate;
                self.visit_block_mut(&mut block.block);
            }
            Expr::Binary(binary) => self.binary(binary),
            Expr::Reference(reference) => {
                if let (Some(_), Expr::Path(path)) = (reference.mutability, &*reference.expr)
                    && let Some(name) = path.path.get_ident()
                {
                    self.loosen(name);
                }
                self.visit_expr_mut(&mut reference.expr);
            }
            Expr::Return(returned) => {
                if let Some(value) = &mut returned.expr {
                    self.fate = Fate::Alike;
                    self.visit_expr_mut(value);
                }
            }
            Expr::Array(array) => {
                for element in &mut array.elems {
                    self.fate = Fate::Alike;
                    self.visit_expr_mut(element);
                }
            }
            Expr::MethodCall(_) => self.method_call(expr, fate),
            Expr::Call(call) => {
                self.report_untraced(untraced_query::as_path(call));
                self.visit_expr_mut(&mut call.func);
                // `Some(future)` has the type of the other arm's `Some(future)`.
                let wraps = matches!(&*call.func, Expr::Path(function) if is_variant(&function.path));
                for argument in &mut call.args {
                    self.fate = if wraps && fate == Fate::Alike { Fate::Alike } else { Fate::Kept };
                    self.visit_expr_mut(argument);
                }
            }
            Expr::Closure(closure) => self.closure(closure),
            Expr::If(choice) => self.branches(choice),
            Expr::While(_) | Expr::ForLoop(_) | Expr::Loop(_) => self.repeated(expr),
            Expr::Match(choice) => self.arms(choice),
            Expr::Let(binding) => {
                self.visit_expr_mut(&mut binding.expr);
                self.scope.bind_pattern(&binding.pat);
            }
            Expr::Assign(assignment) => self.assignment(assignment),
            Expr::Path(path) => {
                // A builder that is named other than to call it may be grown by whoever gets it.
                if let Some(name) = path.path.get_ident()
                    && let Some(binding) = self.scope.find(name)
                    && let Meaning::Builder(builder) = &binding.meaning
                {
                    builder.borrow_mut().escaped = true;
                }
            }
            _ => visit_mut::visit_expr_mut(self, expr),
        }
    }
}
