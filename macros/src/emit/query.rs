//! A query call to the expression that traces it. The user's tokens are evaluated where they stood, in the scrutinee
//! of a `match`: they never enter a closure or an async block.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream};
use quote::{ToTokens, quote_spanned};
use sqlspan_analysis::{ExecutorSide, FutureUse, Method, Options, QueryCall};
use syn::{Expr, ExprMethodCall};

use super::call_site::CallSite;
use super::paths::{emit, first_span, runtime};

/// One query call, and where it stands.
pub(super) struct Query<'a> {
    pub(super) call: &'a QueryCall,
    /// The emitted variable that knows the server of a connection.
    pub(super) origin: Option<Ident>,
    /// What the compiler is to judge of the text.
    pub(super) checks: TokenStream,
    pub(super) options: &'a Options,
    /// `Type::function`, below the module.
    pub(super) function: &'a str,
}

impl Query<'_> {
    fn is_reversed(&self) -> bool {
        self.call.executor != ExecutorSide::Argument
    }

    /// Whether plain sqlx returns a boxed future here: where the executor stands first, and in two methods of
    /// `raw_sql`; and where the futures of several calls have to be of one type.
    fn is_boxed(&self) -> bool {
        let QueryCall { method, query, future, .. } = self.call;
        let boxed_by_sqlx = self.is_reversed() || (query.raw && matches!(method, Method::FetchAll | Method::FetchOne));
        match future {
            FutureUse::Kept => boxed_by_sqlx,
            FutureUse::Awaited => false,
            FutureUse::Alike => true,
        }
    }

    /// The expression that takes the place of `call`.
    pub(super) fn traced(&self, call: &ExprMethodCall) -> Expr {
        let runtime = runtime(self.options);
        let method = &call.method;
        let receiver = &call.receiver;
        let argument = &call.args;
        let site = CallSite {
            text: &self.call.query.text,
            repeats: self.call.may_repeat,
            options: self.options,
            function: self.function,
        };
        let site = site.declaration(call);
        let origin =
            self.origin.as_ref().map_or_else(|| emit!(::core::option::Option::None), ToTokens::to_token_stream);
        let (scrutinee, bound) = if self.is_reversed() {
            // Located at the user's method, where what is no executor is reported.
            let at = Span::mixed_site().located_at(method.span());
            let together = quote_spanned!(at=> receiver);
            (emit!(#receiver.#together(#argument)), emit!((sqlspan_executor, sqlspan_query)))
        } else {
            // Trailing commas of the argument list stay out of the call.
            let executor = argument.first();
            (emit!((#receiver, #runtime::executor(#executor))), emit!((sqlspan_query, sqlspan_executor)))
        };
        // What wraps it needs one. Elsewhere the user's own import is needed, and must be used.
        let methods =
            (self.call.executor == ExecutorSide::GenericReceiver).then(|| emit!(use #runtime::Executor as _;));
        let checks = &self.checks;
        let source = emit! {
            #checks
            use #runtime::{AnyLocated as _, AnySource as _};
            #methods
            let sqlspan_source = sqlspan_executor.source(#origin).located();
            #site
        };
        let traced =
            if self.call.method.streams() { self.stream(&runtime, method) } else { self.future(&runtime, method) };
        // Located where the user's call begins: what is wrong with its result is reported there, not at the attribute.
        // In parentheses, because a `match` at the beginning of a statement would end it; the parentheses are the
        // user's wholly, so that with an `.await` behind them the whole expression is shown.
        let begin = first_span(receiver.to_token_stream());
        let at = Span::mixed_site().located_at(begin);
        let traced = quote_spanned!(at=> match #scrutinee { #bound => { #source #traced } });
        let mut whole = Group::new(Delimiter::Parenthesis, traced);
        whole.set_span(begin);
        Expr::Verbatim(whole.to_token_stream())
    }

    fn future(&self, runtime: &TokenStream, method: &Ident) -> TokenStream {
        // Located at the user's method, where errors of types belong; hygiene stays the macro's.
        let at = Span::mixed_site().located_at(method.span());
        let executed = if self.is_reversed() {
            quote_spanned!(at=> sqlspan_handle.executor(&sqlspan_recorder).#method(sqlspan_query).await)
        } else {
            quote_spanned!(at=> sqlspan_query.#method(sqlspan_handle.executor(&sqlspan_recorder)).await)
        };
        let end = match self.call.method {
            Method::FetchOne => emit!(end_one),
            Method::FetchOptional => emit!(end_optional),
            Method::FetchAll => emit!(end_all),
            _ => emit!(end_execute),
        };
        let block = quote_spanned! {at=>
            async move {
                let (mut sqlspan_handle, sqlspan_recorder) = sqlspan_source.open(sqlspan_site).await;
                let sqlspan_result = #executed;
                sqlspan_recorder.#end(sqlspan_result)
            }
        };
        if self.is_boxed() { emit!(#runtime::boxed(#block)) } else { block }
    }

    fn stream(&self, runtime: &TokenStream, method: &Ident) -> TokenStream {
        let start = if self.is_reversed() {
            emit!(sqlspan_tagged.#method(sqlspan_query))
        } else {
            emit!(sqlspan_query.#method(sqlspan_tagged))
        };
        match self.call.method {
            Method::FetchMany => emit!(sqlspan_source.rows_and_results(sqlspan_site, move |sqlspan_tagged, _| #start)),
            Method::ExecuteMany if self.is_reversed() || self.call.query.raw => {
                emit!(sqlspan_source.results(sqlspan_site, move |sqlspan_tagged, _| #start))
            }
            // The one method of a query that is both: a future of a stream.
            Method::ExecuteMany => emit! {
                async move { sqlspan_source.results(sqlspan_site, move |sqlspan_tagged, _| #runtime::flatten(#start)) }
            },
            _ => emit!(sqlspan_source.rows(sqlspan_site, move |sqlspan_tagged, _| #start)),
        }
    }
}
