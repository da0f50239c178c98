//! A loop, or a closure that runs for every item, as far as a query in it is concerned: what it is called, which names
//! change with every round, and whether it is one of those whose rounds can't be one query.

use proc_macro2::{Ident, TokenStream};
use quote::ToTokens;
use syn::{BinOp, Expr, ExprClosure, ExprForLoop, ExprLoop, ExprMethodCall, ExprWhile, Pat};

use crate::known::Method;
use crate::look::{self, Look};
use crate::scope::names;
use crate::text::mentions;

/// One loop around the code that is being read.
#[derive(Clone, Debug)]
pub(crate) struct Repetition {
    /// As the user wrote its head: `for id in ids`.
    pub(crate) head: String,
    /// The collection, where the head names one.
    pub(crate) items: Option<TokenStream>,
    /// The name of an item, where it is one name.
    pub(crate) item: Option<Ident>,
    /// The names that have another value in every round.
    varying: Vec<String>,
    pub(crate) kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Every round is for one item.
    Items,
    /// Rounds until one succeeds: what stands in `outer` loops is repeated by those alone.
    Retry,
    /// Rounds over batches, pages or events, which are as few as they can be.
    Batches,
}

impl Repetition {
    pub(crate) fn of_for(repeated: &ExprForLoop, runs_query: &dyn Fn(&Expr) -> bool) -> Self {
        let events = Events::of(&repeated.body, runs_query);
        let bound = names(&repeated.pat);
        let mut found = Self::new(&bound);
        found.varying(&mut |taint| look::at_block(taint, &repeated.body));
        let counts = matches!(root(&repeated.expr), Expr::Range(_));
        let head = repeated.expr.to_token_stream();
        found.kind =
            if is_fixed(&repeated.expr) || takes_batches(&head) || bound.iter().any(is_batch_name) || events.waits {
                Kind::Batches
            } else if events.leaves_after_query && (counts || !events.queries.iter().any(|query| found.varies(query))) {
                Kind::Retry
            } else {
                Kind::Items
            };
        found.head = format!("for {} in {}", printed(&repeated.pat), printed(&repeated.expr));
        found.items = collection(&repeated.expr);
        found
    }

    pub(crate) fn of_while(repeated: &ExprWhile, runs_query: &dyn Fn(&Expr) -> bool) -> Self {
        let events = Events::of(&repeated.body, runs_query);
        let head = Events::of_expr(&repeated.cond, runs_query);
        let bound = crate::scope::condition_names(&repeated.cond);
        let mut found = Self::new(&bound);
        found.varying(&mut |taint| look::at_block(taint, &repeated.body));
        let condition = repeated.cond.to_token_stream();
        let turns = events.assigned.iter().any(|name| mentions(condition.clone(), &|word| name == word));
        found.kind =
            if head.waits || events.waits || turns || takes_batches(&condition) || bound.iter().any(is_batch_name) {
                Kind::Batches
            } else if events.leaves_after_query {
                Kind::Retry
            } else {
                Kind::Items
            };
        found.head = format!("while {}", printed(&repeated.cond));
        found
    }

    pub(crate) fn of_loop(repeated: &ExprLoop, runs_query: &dyn Fn(&Expr) -> bool) -> Self {
        let events = Events::of(&repeated.body, runs_query);
        let mut found = Self::new(&[]);
        found.varying(&mut |taint| look::at_block(taint, &repeated.body));
        found.kind = if events.waits {
            Kind::Batches
        } else if events.leaves_after_query {
            Kind::Retry
        } else {
            Kind::Items
        };
        "loop".clone_into(&mut found.head);
        found
    }

    /// A closure that `method` calls for every item.
    pub(crate) fn of_closure(closure: &ExprClosure, call: &ExprMethodCall) -> Self {
        let bound: Vec<Ident> = closure.inputs.iter().flat_map(names).collect();
        let mut found = Self::new(&bound);
        found.varying(&mut |taint| look::at_expr(taint, &closure.body));
        let parameters: Vec<String> = closure.inputs.iter().map(printed).collect();
        found.head = format!(".{}(|{}| ..)", call.method, parameters.join(", "));
        if takes_batches(&call.receiver.to_token_stream()) || bound.iter().any(is_batch_name) {
            found.kind = Kind::Batches;
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
            kind: Kind::Items,
        }
    }

    /// Follows the names that change with every round through the bindings of the body.
    fn varying(&mut self, walk: &mut dyn FnMut(&mut Taint<'_>)) {
        walk(&mut Taint(&mut self.varying));
    }

    /// Whether tokens have another value in every round.
    pub(crate) fn varies(&self, tokens: &TokenStream) -> bool {
        mentions(tokens.clone(), &|word| self.varying.iter().any(|name| name == word))
    }
}

/// Names that are bound to what depends on other such names.
struct Taint<'a>(&'a mut Vec<String>);

impl Taint<'_> {
    fn bind(&mut self, pattern: &Pat, value: &Expr) {
        if mentions(value.to_token_stream(), &|word| self.0.iter().any(|name| name == word)) {
            self.0.extend(names(pattern).iter().map(ToString::to_string));
        }
    }
}

impl Look for Taint<'_> {
    fn local(&mut self, local: &syn::Local) -> bool {
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
            _ => {}
        }
        true
    }
}

/// What happens in a round, in the order of the text.
struct Events<'a> {
    runs_query: &'a dyn Fn(&Expr) -> bool,
    queries: Vec<TokenStream>,
    /// A `break`, or a `return` that is no failure, stands behind a query.
    leaves_after_query: bool,
    /// It waits for something outside: a message, a row, a tick.
    waits: bool,
    /// The names that `=`, `+=` or `-=` gives another value behind a query.
    assigned: Vec<Ident>,
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

    fn of(body: &syn::Block, runs_query: &'a dyn Fn(&Expr) -> bool) -> Self {
        let mut events = Self::new(runs_query);
        look::at_block(&mut events, body);
        events
    }

    fn of_expr(expr: &Expr, runs_query: &'a dyn Fn(&Expr) -> bool) -> Self {
        let mut events = Self::new(runs_query);
        look::at_expr(&mut events, expr);
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

impl Look for Events<'_> {
    fn expr(&mut self, expr: &Expr) -> bool {
        match expr {
            Expr::Closure(_) | Expr::Async(_) => self.inside(|events| look::into_expr(events, expr)),
            Expr::ForLoop(repeated) => {
                look::at_expr(self, &repeated.expr);
                self.inside(|events| look::at_block(events, &repeated.body));
            }
            Expr::While(_) | Expr::Loop(_) => self.inside(|events| look::into_expr(events, expr)),
            Expr::Break(left) => {
                if let Some(value) = &left.expr {
                    look::at_expr(self, value);
                }
                if self.inner == 0 || left.label.is_some() {
                    self.leaves(left.expr.as_deref());
                }
            }
            Expr::Return(left) => {
                if let Some(value) = &left.expr {
                    look::at_expr(self, value);
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
                look::at_expr(self, &awaited.base);
            }
            Expr::Assign(assignment) => {
                look::into_expr(self, expr);
                self.assigns(&assignment.left);
            }
            Expr::Binary(change) if matches!(change.op, BinOp::AddAssign(_) | BinOp::SubAssign(_)) => {
                look::into_expr(self, expr);
                // `index += 1` counts items; `deleted += result.rows_affected()` is what a batch came to.
                if !matches!(&*change.right, Expr::Lit(_)) {
                    self.assigns(&change.left);
                }
            }
            _ => {
                look::into_expr(self, expr);
                if (self.runs_query)(expr) {
                    self.queries.push(expr.to_token_stream());
                }
            }
        }
        false
    }

    fn invocation(&mut self, invocation: &syn::Macro) {
        // `select!` in a loop takes events as they come.
        let name = invocation.path.segments.last().map(|last| last.ident.to_string());
        self.waits |= self.inner == 0 && matches!(name.as_deref(), Some("select" | "select_biased"));
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

/// Whether a head runs over what is written there: as many rounds whatever the data.
fn is_fixed(expr: &Expr) -> bool {
    match expr {
        Expr::Array(_) => true,
        Expr::Reference(inner) => is_fixed(&inner.expr),
        Expr::Paren(inner) => is_fixed(&inner.expr),
        Expr::MethodCall(call) => {
            let walks =
                matches!(call.method.to_string().as_str(), "iter" | "into_iter" | "enumerate" | "rev" | "copied");
            walks && is_fixed(&call.receiver)
        }
        _ => false,
    }
}

/// Whether a head runs over batches.
fn takes_batches(head: &TokenStream) -> bool {
    mentions(head.clone(), &|word| {
        word.contains("chunk")
            || word.contains("batch")
            || matches!(word, "step_by" | "windows" | "pages" | "array_chunks")
    })
}

pub(crate) fn is_batch_name(name: &Ident) -> bool {
    let name = name.to_string();
    name.contains("chunk") || name.contains("batch") || name == "page" || name == "offset"
}

/// What a chain of adapters begins with.
fn root(expr: &Expr) -> &Expr {
    match expr {
        Expr::Reference(inner) => root(&inner.expr),
        Expr::Paren(inner) => root(&inner.expr),
        Expr::MethodCall(call) => root(&call.receiver),
        other => other,
    }
}

/// The collection that a head runs over, where its items are those of the collection: `ids` of `&ids`, `ids.iter()`.
fn collection(expr: &Expr) -> Option<TokenStream> {
    match expr {
        Expr::Reference(inner) => collection(&inner.expr),
        Expr::Paren(inner) => collection(&inner.expr),
        Expr::MethodCall(call)
            if call.args.is_empty()
                && matches!(
                    call.method.to_string().as_str(),
                    "iter" | "into_iter" | "iter_mut" | "copied" | "cloned" | "drain"
                ) =>
        {
            collection(&call.receiver)
        }
        Expr::Call(call) => match (&*call.func, call.args.first()) {
            // `stream::iter(ids)`
            (Expr::Path(function), Some(argument))
                if function.path.segments.last().is_some_and(|last| last.ident == "iter") =>
            {
                collection(argument)
            }
            _ => None,
        },
        Expr::Path(_) | Expr::Field(_) => Some(expr.to_token_stream()),
        _ => None,
    }
}

/// Whether a closure that is given to `call` runs once for every item, as opposed to at most once.
pub(crate) fn runs_for_every_item(call: &ExprMethodCall, collected: bool) -> bool {
    match call.method.to_string().as_str() {
        "for_each"
        | "try_for_each"
        | "for_each_concurrent"
        | "try_for_each_concurrent"
        | "then"
        | "flat_map"
        | "scan"
        | "try_fold"
        | "fold"
        | "filter_map"
        | "take_while"
        | "skip_while"
        | "try_filter_map"
        | "try_filter"
        | "flat_map_unordered" => true,
        // `Option` and `Result` have these as well.
        "map" | "and_then" | "inspect" | "filter" | "map_ok" | "or_else" => collected || iterates(&call.receiver),
        _ => false,
    }
}

/// Whether an expression is an iterator or a stream, by its looks.
pub(crate) fn iterates(expr: &Expr) -> bool {
    match expr {
        Expr::Range(_) => true,
        Expr::Paren(inner) => iterates(&inner.expr),
        Expr::MethodCall(call) => {
            matches!(
                call.method.to_string().as_str(),
                "iter"
                    | "into_iter"
                    | "iter_mut"
                    | "drain"
                    | "keys"
                    | "values"
                    | "into_values"
                    | "into_keys"
                    | "chars"
                    | "lines"
                    | "split"
                    | "enumerate"
                    | "zip"
                    | "chain"
                    | "rev"
                    | "skip"
                    | "step_by"
                    | "chunks"
                    | "windows"
                    | "par_iter"
                    | "into_par_iter"
                    | "bytes"
            ) || Method::named(&call.method).is_some_and(Method::streams)
                || iterates(&call.receiver)
        }
        Expr::Call(call) => {
            matches!(&*call.func, Expr::Path(function) if function.path.segments.last().is_some_and(|last| last.ident == "iter"))
        }
        _ => false,
    }
}

/// Whether a function awaits all futures of an iterator.
pub(crate) fn collects(name: &str) -> bool {
    matches!(name, "join_all" | "try_join_all" | "select_all" | "select_ok" | "from_iter" | "iter")
}

/// Whether a method belongs to streams and iterators of futures alone.
pub(crate) fn is_of_streams(method: &str) -> bool {
    matches!(
        method,
        "buffered"
            | "buffer_unordered"
            | "try_buffered"
            | "try_buffer_unordered"
            | "for_each_concurrent"
            | "try_for_each_concurrent"
            | "for_each"
            | "collect"
    )
}

fn printed(tokens: &impl ToTokens) -> String {
    let text = crate::written::written(&tokens.to_token_stream());
    if text.chars().count() > 48 { format!("{}..", text.chars().take(46).collect::<String>()) } else { text }
}
