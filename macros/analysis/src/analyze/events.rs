//! What happens in a round of a loop, in the order of the text.

use proc_macro2::{Ident, TokenStream};
use quote::ToTokens;
use syn::{BinOp, Block, Expr, Macro};

use crate::syntax::tokens::{last_word, mentions};
use crate::syntax::visitor::{self, Visitor};

/// What happens in a round, in the order of the text.
pub(super) struct Events<'a> {
    runs_query: &'a dyn Fn(&Expr) -> bool,
    pub(super) queries: Vec<TokenStream>,
    /// A `break`, or a `return` that is no failure, stands behind a query.
    pub(super) leaves_after_query: bool,
    /// It waits for something outside: a message, a row, a tick.
    pub(super) waits: bool,
    /// The names that `=`, `+=` or `-=` gives another value behind a query.
    pub(super) assigned: Vec<Ident>,
    /// How many loops inside of this one the walk is in: their `break` is their own.
    inner: usize,
}

impl<'a> Events<'a> {
    fn new(runs_query: &'a dyn Fn(&Expr) -> bool) -> Self {
        Self {
            runs_query,
            queries: Vec::new(),
            leaves_after_query: false,
            waits: false,
            assigned: Vec::new(),
            inner: 0,
        }
    }

    pub(super) fn of_block(body: &Block, runs_query: &'a dyn Fn(&Expr) -> bool) -> Self {
        let mut events = Self::new(runs_query);
        visitor::visit_block(&mut events, body);
        events
    }

    pub(super) fn of_expr(expr: &Expr, runs_query: &'a dyn Fn(&Expr) -> bool) -> Self {
        let mut events = Self::new(runs_query);
        visitor::visit_expr(&mut events, expr);
        events
    }

    fn leaves(&mut self, value: Option<&Expr>) {
        let fails = value.is_some_and(|value| {
            matches!(value, Expr::Call(call) if matches!(&*call.func, Expr::Path(path) if path.path.segments.last().is_some_and(|last| last.ident == "Err")))
        });
        self.leaves_after_query |= !fails && !self.queries.is_empty();
    }

    fn assigns(&mut self, left: &Expr) {
        if let Expr::Path(path) = left
            && !self.queries.is_empty()
        {
            self.assigned.extend(path.path.get_ident().cloned());
        }
    }

    fn inside(&mut self, walk: impl FnOnce(&mut Self)) {
        self.inner += 1;
        walk(self);
        self.inner -= 1;
    }
}

impl Visitor for Events<'_> {
    fn expr(&mut self, expr: &Expr) -> bool {
        match expr {
            Expr::Closure(_) | Expr::Async(_) => self.inside(|events| visitor::visit_inside(events, expr)),
            Expr::ForLoop(repeated) => {
                visitor::visit_expr(self, &repeated.expr);
                self.inside(|events| visitor::visit_block(events, &repeated.body));
            }
            Expr::While(_) | Expr::Loop(_) => self.inside(|events| visitor::visit_inside(events, expr)),
            Expr::Break(left) => {
                if let Some(value) = &left.expr {
                    visitor::visit_expr(self, value);
                }
                if self.inner == 0 || left.label.is_some() {
                    self.leaves(left.expr.as_deref());
                }
            }
            Expr::Return(left) => {
                if let Some(value) = &left.expr {
                    visitor::visit_expr(self, value);
                }
                self.leaves(left.expr.as_deref());
            }
            Expr::Await(awaited) => {
                if let Expr::MethodCall(call) = &*awaited.base {
                    self.waits |= self.inner == 0 && waits(&call.method);
                }
                if let Expr::Call(call) = &*awaited.base
                    && let Expr::Path(function) = &*call.func
                {
                    let name = function.path.segments.last();
                    self.waits |= self.inner == 0 && name.is_some_and(|last| waits(&last.ident));
                }
                visitor::visit_expr(self, &awaited.base);
            }
            Expr::Assign(assignment) => {
                visitor::visit_inside(self, expr);
                self.assigns(&assignment.left);
            }
            Expr::Binary(change) if matches!(change.op, BinOp::AddAssign(_) | BinOp::SubAssign(_)) => {
                visitor::visit_inside(self, expr);
                // `index += 1` counts items; `deleted += result.rows_affected()` is what a batch came to.
                if !matches!(&*change.right, Expr::Lit(_)) {
                    self.assigns(&change.left);
                }
            }
            _ => {
                visitor::visit_inside(self, expr);
                if (self.runs_query)(expr) {
                    self.queries.push(expr.to_token_stream());
                }
            }
        }
        false
    }

    fn invocation(&mut self, invocation: &Macro) {
        // `select!` in a loop takes events as they come.
        let name = last_word(&invocation.path);
        self.waits |= self.inner == 0 && matches!(name.as_str(), "select" | "select_biased");
        if mentions(invocation.tokens.clone(), &|word| word == "break") {
            self.leaves(None);
        }
    }
}

/// Methods and functions that wait for what comes from outside, one at a time.
fn waits(name: &Ident) -> bool {
    matches!(
        name.to_string().as_str(),
        "next"
            | "try_next"
            | "recv"
            | "recv_many"
            | "recv_async"
            | "tick"
            | "changed"
            | "notified"
            | "accept"
            | "sleep"
            | "sleep_until"
            | "select_next_some"
            | "join_next"
            | "cancelled"
            | "delay_for"
    )
}
