//! From a loop, or a closure that runs for every item, to its [`Repetition`]: what it is called, which names change with
//! every round, and whether it is one of those whose rounds can't be one query.

use proc_macro2::{Ident, TokenStream};
use quote::ToTokens;
use syn::{Expr, ExprClosure, ExprForLoop, ExprLoop, ExprMethodCall, ExprWhile, Local, Pat};

use super::events::Events;
use super::loop_heads::{collection, is_batch_name, root, takes_batches};
use crate::model::repetition::{Repetition, RepetitionKind};
use crate::syntax::patterns::{condition_names, names};
use crate::syntax::source_text::source_text;
use crate::syntax::tokens::{awaits, mentions, uses};
use crate::syntax::visitor::{self, Visitor};

impl Repetition {
    pub(crate) fn from_for(
        repeated: &ExprForLoop,
        runs_query: &dyn Fn(&Expr) -> bool,
        is_handful: &dyn Fn(&Expr) -> bool,
    ) -> Self {
        let events = Events::of_block(&repeated.body, runs_query);
        let bound = names(&repeated.pat);
        let mut found = Self::new(&bound);
        found.varying(&mut |taint| visitor::visit_block(taint, &repeated.body));
        let counts = matches!(root(&repeated.expr), Expr::Range(_));
        let head = repeated.expr.to_token_stream();
        found.kind = if takes_batches(&head) || bound.iter().any(is_batch_name) || events.waits {
            RepetitionKind::Batches
        } else if is_handful(&repeated.expr) {
            RepetitionKind::Handful
        } else if events.leaves_after_query && (counts || !events.queries.iter().any(|query| found.varies(query))) {
            RepetitionKind::Retry
        } else {
            RepetitionKind::Items
        };
        found.head = format!("for {} in {}", printed(&repeated.pat), printed(&repeated.expr));
        found.items = collection(&repeated.expr);
        found
    }

    pub(crate) fn from_while(repeated: &ExprWhile, runs_query: &dyn Fn(&Expr) -> bool) -> Self {
        let events = Events::of_block(&repeated.body, runs_query);
        let head = Events::of_expr(&repeated.cond, runs_query);
        let bound = condition_names(&repeated.cond);
        let mut found = Self::new(&bound);
        found.varying(&mut |taint| visitor::visit_block(taint, &repeated.body));
        let condition = repeated.cond.to_token_stream();
        let turns = events.assigned.iter().any(|name| mentions(condition.clone(), &|word| name == word));
        found.kind =
            if head.waits || events.waits || turns || takes_batches(&condition) || bound.iter().any(is_batch_name) {
                RepetitionKind::Batches
            } else if events.leaves_after_query {
                RepetitionKind::Retry
            } else {
                RepetitionKind::Items
            };
        found.head = format!("while {}", printed(&repeated.cond));
        found
    }

    pub(crate) fn from_loop(repeated: &ExprLoop, runs_query: &dyn Fn(&Expr) -> bool) -> Self {
        let events = Events::of_block(&repeated.body, runs_query);
        let mut found = Self::new(&[]);
        found.varying(&mut |taint| visitor::visit_block(taint, &repeated.body));
        found.kind = if events.waits {
            RepetitionKind::Batches
        } else if events.leaves_after_query {
            RepetitionKind::Retry
        } else {
            RepetitionKind::Items
        };
        "loop".clone_into(&mut found.head);
        found
    }

    /// A closure that `call` calls for every item, of which there may be but a `handful`.
    pub(crate) fn from_closure(closure: &ExprClosure, call: &ExprMethodCall, handful: bool) -> Self {
        let bound: Vec<Ident> = closure.inputs.iter().flat_map(names).collect();
        let mut found = Self::new(&bound);
        found.varying(&mut |taint| visitor::visit_expr(taint, &closure.body));
        let parameters: Vec<String> = closure.inputs.iter().map(printed).collect();
        found.head = format!(".{}(|{}| ..)", call.method, parameters.join(", "));
        if takes_batches(&call.receiver.to_token_stream()) || bound.iter().any(is_batch_name) {
            found.kind = RepetitionKind::Batches;
        } else if handful {
            found.kind = RepetitionKind::Handful;
        }
        found.items = collection(&call.receiver);
        found
    }

    fn new(bound: &[Ident]) -> Self {
        Self {
            head: String::new(),
            items: None,
            item: if let [item] = bound { Some(item.clone()) } else { None },
            varying: bound.iter().map(ToString::to_string).collect(),
            awaited: Vec::new(),
            kind: RepetitionKind::Items,
        }
    }

    /// Follows the names that change with every round through the bindings of the body.
    fn varying(&mut self, walk: &mut dyn FnMut(&mut Taint<'_>)) {
        walk(&mut Taint { varying: &mut self.varying, awaited: &mut self.awaited });
    }
}

/// Names that are bound to what depends on other such names.
struct Taint<'a> {
    varying: &'a mut Vec<String>,
    /// Those whose value is awaited in the round.
    awaited: &'a mut Vec<String>,
}

impl Taint<'_> {
    fn bind(&mut self, pattern: &Pat, value: &Expr) {
        let value = value.to_token_stream();
        let bound = || names(pattern).into_iter().map(|name| name.to_string());
        if uses(value.clone(), &|word| self.varying.iter().any(|name| name == word)) {
            self.varying.extend(bound());
        }
        if self.is_awaited(value) {
            self.awaited.extend(bound());
        }
    }

    fn is_awaited(&self, value: TokenStream) -> bool {
        awaits(value.clone()) || uses(value, &|word| self.awaited.iter().any(|name| name == word))
    }

    /// A name that an expression changes: its value is awaited if what changes it is.
    fn change(&mut self, place: &Expr, value: impl IntoIterator<Item = TokenStream>) {
        if let Some(name) = root_name(place)
            && value.into_iter().any(|value| self.is_awaited(value))
        {
            self.awaited.push(name);
        }
    }
}

impl Visitor for Taint<'_> {
    fn local(&mut self, local: &Local) -> bool {
        if let Some(init) = &local.init {
            self.bind(&local.pat, &init.expr);
        }
        true
    }

    fn expr(&mut self, expr: &Expr) -> bool {
        match expr {
            Expr::Let(binding) => self.bind(&binding.pat, &binding.expr),
            Expr::Match(choice) => {
                for arm in &choice.arms {
                    self.bind(&arm.pat, &choice.expr);
                }
            }
            Expr::ForLoop(repeated) => self.bind(&repeated.pat, &repeated.expr),
            Expr::Assign(assigned) => self.change(&assigned.left, [assigned.right.to_token_stream()]),
            Expr::MethodCall(call) => {
                self.change(&call.receiver, call.args.iter().map(ToTokens::to_token_stream));
            }
            // `read(&mut line).await`
            Expr::Await(awaited) => visitor::visit_expr(&mut Lent(self.awaited), &awaited.base),
            _ => {}
        }
        true
    }
}

/// The names that an expression lends to be changed.
struct Lent<'a>(&'a mut Vec<String>);

impl Visitor for Lent<'_> {
    fn expr(&mut self, expr: &Expr) -> bool {
        if let Expr::Reference(lent) = expr
            && lent.mutability.is_some()
        {
            self.0.extend(root_name(&lent.expr));
        }
        true
    }
}

/// `order` of `order.line.name`.
fn root_name(place: &Expr) -> Option<String> {
    match place {
        Expr::Path(path) => path.path.get_ident().map(ToString::to_string),
        Expr::Field(field) => root_name(&field.base),
        Expr::Paren(inner) => root_name(&inner.expr),
        _ => None,
    }
}

fn printed(tokens: &impl ToTokens) -> String {
    let text = source_text(&tokens.to_token_stream());
    if text.chars().count() > 48 { format!("{}..", text.chars().take(46).collect::<String>()) } else { text }
}
