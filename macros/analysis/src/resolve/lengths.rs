//! How many items there are in what is written down: a loop over a handful of them is as long as the code says, whatever
//! the data.

use std::collections::HashMap;

use syn::parse::Parser as _;
use syn::punctuated::Punctuated;
use syn::{Expr, ExprLit, ExprMethodCall, ExprRange, Ident, ImplItem, Item, Lit, RangeLimits, Token};

/// A loop over so many known items is innocent.
const HANDFUL: usize = 5;

/// The lengths of the constants in sight.
#[derive(Clone, Debug, Default)]
pub(crate) struct Lengths(HashMap<String, usize>);

impl Lengths {
    pub(crate) fn add(&mut self, item: &Item) {
        match item {
            Item::Const(item) => self.constant(&item.ident, &item.expr),
            Item::Static(item) => self.constant(&item.ident, &item.expr),
            _ => {}
        }
    }

    /// A constant of an `impl` block: `Self::KINDS`.
    pub(crate) fn add_associated(&mut self, item: &ImplItem) {
        if let ImplItem::Const(item) = item {
            self.constant(&item.ident, &item.expr);
        }
    }

    fn constant(&mut self, name: &Ident, value: &Expr) {
        if let Some(length) = length(value, &|_| None) {
            self.0.insert(name.to_string(), length);
        }
    }

    /// How many items a constant has; of one out of sight, which is as long as somebody wrote it, none are counted.
    fn of_constant(&self, name: &Ident) -> Option<usize> {
        let word = name.to_string();
        let is_constant = word.chars().any(char::is_uppercase) && !word.chars().any(char::is_lowercase);
        is_constant.then(|| self.0.get(&word).copied().unwrap_or_default())
    }

    /// Whether an expression is a handful of known items; `local` knows the lengths of locals.
    pub(crate) fn is_handful(&self, expr: &Expr, local: &dyn Fn(&Ident) -> Option<usize>) -> bool {
        length(expr, &|name| local(name).or_else(|| self.of_constant(name))).is_some_and(|length| length <= HANDFUL)
    }
}

/// The length of what a local is bound to, which stays while it has its name.
pub(crate) fn length_of_local(value: &Expr, mutable: bool) -> Option<usize> {
    let value = peeled(value);
    if mutable && !matches!(value, Expr::Array(_)) { None } else { length(value, &|_| None) }
}

fn length(expr: &Expr, named: &dyn Fn(&Ident) -> Option<usize>) -> Option<usize> {
    match peeled(expr) {
        Expr::Array(array) => Some(array.elems.len()),
        Expr::Macro(invocation) if invocation.mac.path.is_ident("vec") => {
            let elements = Punctuated::<Expr, Token![,]>::parse_terminated.parse2(invocation.mac.tokens.clone());
            elements.ok().map(|elements| elements.len())
        }
        Expr::Range(range) => length_of_range(range),
        Expr::Path(path) => named(&path.path.segments.last()?.ident),
        Expr::MethodCall(call) => length_of_call(call, named),
        Expr::Call(call) => match (&*call.func, call.args.first()) {
            // `stream::iter([..])`, and `Kind::iter()`, over the variants of an enum.
            (Expr::Path(function), argument) if function.path.segments.last()?.ident == "iter" => match argument {
                Some(items) => length(items, named),
                None => Some(0),
            },
            _ => None,
        },
        _ => None,
    }
}

fn length_of_call(call: &ExprMethodCall, named: &dyn Fn(&Ident) -> Option<usize>) -> Option<usize> {
    let receiver = || length(&call.receiver, named);
    match (call.method.to_string().as_str(), call.args.first()) {
        (
            "iter" | "iter_mut" | "into_iter" | "enumerate" | "rev" | "copied" | "cloned" | "as_slice" | "map"
            | "filter" | "skip" | "inspect" | "clone" | "to_vec",
            _,
        ) => receiver(),
        ("take", Some(count)) => match (receiver(), number(count)) {
            (Some(length), Some(count)) => Some(length.min(count)),
            (length, count) => length.or(count),
        },
        ("zip", Some(other)) => receiver().or_else(|| length(other, named)),
        ("chain", Some(other)) => Some(receiver()? + length(other, named)?),
        _ => None,
    }
}

fn length_of_range(range: &ExprRange) -> Option<usize> {
    let (start, end) = (number(range.start.as_deref()?)?, number(range.end.as_deref()?)?);
    let closed = matches!(range.limits, RangeLimits::Closed(_));
    Some(end.saturating_sub(start).saturating_add(usize::from(closed)))
}

fn number(expr: &Expr) -> Option<usize> {
    match expr {
        Expr::Lit(ExprLit { lit: Lit::Int(number), .. }) => number.base10_parse().ok(),
        _ => None,
    }
}

fn peeled(expr: &Expr) -> &Expr {
    match expr {
        Expr::Reference(inner) => peeled(&inner.expr),
        Expr::Paren(inner) => peeled(&inner.expr),
        other => other,
    }
}
