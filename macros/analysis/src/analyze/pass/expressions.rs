//! Expressions of every kind.

use quote::ToTokens;
use syn::{Block, Expr, ExprCall, Item, Macro};

use super::Pass;
use super::context::Context;
use crate::lint::subject::{Untraced, UntracedReason};
use crate::model::site::{FutureUse, NoteKind};
use crate::model::unreached::UnreachedReason;
use crate::resolve::scope::Meaning;
use crate::sqlx::paths::{MethodAsPath, method_as_path};
use crate::syntax::attributes;
use crate::syntax::places::is_variant;
use crate::syntax::tokens::last_word;
use crate::syntax::visitor::{self, Visitor};

impl Pass<'_> {
    pub(super) fn expr(&mut self, expr: &Expr, context: Context<'_>) {
        self.under(attributes::of_expr(expr), context, |pass, context| pass.bare_expr(expr, context));
    }

    #[allow(clippy::too_many_lines, reason = "an arm for each kind of expression, most of them one line")]
    fn bare_expr(&mut self, expr: &Expr, context: Context<'_>) {
        self.check_repeated_call(expr, context);
        self.check_used_at_once(expr, context);
        let child = context.child();
        match expr {
            Expr::Await(inner) => {
                self.expr(&inner.base, context.with_future(FutureUse::Awaited));
                if !self.await_copy(expr, inner) {
                    self.note_repeated_future(&inner.base, context);
                }
            }
            Expr::Paren(inner) => self.expr(&inner.expr, context.with_future(context.future)),
            Expr::Block(block) if block.label.is_some() => {
                // What stands behind a `break` is left out.
                self.branch(context, |pass, inner| pass.block(&block.block, inner.with_future(context.future)));
            }
            Expr::Block(block) => self.block(&block.block, context.with_future(context.future)),
            Expr::Binary(binary) => self.binary(binary, child),
            Expr::Reference(reference) => {
                if let (Some(_), Expr::Path(path)) = (reference.mutability, &*reference.expr)
                    && let Some(name) = path.path.get_ident()
                {
                    self.mark_unknown(name);
                }
                self.expr(&reference.expr, child);
            }
            Expr::Return(returned) => {
                if let Some(value) = &returned.expr {
                    self.expr(value, context.with_future(FutureUse::Alike));
                    if !context.in_closure {
                        self.returned(value, context);
                    }
                }
            }
            Expr::Array(array) => {
                for element in &array.elems {
                    self.expr(element, context.with_future(FutureUse::Alike));
                }
            }
            Expr::MethodCall(call) => self.method_call(expr, call, context),
            Expr::Call(call) => self.call(expr, call, context),
            Expr::Closure(closure) => {
                let here = closure.asyncness.is_some() || context.closures_run_here && context.asynchronous;
                let inner = Context { asynchronous: here, closures_run_here: false, ..context };
                self.closure(closure, inner);
            }
            Expr::Async(block) => self.block(&block.block, Context { asynchronous: true, ..child }),
            Expr::If(choice) => self.choice(choice, child),
            Expr::While(_) | Expr::ForLoop(_) | Expr::Loop(_) => self.repeated(expr, child),
            Expr::Match(choice) => self.arms(choice, child),
            Expr::Let(binding) => {
                let origin = self.note_origin(&binding.expr, child);
                self.expr(&binding.expr, child);
                self.bind_taken(&binding.pat, origin);
            }
            Expr::Assign(assignment) => self.assignment(assignment, child),
            Expr::Path(path) => {
                // A builder that is named other than to call it may be grown by whoever gets it.
                if let Some(name) = path.path.get_ident()
                    && let Some(binding) = self.scope.find(name)
                    && let Meaning::Builder(builder) = &binding.meaning
                {
                    builder.borrow_mut().escaped = true;
                }
            }
            _ => visitor::visit_inside(&mut Children { pass: self, context: child }, expr),
        }
    }

    fn call(&mut self, expr: &Expr, call: &ExprCall, context: Context<'_>) {
        self.check_blocking_function(call, context);
        let as_path = if context.options.skip { None } else { method_as_path(call) };
        if let Some((function, MethodAsPath::Left { is_query })) = &as_path {
            let why = if *is_query { UntracedReason::MethodAsPath } else { UntracedReason::StepAsPath };
            let untraced = Untraced { at: quote::quote!(#function), why };
            let node = Some(self.nodes.note(&call.func));
            self.untraced(&untraced, node, context);
            self.unreached(function.to_token_stream(), UnreachedReason::MethodAsPath, true);
        }
        if let Some(lead) = self.queries(context).lead(call) {
            self.check_pieces(&lead, &call.func, context);
        }
        self.expr(&call.func, context.child());
        // `Some(future)` has the type of the other arm's `Some(future)`.
        let wraps = matches!(&*call.func, Expr::Path(function) if is_variant(&function.path));
        let alike = wraps && context.future == FutureUse::Alike;
        let all_awaited = matches!(&*call.func, Expr::Path(function) if awaits_all(&last_word(&function.path)));
        for argument in &call.args {
            let context = context.with_future(if alike { FutureUse::Alike } else { FutureUse::Kept });
            self.expr(argument, Context { all_awaited, ..context });
            self.argument_given_away(argument, context);
        }
        if let Some((_, MethodAsPath::Followed(method))) = &as_path {
            self.step(expr, method, context);
        }
    }

    /// A future that is awaited where queries may repeat: which queries it runs is not seen. A site knows itself.
    pub(super) fn note_repeated_future(&mut self, awaited: &Expr, context: Context<'_>) {
        if !self.may_repeat(context) || context.options.skip || matches!(awaited, Expr::Async(_)) {
            return;
        }
        if !self.is_rewritten(awaited) {
            self.note(NoteKind::RepeatedFuture, awaited, context);
        }
    }
}

/// Goes on with what is in an expression.
struct Children<'p, 'a, 'c> {
    pass: &'p mut Pass<'a>,
    context: Context<'c>,
}

impl Visitor for Children<'_, '_, '_> {
    fn expr(&mut self, expr: &Expr) -> bool {
        self.pass.expr(expr, self.context);
        false
    }

    fn block(&mut self, block: &Block) -> bool {
        self.pass.block(block, self.context);
        false
    }

    fn item(&mut self, _: &Item) -> bool {
        false
    }

    fn invocation(&mut self, invocation: &Macro) {
        self.pass.invocation(invocation, self.context);
    }
}

/// Whether a function awaits all futures of an iterator.
fn awaits_all(name: &str) -> bool {
    matches!(name, "join_all" | "try_join_all" | "select_all" | "select_ok" | "from_iter" | "iter")
}
