//! `untraced_query`: what is a query call, or looks like one, and was not rewritten, would be missing from the trace.

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::{Attribute, Block, Expr, ExprCall, ImplItem, Item, Signature, TraitItem};

use super::Level;
use crate::args::is_traced;
use crate::invocation::looks_like_query;
use crate::known::Method;

pub(crate) const DEFAULT: Level = Level::Deny;

/// Where a finding is, and what is said of it.
pub(crate) type Finding = (TokenStream, &'static str);

/// A query in the arguments of a macro.
pub(crate) fn in_macro(name: &str) -> String {
    format!(
        "this query would not be traced: it stands inside `{name}!`, whose arguments sqlspan does not know how to read\n\
         help: run the query in a `let` before `{name}!` and use its result there"
    )
}

/// A query in a macro that stands for items.
pub(crate) fn in_item_macro(name: &str) -> String {
    format!(
        "this query would not be traced: sqlspan does not see the functions that `{name}!` expands to\n\
         help: put `#[traced]` on the function inside of `{name}!`, or write it out"
    )
}

const IN_NESTED_FUNCTION: &str = "this query would not be traced: it stands in a function inside the annotated one\n\
     help: put `#[traced]` on the inner function, or move it out";

const METHOD_AS_PATH: &str = "this query would not be traced: its method is called as a path\n\
     help: call it as a method: `query.fetch_one(executor)`";

pub(crate) const WITH_TYPES: &str = "this query would not be traced: its method is given types\n\
     help: leave them out: sqlx infers them from the executor";

/// A query in a function, or the function of a block, that stands inside the annotated one.
pub(crate) fn in_item(item: &Item) -> Option<Finding> {
    let covered = |attributes: &[Attribute]| {
        attributes.iter().any(|attribute| {
            is_traced(attribute) || attribute.path().segments.last().is_some_and(|last| last.ident == "repository")
        })
    };
    let in_function = |attributes: &[Attribute], signature: &Signature, body: &Block| {
        (!covered(attributes) && looks_like_query(body.to_token_stream(), &|_| false))
            .then(|| (signature.ident.to_token_stream(), IN_NESTED_FUNCTION))
    };
    match item {
        Item::Fn(function) => in_function(&function.attrs, &function.sig, &function.block),
        Item::Impl(block) if !covered(&block.attrs) => block.items.iter().find_map(|item| match item {
            ImplItem::Fn(function) => in_function(&function.attrs, &function.sig, &function.block),
            _ => None,
        }),
        Item::Trait(block) if !covered(&block.attrs) => block.items.iter().find_map(|item| match item {
            TraitItem::Fn(function) => in_function(&function.attrs, &function.sig, function.default.as_ref()?),
            _ => None,
        }),
        Item::Mod(module) if !covered(&module.attrs) => module.content.as_ref()?.1.iter().find_map(in_item),
        _ => None,
    }
}

/// `Executor::fetch_one(executor, query)`.
pub(crate) fn as_path(call: &ExprCall) -> Option<Finding> {
    let Expr::Path(function) = &*call.func else { return None };
    let mut segments = function.path.segments.iter().rev();
    let (method, owner) = (segments.next()?, segments.next()?);
    let of_sqlx = matches!(
        owner.ident.to_string().as_str(),
        "Executor" | "PgExecutor" | "SqliteExecutor" | "MySqlExecutor" | "Query" | "QueryAs" | "QueryScalar" | "RawSql"
    );
    (of_sqlx && call.args.len() == 2 && Method::named(&method.ident).is_some())
        .then(|| (function.to_token_stream(), METHOD_AS_PATH))
}
