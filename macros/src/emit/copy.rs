//! COPY to the expressions that trace it, should it turn out to be sqlx's: the start, and the end of one that takes rows.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote_spanned};
use sqlspan_analysis::{CopyCall, CopyMethod, Options, WatchId};
use syn::{Expr, ExprMethodCall};

use super::call_site::CallSite;
use super::note::{origin_name, watch_name};
use super::paths::{emit, first_span, runtime};
use super::probe::probe;

/// The start of a COPY, and where it stands.
pub(super) struct Copy<'a> {
    pub(super) call: &'a CopyCall,
    pub(super) options: &'a Options,
    pub(super) checks: TokenStream,
    /// `Type::function`, below the module.
    pub(super) function: &'a str,
}

impl Copy<'_> {
    /// The expression that takes the place of `call`, with its `.await` where that is the node.
    pub(super) fn traced(&self, call: &ExprMethodCall) -> Expr {
        let runtime = runtime(self.options);
        let (receiver, method, statement) = (&call.receiver, &call.method, &call.args);
        let site =
            CallSite { text: &self.call.query.text, repeats: false, options: self.options, function: self.function };
        let site = site.declaration(call);
        let checks = &self.checks;
        let origin = self.call.origin.map(origin_name);
        let origin = origin.map_or_else(|| emit!(::core::option::Option::None), |origin| origin.to_token_stream());
        let op = emit!(#runtime::RoundTripOp::new(sqlspan_site, #origin));
        let watch = self.call.watch.map(watch_name);
        let watch = watch
            .map_or_else(|| emit!(::core::option::Option::None), |watch| emit!(::core::option::Option::Some(&#watch)));
        // Located at the user's method, where what it lacks is reported.
        let at = Span::mixed_site().located_at(method.span());
        let begin = Span::mixed_site().located_at(first_span(receiver.to_token_stream()));
        let acquired = emit!(sqlspan_connection);
        let receiver = if self.call.acquired { &acquired } else { &receiver.to_token_stream() };
        if !self.call.receiver_is_place && !self.call.acquired {
            let traced = quote_spanned! {at=>
                sqlspan_receiver.copying(#op, #watch).#method(#statement)
            };
            // The receiver stays in the scrutinee, so that what it borrows lives as long as it did.
            return Expr::Verbatim(quote_spanned! {begin=>
                (match #runtime::ByValue(#receiver) { sqlspan_receiver => { #checks #site #traced } })
            });
        }
        let place = if self.call.acquired { emit!(*sqlspan_connection) } else { receiver.clone() };
        let probe = probe(&runtime, &place);
        let end = match self.call.method {
            CopyMethod::CopyInRaw => emit!(copy_in),
            CopyMethod::CopyOutRaw => emit!(copy_out),
        };
        let traced = if self.call.awaited {
            // A `let`, so that nothing that the probe borrows lives on behind an `.await`.
            quote_spanned! {begin=>
                match { let sqlspan_probed = #probe; sqlspan_probed } {
                    sqlspan_receiver => {
                        #checks
                        #site
                        match sqlspan_receiver.copy_statement(#statement, #op) {
                            sqlspan_copy => {
                                let (sqlspan_started, sqlspan_text) = sqlspan_copy.start();
                                let sqlspan_result =
                                    #runtime::CopyResult(#receiver.#method(sqlspan_text.given()).await);
                                sqlspan_result.#end(sqlspan_started).#end(sqlspan_result.0, #watch)
                            }
                        }
                    }
                }
            }
        } else {
            // The call in the outermost scrutinee, so that what its text borrows lives as long as it did.
            quote_spanned! {begin=>
                match (#runtime::Returned { receiver: #probe, plain: #receiver.#method(#statement) }) {
                    sqlspan_returned => {
                        #checks
                        #site
                        match sqlspan_returned.#end() {
                            (sqlspan_receiver, sqlspan_plain) => sqlspan_receiver.#end(sqlspan_plain, #op),
                        }
                    }
                }
            }
        };
        if !self.call.acquired {
            return Expr::Verbatim(quote_spanned!(begin=> (#traced)));
        }
        // It lives as long as it did: to the end of the statement.
        let connection = &call.receiver;
        Expr::Verbatim(quote_spanned!(begin=> (match &mut (#connection) { sqlspan_connection => #traced })))
    }
}

/// The end of a COPY whose start is in sight.
pub(super) fn end(options: &Options, watch: WatchId, call: &ExprMethodCall) -> Expr {
    let (runtime, watch) = (runtime(options), watch_name(watch));
    let (receiver, method, arguments) = (&call.receiver, &call.method, &call.args);
    let at = Span::mixed_site().located_at(method.span());
    Expr::Verbatim(quote_spanned! {at=>
        (match #receiver.#method(#arguments) {
            sqlspan_plain => #runtime::CopyEnd(sqlspan_plain).#method(#watch.take()),
        })
    })
}

/// The statement that declares what keeps the span of a COPY.
pub(super) fn watch(options: &Options, id: WatchId) -> TokenStream {
    let (runtime, watch) = (runtime(options), watch_name(id));
    emit!(let #watch = #runtime::CopyWatch::new();)
}

/// `use` of what gives receivers and results their methods, for the top of a body.
pub(super) fn import(options: &Options) -> TokenStream {
    let runtime = runtime(options);
    emit!(
        use #runtime::{
            AnyCopyEnd as _, AnyCopyResult as _, AnyCopyStatement as _, AnyCopying as _, AnyReturned as _,
        };
    )
}
