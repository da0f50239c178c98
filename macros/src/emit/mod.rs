//! From the model of a function to its traced body. This is the one place that changes syntax: it goes over the body in
//! the order in which the analysis counted its nodes, and puts the code for each where it belongs.

mod call_site;
mod constant;
mod copy;
pub(crate) mod items;
mod migration;
pub(crate) mod note;
mod paths;
mod probe;
mod query;
mod session;
mod step;
mod transaction;
pub(crate) mod warning;

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use sqlspan_analysis::{
    ArgumentPart, Diagnostic, ExecutorSide, Finding, Function, Invocation, Level, MacroArguments, Note, NoteKind,
    SWITCH, Site, SiteKind, as_method, conditions_of, is_traced, of_expr_mut, of_statement_mut,
};
use syn::visit_mut::{self, VisitMut};
use syn::{Arm, Attribute, Block, Expr, ExprClosure, Item, Macro, Stmt, Type};

/// Changes the body of a function; `diagnostics` are those of all functions.
pub(crate) fn body(block: &mut Block, index: usize, mut function: Function, diagnostics: &[Diagnostic]) {
    let invocations = std::mem::take(&mut function.invocations);
    let mut emission = Emission::new(index, &function, invocations, diagnostics);
    emission.visit_block_mut(block);
    for statement in emission.top(index, diagnostics) {
        block.stmts.insert(0, statement);
    }
}

/// What there is to do at a node, in the order in which it is done.
enum Task<'a> {
    Warn(&'a Finding),
    Note(&'a Note),
    Site(&'a Site),
    /// Last, because it wraps the expression.
    AllowRepeated(&'a Note),
}

impl Task<'_> {
    fn rank(&self) -> u8 {
        match self {
            Self::Warn(_) => 0,
            Self::Note(_) => 1,
            Self::Site(_) => 2,
            Self::AllowRepeated(_) => 3,
        }
    }
}

/// The way over one body.
struct Emission<'a> {
    function: &'a Function,
    /// The position of the next node.
    next: usize,
    /// By position.
    tasks: Vec<(usize, Task<'a>)>,
    /// Those not reached yet, the next one last.
    invocations: Vec<Invocation>,
    /// Statements to be put before the one that the way is in.
    pending: Vec<TokenStream>,
    /// Statements to be put behind it.
    following: Vec<TokenStream>,
    /// How many nodes were changed.
    changes: usize,
}

impl<'a> Emission<'a> {
    fn new(
        index: usize,
        function: &'a Function,
        mut invocations: Vec<Invocation>,
        diagnostics: &'a [Diagnostic],
    ) -> Self {
        let mut tasks = Vec::new();
        for diagnostic in diagnostics.iter().filter(|diagnostic| diagnostic.function == Some(index)) {
            if let (Some(finding), Some(node)) = (warning_of(diagnostic), diagnostic.node) {
                tasks.push((function.position(node), Task::Warn(finding)));
            }
        }
        for note in &function.notes {
            let task = if matches!(note.kind, NoteKind::RepeatedFuture) { Task::AllowRepeated } else { Task::Note };
            tasks.push((function.position(note.node), task(note)));
        }
        tasks.extend(function.sites.iter().map(|site| (function.position(site.node), Task::Site(site))));
        tasks.sort_by_key(|(position, task)| (*position, task.rank()));
        invocations.reverse();
        Self { function, next: 0, tasks, invocations, pending: Vec::new(), following: Vec::new(), changes: 0 }
    }

    /// What goes to the top of the body, last first.
    fn top(&self, index: usize, diagnostics: &[Diagnostic]) -> Vec<Stmt> {
        let of_function = diagnostics.iter().filter(|diagnostic| diagnostic.function == Some(index));
        let unplaced = of_function.filter(|diagnostic| diagnostic.node.is_none()).filter_map(warning_of);
        let mut top: Vec<Stmt> = unplaced.map(|finding| verbatim(warning::statement(finding))).collect();
        if self.function.depends_on_switch {
            // The compiler tracks it, so that a change of the switch compiles the function again.
            top.push(item(note::tracked(SWITCH)));
        }
        let sites = &self.function.sites;
        let executor_first =
            |site: &Site| site.query_call().is_some_and(|call| call.executor != ExecutorSide::Argument);
        if sites.iter().any(executor_first) {
            top.push(item(note::receiver_import(&self.function.options)));
        }
        let by_result = |site: &Site| {
            matches!(
                site.kind,
                SiteKind::Step(_) | SiteKind::Session(_) | SiteKind::Transaction(_) | SiteKind::Migration(_)
            )
        };
        if sites.iter().any(by_result) {
            top.push(item(step::import(&self.function.options)));
        }
        if sites.iter().any(|site| matches!(site.kind, SiteKind::Copy(_) | SiteKind::CopyEnd(_))) {
            top.push(item(copy::import(&self.function.options)));
        }
        top
    }

    fn enter(&mut self) -> usize {
        let position = self.next;
        self.next += 1;
        position
    }

    /// Does what there is to do at an expression whose children are done.
    fn leave(&mut self, position: usize, expr: &mut Expr) {
        let from = self.tasks.partition_point(|(task, _)| *task < position);
        let to = self.tasks.partition_point(|(task, _)| *task <= position);
        for index in from..to {
            self.changes += 1;
            match self.tasks[index].1 {
                Task::Warn(finding) => self.pending.push(warning::statement(finding)),
                Task::Note(note) => self.note(note),
                Task::Site(site) => self.site(site, expr),
                Task::AllowRepeated(note) => *expr = note::allow_repeated(&note.options, expr),
            }
        }
    }

    fn note(&mut self, note: &Note) {
        let options = &note.options;
        match &note.kind {
            NoteKind::Origin { id, pool } => self.pending.push(note::origin(options, *id, pool)),
            NoteKind::Watch { id, transaction, origin } => {
                let function = &self.function.name;
                self.following.push(step::watch(options, function, *id, transaction, *origin));
            }
            NoteKind::Group { id, origin } => {
                self.pending.push(step::group(options, &self.function.name, *id, *origin));
            }
            NoteKind::CopyWatch { id } => self.pending.push(copy::watch(options, *id)),
            NoteKind::Constant(text) => self.pending.push(note::prove(options, text)),
            NoteKind::RepeatedFuture => {}
        }
    }

    fn site(&mut self, site: &Site, expr: &mut Expr) {
        let call = match &*expr {
            Expr::Await(awaited) => &*awaited.base,
            called => called,
        };
        // A method that is called as a path is read as one that is not; the call itself stays as it is.
        let (as_method, path) = match call {
            Expr::MethodCall(_) => (None, None),
            Expr::Call(call) => (as_method(call), Some(expr.clone())),
            _ => return,
        };
        let ((Expr::MethodCall(call), _) | (_, Some(call))) = (call, &as_method) else { return };
        let (options, path) = (&site.options, path.as_ref());
        match &site.kind {
            SiteKind::Query(query) => {
                let checks = query.checks.iter().map(|check| constant::check(options, self.function, check, call));
                let query = query::Query {
                    call: query,
                    origin: query.origin.map(note::origin_name),
                    checks: checks.collect(),
                    options,
                    function: &self.function.name,
                };
                *expr = query.traced(call);
            }
            SiteKind::Step(found) => {
                *expr = step::Step { call: found, options, path, function: &self.function.name }.traced(call);
            }
            SiteKind::Session(found) => {
                *expr = session::Session { call: found, options, path, function: &self.function.name }.traced(call);
            }
            SiteKind::Transaction(found) => {
                let is_generic = self.function.is_generic();
                let function = &self.function.name;
                *expr = transaction::Transaction { call: found, options, is_generic, function }.traced(call);
            }
            SiteKind::Migration(found) => {
                *expr = migration::Migration { call: found, options, function: &self.function.name }.traced(call);
            }
            SiteKind::Copy(found) => {
                let checks = found.checks.iter().map(|check| constant::check(options, self.function, check, call));
                let checks = checks.collect();
                *expr = copy::Copy { call: found, options, checks, function: &self.function.name }.traced(call);
            }
            SiteKind::CopyEnd(watch) => *expr = copy::end(options, *watch, call),
            SiteKind::Unresolved { receiver_is_value: false } => self.pending.push(note::check_by_type(options, call)),
            SiteKind::Unresolved { receiver_is_value: true } => *expr = note::checked_by_type(options, call),
        }
    }

    /// An expression that is not in a block of its own, and becomes one if statements have to go before it.
    fn own_block(&mut self, expr: &mut Expr) {
        let outer = std::mem::take(&mut self.pending);
        self.visit_expr_mut(expr);
        let before = std::mem::replace(&mut self.pending, outer);
        if !before.is_empty() {
            *expr = Expr::Verbatim(quote!({ #(#before)* #expr }));
        }
    }

    fn arguments(&mut self, arguments: &mut MacroArguments) {
        for part in &mut arguments.parts {
            match part {
                ArgumentPart::Tokens(_) => {}
                ArgumentPart::Expr { expr, .. } => self.visit_expr_mut(expr),
                ArgumentPart::Branch { expr, .. } => self.own_block(expr),
                ArgumentPart::Statements(block) => self.visit_block_mut(block),
            }
        }
    }

    /// Takes `#[traced(..)]` off.
    fn strip(&mut self, attributes: Option<&mut Vec<Attribute>>) {
        let Some(attributes) = attributes.filter(|attributes| attributes.iter().any(is_traced)) else { return };
        attributes.retain(|attribute| !is_traced(attribute));
        self.changes += 1;
    }
}

impl VisitMut for Emission<'_> {
    fn visit_block_mut(&mut self, block: &mut Block) {
        let pending = std::mem::take(&mut self.pending);
        let following = std::mem::take(&mut self.following);
        let statements = std::mem::take(&mut block.stmts);
        for mut statement in statements {
            self.visit_stmt_mut(&mut statement);
            for before in self.pending.drain(..) {
                let conditions = conditions_of(&statement);
                block.stmts.push(verbatim(quote!(#(#conditions)* #before)));
            }
            block.stmts.push(statement);
            block.stmts.extend(self.following.drain(..).map(verbatim));
        }
        self.following = following;
        self.pending = pending;
    }

    fn visit_stmt_mut(&mut self, statement: &mut Stmt) {
        self.strip(of_statement_mut(statement));
        visit_mut::visit_stmt_mut(self, statement);
    }

    fn visit_expr_mut(&mut self, expr: &mut Expr) {
        let position = self.enter();
        self.strip(of_expr_mut(expr));
        visit_mut::visit_expr_mut(self, expr);
        self.leave(position, expr);
    }

    fn visit_expr_closure_mut(&mut self, closure: &mut ExprClosure) {
        for input in &mut closure.inputs {
            self.visit_pat_mut(input);
        }
        self.own_block(&mut closure.body);
    }

    fn visit_arm_mut(&mut self, arm: &mut Arm) {
        self.visit_pat_mut(&mut arm.pat);
        self.own_block(&mut arm.body);
    }

    fn visit_macro_mut(&mut self, invocation: &mut Macro) {
        let position = self.enter();
        let from = self.tasks.partition_point(|(task, _)| *task < position);
        for (_, task) in self.tasks[from..].iter().take_while(|(task, _)| *task == position) {
            if let Task::Warn(finding) = task {
                self.pending.push(warning::statement(finding));
            }
        }
        let Some(mut parsed) = self.invocations.pop_if(|invocation| invocation.position == position) else { return };
        let before = self.changes;
        self.arguments(&mut parsed.arguments);
        if self.changes != before {
            invocation.tokens = parsed.arguments.to_token_stream();
        }
    }

    fn visit_item_mut(&mut self, _: &mut Item) {}

    fn visit_attributes_mut(&mut self, _: &mut Vec<Attribute>) {}

    fn visit_type_mut(&mut self, _: &mut Type) {}
}

/// The finding of a diagnostic that is a warning.
fn warning_of(diagnostic: &Diagnostic) -> Option<&Finding> {
    diagnostic.finding().filter(|finding| finding.level == Level::Warn)
}

fn verbatim(statement: TokenStream) -> Stmt {
    Stmt::Expr(Expr::Verbatim(statement), None)
}

fn item(item: TokenStream) -> Stmt {
    Stmt::Item(Item::Verbatim(item))
}
