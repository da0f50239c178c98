//! What goes beside a statement: where a connection comes from, proofs and checks that the compiler makes, imports.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote_spanned};
use sqlspan_analysis::{Level, Lint, Options, OriginId, WatchId};
use syn::{Expr, ExprMethodCall};

use super::paths::{emit, first_span, runtime, runtime_at};
use super::probe::probe;

/// The emitted variable that knows the server of a connection.
pub(super) fn origin_name(id: OriginId) -> Ident {
    format_ident!("sqlspan_origin_{}", id.0, span = Span::mixed_site())
}

/// The emitted variable that watches a transaction.
pub(super) fn watch_name(id: WatchId) -> Ident {
    format_ident!("sqlspan_watch_{}", id.0, span = Span::mixed_site())
}

/// The emitted variable that has the span of a transaction ready.
pub(super) fn group_name(id: WatchId) -> Ident {
    format_ident!("sqlspan_group_{}", id.0, span = Span::mixed_site())
}

/// The statement that notes which server a connection comes from, before it is taken out of `pool`.
pub(super) fn origin(options: &Options, id: OriginId, pool: &TokenStream) -> TokenStream {
    let runtime = runtime(options);
    let (origin, probe) = (origin_name(id), probe(&runtime, pool));
    emit!(let #origin = #probe.origin();)
}

/// The statement with which the compiler proves that an expression is a constant, of whatever type.
pub(super) fn prove(options: &Options, constant: &TokenStream) -> TokenStream {
    let runtime = runtime(options);
    emit!(const { #runtime::constant(&#constant) };)
}

/// What a call is awaited as in code where queries may repeat: the loop is here, and the query where the call leads.
pub(super) fn allow_repeated(options: &Options, future: &Expr) -> Expr {
    // Located at the user's call, where what is no future is reported.
    let at = Span::mixed_site().located_at(first_span(future.to_token_stream()));
    let runtime = runtime_at(options, at);
    // Parentheses of the user's would be too many.
    let future = if let Expr::Paren(inner) = future { &inner.expr } else { future };
    Expr::Verbatim(quote_spanned!(at=> #runtime::allow_n_plus_one(#future)))
}

/// The statement that reports a call on a place which turns out, by type, to be sqlx's. It never runs.
pub(super) fn check_by_type(options: &Options, call: &ExprMethodCall) -> TokenStream {
    check(options, call, &call.receiver)
}

/// A call on a value, reported if that turns out, by type, to be sqlx's: the value passes through, made once.
pub(super) fn checked_by_type(options: &Options, call: &ExprMethodCall) -> Expr {
    let value = Ident::new("sqlspan_receiver", Span::mixed_site());
    let check = check(options, call, &value);
    let receiver = &call.receiver;
    let checked = emit!((match #receiver { #value => { #check #value } }));
    let call = ExprMethodCall { receiver: Box::new(Expr::Verbatim(checked)), ..call.clone() };
    Expr::MethodCall(call)
}

fn check(options: &Options, call: &ExprMethodCall, receiver: &impl ToTokens) -> TokenStream {
    let runtime = runtime(options);
    let at = call.method.span();
    let check = quote_spanned!(at=> untraced_query);
    let deny = options.levels.level(Lint::UntracedQuery) == Level::Deny;
    let level = deny.then(|| emit!(#[deny(deprecated)]));
    emit! {
        if false {
            use #runtime::{AnyExecutor as _, NotAQuery as _};
            #level
            let () = (&#runtime::Checked(&#receiver)).#check();
            loop {}
        }
    }
}

/// `use ..::Receiver as _;`, for the top of a body that has calls whose executor stands first.
pub(super) fn receiver_import(options: &Options) -> TokenStream {
    let runtime = runtime(options);
    emit!(use #runtime::Receiver as _;)
}

/// The item that makes the compiler track a variable of the environment.
pub(crate) fn tracked(variable: &str) -> TokenStream {
    emit!(
        const _: ::core::option::Option<&str> = ::core::option_env!(#variable);
    )
}
