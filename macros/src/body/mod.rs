//! One function body: the walk that keeps track of names and levels, and hands every query call through the stages
//! find, lint and rewrite.

mod blocking;
mod calls;
mod checks;
mod loops;
mod names;
mod steps;

use std::cell::RefCell;
use std::collections::HashSet;
use std::rc::Rc;

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};
use syn::visit_mut::{self, VisitMut};
use syn::{BinOp, Block, Expr, ExprAssign, ExprBinary, ExprClosure, ExprIf, ExprMatch, Item, Macro, Pat, Stmt};

use self::steps::transaction_stays;
use crate::args::{Options, is_traced, take_traced};
use crate::attributes;
use crate::builder::Builder;
use crate::diag::Diagnostics;
use crate::find::Finder;
use crate::imports::Imports;
use crate::invocation::{Visited, looks_like_query, visit_arguments};
use crate::known::QueryMacro;
use crate::lint::{Lint, SWITCH, untraced_query};
use crate::places::{elements, is_variant, simple_name};
use crate::repetition::{Repetition, collects};
use crate::rewrite;
use crate::scope::{Meaning, Scope, item_names};
use crate::text::{Surroundings, Template, Text, mentions};

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

use blocking::Thread;
use loops::Repeating;

/// Where a body stands.
#[derive(Clone, Copy)]
pub(crate) struct Around<'a> {
    /// `Type::function`, below the module.
    pub(crate) function: &'a str,
    /// The type parameters in force.
    pub(crate) generics: &'a [String],
    /// What `Self` stands for, where that is one type.
    pub(crate) self_type: Option<&'a TokenStream>,
    /// The methods of the same block that run queries.
    pub(crate) queriers: &'a HashSet<String>,
}

/// The walk over one body.
pub(crate) struct Body<'a> {
    options: Options,
    around: Around<'a>,
    imports: Imports,
    diagnostics: &'a mut Diagnostics,
    scope: Scope,
    /// Statements to be put before the one that is being walked.
    pending: Vec<TokenStream>,
    /// Statements to be put behind the one that is being walked.
    following: Vec<TokenStream>,
    /// Whether the transaction that the binding to come is given stays in its block.
    stays: bool,
    /// How far out names stand that were bound before the innermost branch, loop or closure.
    branch_point: usize,
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
    repeating: Repeating,
    thread: Thread,
    /// The emitted variables that know servers, with the pools that they were asked of.
    origins: Vec<(Ident, String)>,
    /// How many texts, query calls and calls such as `begin` were judged.
    judged: usize,
    changes: usize,
    needs: Needs,
}

/// What has to be imported at the top of the body.
#[derive(Default)]
struct Needs {
    /// For calls whose executor stands first.
    receiver: bool,
    /// For calls such as `begin`.
    steps: bool,
}

const NO_QUERY: &str = "there is no query call in what this attribute is on, so it does nothing\n\
     help: put it on the statement that runs the query";

impl<'a> Body<'a> {
    pub(crate) fn new(
        options: Options,
        around: Around<'a>,
        imports: Imports,
        diagnostics: &'a mut Diagnostics,
    ) -> Self {
        Self {
            options,
            around,
            imports,
            diagnostics,
            scope: Scope::default(),
            pending: Vec::new(),
            following: Vec::new(),
            stays: false,
            branch_point: 0,
            depth: 0,
            fate: Fate::Kept,
            in_condition: None,
            conditional: false,
            lent: None,
            repeating: Repeating::default(),
            thread: Thread::default(),
            origins: Vec::new(),
            judged: 0,
            changes: 0,
            needs: Needs::default(),
        }
    }

    pub(crate) fn scope(&mut self) -> &mut Scope {
        &mut self.scope
    }

    /// Rewrites a whole body, and says how much of it there was to rewrite or to judge.
    ///
    /// `returns_future`: the function is no `async fn`, so that what its ends return has one type.
    pub(crate) fn rewrite(mut self, block: &mut Block, returns_future: bool) -> usize {
        self.thread.asynchronous = !returns_future;
        if returns_future && mentions(block.to_token_stream(), &|word| word == "return") {
            self.fate = Fate::Alike;
        }
        self.visit_block_mut(block);
        if self.diagnostics.take_lowered() {
            // The compiler tracks it, so that a change of the switch compiles the function again.
            let switch = rewrite::tracked(SWITCH);
            block.stmts.insert(0, Stmt::Item(Item::Verbatim(switch)));
        }
        if self.needs.receiver {
            let import = rewrite::receiver_import(&self.options);
            block.stmts.insert(0, Stmt::Item(Item::Verbatim(import)));
        }
        if self.needs.steps {
            let import = rewrite::step::import(&self.options);
            block.stmts.insert(0, Stmt::Item(Item::Verbatim(import)));
        }
        self.judged
    }

    fn finder(&self) -> Finder<'_> {
        Finder {
            surroundings: Surroundings { scope: &self.scope, generics: self.around.generics, hidden: Vec::new() },
            imports: &self.imports,
            options: &self.options,
        }
    }

    /// Walks with the options of an attribute on top.
    fn with_options(&mut self, attributes: Option<&mut Vec<syn::Attribute>>, walk: impl FnOnce(&mut Self)) {
        let at = attributes.as_ref().and_then(|attributes| attributes.iter().find(|attribute| is_traced(attribute)));
        let at = at.map(|attribute| attribute.path().to_token_stream());
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
                let before = self.judged;
                let outer = std::mem::replace(&mut self.options, merged);
                walk(self);
                let skipped = std::mem::replace(&mut self.options, outer).skip;
                if self.judged == before && inner.is_about_queries() && !skipped && !self.diagnostics.has_errors() {
                    self.diagnostics.error(syn::Error::new_spanned(at, NO_QUERY));
                }
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
        let outer = std::mem::replace(&mut self.branch_point, point);
        self.depth += 1;
        walk(self);
        self.depth -= 1;
        self.branch_point = outer;
        self.scope.leave(point);
    }

    fn condition(&mut self, condition: &mut Expr) {
        let outer = self.in_condition;
        self.in_condition = outer.or(Some(self.scope.enter()));
        self.visit_expr_mut(condition);
        self.in_condition = outer;
    }

    /// Walks an argument of the macro of this name: most await their futures; `vec!` keeps them.
    fn visit_argument(&mut self, argument: &mut Visited<'_>, name: &str) {
        match argument {
            Visited::Expr { expr, future } => {
                self.fate = match future {
                    true if name == "vec" => Fate::Alike,
                    true => Fate::Awaited,
                    false => Fate::Kept,
                };
                match expr {
                    // `println!("{sql}", sql = value)` names an argument; it assigns nothing.
                    Expr::Assign(named) => self.visit_expr_mut(&mut named.right),
                    expr => {
                        self.visit_expr_mut(expr);
                        let awaits = matches!(name, "join" | "try_join" | "select" | "select_biased");
                        // They may want a name where they have one.
                        if *future && awaits && matches!(expr, Expr::Call(_) | Expr::MethodCall(_)) {
                            self.allow_repeated(expr);
                        }
                    }
                }
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
        let following = std::mem::take(&mut self.following);
        let in_condition = self.in_condition.take();
        let fate = std::mem::take(&mut self.fate);
        for statement in &block.stmts {
            if let Stmt::Item(item) = statement {
                self.imports.add(item);
                let names = item_names(item);
                self.scope.forget(&|tokens| mentions(tokens.clone(), &|word| names.iter().any(|name| name == word)));
            }
        }
        let mut statements = std::mem::take(&mut block.stmts).into_iter();
        while let Some(mut statement) = statements.next() {
            self.stays = transaction_stays(&statement, statements.as_slice());
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
            let behind = self.following.drain(..);
            block.stmts.extend(behind.map(|behind| Stmt::Expr(Expr::Verbatim(behind), None)));
        }
        self.in_condition = in_condition;
        self.following = following;
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
        if matches!(name.as_str(), "write" | "writeln") {
            self.written(invocation);
        }
        let before = self.changes;
        let mut visited = false;
        let tokens = visit_arguments(&name, &invocation.tokens, &mut |argument| {
            visited = true;
            self.visit_argument(argument, &name);
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
        let origin = self.note_origin(&choice.expr);
        self.visit_expr_mut(&mut choice.expr);
        for arm in &mut choice.arms {
            self.branch(|body| {
                body.bind_taken(&arm.pat, origin.clone());
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
        {
            let piece = Template::part(&binary.right, &self.finder().surroundings);
            self.grow(name, "`+=`", Some(piece), &*binary);
        }
    }

    fn closure(&mut self, closure: &mut ExprClosure) {
        let lent = self.lent.take();
        let outer = self.repeating.loops.clone();
        match self.repeating.next.take() {
            Some(repetition) => self.repeating.loops.push(repetition),
            // It is made in the loop, and called nobody knows where.
            None => self.repeating.loops.clear(),
        }
        self.assigned_ahead(&closure.body);
        self.branch(|body| {
            for (position, input) in closure.inputs.iter().enumerate() {
                match (&lent, simple_name(input)) {
                    (Some(builder), Some(name)) if position == 0 => {
                        body.scope.bind(name, Meaning::Builder(Rc::clone(builder)), None);
                    }
                    _ => body.scope.bind_input(input),
                }
            }
            body.own_block(&mut closure.body);
        });
        self.repeating.loops = outer;
    }

    fn repeated(&mut self, expr: &mut Expr) {
        self.assigned_ahead(expr);
        match expr {
            Expr::While(repeated) => {
                let point = self.scope.enter();
                let repetition = Repetition::of_while(repeated, &|expr| self.runs_query(expr));
                self.condition(&mut repeated.cond);
                self.repeat(repetition, |body| body.branch(|body| body.visit_block_mut(&mut repeated.body)));
                self.scope.leave(point);
            }
            Expr::ForLoop(repeated) => {
                let text = self.finder().surroundings.each(&repeated.expr);
                let tuple = elements(&repeated.pat).unwrap_or_default();
                let surroundings = self.finder().surroundings;
                let texts = tuple
                    .into_iter()
                    .filter_map(|(index, name)| Some((name, surroundings.each_element(&repeated.expr, index)?)));
                let texts: Vec<(Ident, Text)> = texts.collect();
                let repetition = Repetition::of_for(repeated, &|expr| self.runs_query(expr));
                self.visit_expr_mut(&mut repeated.expr);
                let walk = |body: &mut Self| {
                    body.scope.bind_pattern(&repeated.pat);
                    let item = match &*repeated.pat {
                        Pat::Reference(inner) => &inner.pat,
                        item => item,
                    };
                    if let (Some(name), Some(text)) = (simple_name(item), text) {
                        body.scope.bind(name, Meaning::Text(text), None);
                    }
                    for (name, text) in texts {
                        body.scope.bind(name, Meaning::Text(text), None);
                    }
                    body.visit_block_mut(&mut repeated.body);
                };
                self.repeat(repetition, |body| body.branch(walk));
            }
            Expr::Loop(repeated) => {
                let repetition = Repetition::of_loop(repeated, &|expr| self.runs_query(expr));
                self.repeat(repetition, |body| body.branch(|body| body.visit_block_mut(&mut repeated.body)));
            }
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
        let collected = std::mem::take(&mut self.repeating.collected);
        self.lint_repeated_call(expr);
        self.lint_used_at_once(expr);
        match expr {
            Expr::Await(inner) => {
                self.fate = Fate::Awaited;
                self.visit_expr_mut(&mut inner.base);
                self.allow_repeated(&mut inner.base);
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
            Expr::MethodCall(_) => self.method_call(expr, fate, collected),
            Expr::Call(call) => {
                self.lint_blocking_call(call, fate);
                self.report_untraced(untraced_query::as_path(call));
                if let Some(lead) = self.finder().lead(call) {
                    self.lint_piece(&lead);
                }
                self.visit_expr_mut(&mut call.func);
                // `Some(future)` has the type of the other arm's `Some(future)`.
                let wraps = matches!(&*call.func, Expr::Path(function) if is_variant(&function.path));
                let function = match &*call.func {
                    Expr::Path(function) => function.path.segments.last().map(|last| last.ident.to_string()),
                    _ => None,
                };
                for argument in &mut call.args {
                    self.repeating.collected = function.as_deref().is_some_and(collects);
                    self.fate = if wraps && fate == Fate::Alike { Fate::Alike } else { Fate::Kept };
                    self.visit_expr_mut(argument);
                }
            }
            Expr::Closure(closure) => {
                let here = closure.asyncness.is_some()
                    || std::mem::take(&mut self.thread.closure_stays) && self.thread.asynchronous;
                self.on_thread(here, |body| body.closure(closure));
            }
            Expr::Async(block) => self.on_thread(true, |body| body.visit_block_mut(&mut block.block)),
            Expr::If(choice) => self.branches(choice),
            Expr::While(_) | Expr::ForLoop(_) | Expr::Loop(_) => self.repeated(expr),
            Expr::Match(choice) => self.arms(choice),
            Expr::Let(binding) => {
                let origin = self.note_origin(&binding.expr);
                self.visit_expr_mut(&mut binding.expr);
                self.bind_taken(&binding.pat, origin);
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
