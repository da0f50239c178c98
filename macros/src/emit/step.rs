//! `begin`, `commit`, `rollback` and `acquire` to the expressions that trace them, should their receiver turn out to be
//! sqlx's: the compiler decides by type, and everything else comes out as it went in.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote_spanned};
use sqlspan_analysis::{Comment, Options, OriginId, StepCall, StepMethod, WatchId};
use syn::{Expr, ExprMethodCall};

use super::note::{group_name, origin_name, watch_name};
use super::paths::{emit, first_span, runtime};
use super::probe::probe;

/// One call, and where it stands.
pub(super) struct Step<'a> {
    pub(super) call: &'a StepCall,
    pub(super) options: &'a Options,
    /// The call itself, where its method is called as a path.
    pub(super) path: Option<&'a Expr>,
    /// `Type::function`, below the module.
    pub(super) function: &'a str,
}

impl Step<'_> {
    /// The expression that takes the place of `call`.
    pub(super) fn traced(&self, call: &ExprMethodCall) -> Expr {
        let traced = self.round_trip(call);
        let Some(group) = self.call.begins.map(group_name) else { return Expr::Verbatim(traced) };
        let runtime = runtime(self.options);
        let at = Span::mixed_site().located_at(call.method.span());
        let connection = if self.call.receiver_is_place {
            let probe = probe(&runtime, &call.receiver);
            emit!(#probe.place())
        } else {
            emit!(::core::option::Option::None)
        };
        Expr::Verbatim(quote_spanned! {at=>
            (match #connection {
                sqlspan_connection => match #traced {
                    sqlspan_begin => #runtime::Begin(sqlspan_begin).within(&#group, sqlspan_connection),
                }
            })
        })
    }

    fn round_trip(&self, call: &ExprMethodCall) -> TokenStream {
        let runtime = runtime(self.options);
        let (receiver, method, argument) = (&call.receiver, &call.method, &call.args);
        let begin = first_span(receiver.to_token_stream());
        let statement = self.call.method.statement();
        let statement = emit!(#runtime::Statement::Built(#statement));
        let step = op(self.options, self.function, &statement, self.call.origin, begin);
        // Located at the user's method, where what it lacks is reported.
        let at = Span::mixed_site().located_at(method.span());
        if !self.call.receiver_is_place {
            return quote_spanned!(at=> #runtime::ByValue(#receiver).through(#step).#method(#argument));
        }
        let probe = probe(&runtime, receiver);
        let watch = self.call.watch.map(watch_name);
        let settled = watch.map(|watch| emit!(.settled(#watch.settle())));
        if self.call.method.takes_statement() {
            return quote_spanned! {at=>
                (match (#probe, #runtime::BeginStatement(#argument).given()) {
                    (sqlspan_receiver, (sqlspan_statement, sqlspan_given)) => {
                        let sqlspan_returned = #runtime::Returned {
                            receiver: sqlspan_receiver,
                            plain: #receiver.#method(sqlspan_given),
                        };
                        match sqlspan_returned.#method() {
                            (sqlspan_receiver, sqlspan_plain) => {
                                sqlspan_receiver.#method(sqlspan_plain, sqlspan_statement, #step)
                            }
                        }
                    }
                })
            };
        }
        let (plain, probe) = match self.path {
            None => (quote_spanned!(at=> #receiver.#method()), probe),
            Some(path) => (path.to_token_stream(), emit!(#probe.certain())),
        };
        quote_spanned! {at=>
            (match (#runtime::Returned { receiver: #probe, plain: #plain }) {
                sqlspan_returned => match sqlspan_returned.#method() {
                    (sqlspan_receiver, sqlspan_plain) => {
                        sqlspan_receiver #settled.#method(sqlspan_plain, #step)
                    }
                }
            })
        }
    }
}

/// Where the call stands, and which server its connection comes from.
pub(super) fn op(
    options: &Options,
    function: &str,
    statement: &TokenStream,
    origin: Option<OriginId>,
    at: Span,
) -> TokenStream {
    let runtime = runtime(options);
    let function = format!("::{function}");
    let line = quote_spanned!(at=> ::core::line!());
    let file = quote_spanned!(at=> ::core::file!());
    let module = quote_spanned!(at=> ::core::module_path!());
    let pool = options.pool.as_ref().map(|pool| emit!(.pool(#pool)));
    let comment = matches!(options.comment, Some(Comment::Off)).then(|| emit!(.without_comment()));
    let origin = origin.map(origin_name);
    let origin = origin.map_or_else(|| emit!(::core::option::Option::None), |origin| origin.to_token_stream());
    emit! {
        #runtime::RoundTripOp::new(
            const {
                &#runtime::CallSite::new(
                    #statement,
                    ::core::concat!(#module, #function),
                    #file,
                    #line,
                )#pool #comment
            },
            #origin,
        )
    }
}

/// The statement that watches over a transaction.
pub(super) fn watch(
    options: &Options,
    function: &str,
    id: WatchId,
    transaction: &Ident,
    origin: Option<OriginId>,
) -> TokenStream {
    let (watch, runtime) = (watch_name(id), runtime(options));
    let statement = StepMethod::Rollback.statement();
    let statement = emit!(#runtime::Statement::Built(#statement));
    let step = op(options, function, &statement, origin, transaction.span());
    let probe = probe(&runtime, transaction);
    let group = group_name(id);
    emit!(let #watch = #probe.watch(#step, &#group);)
}

/// The statement that has the span of a transaction ready.
pub(super) fn group(options: &Options, function: &str, id: WatchId, origin: Option<OriginId>) -> TokenStream {
    let (group, runtime) = (group_name(id), runtime(options));
    let statement = emit!(#runtime::Statement::Built(""));
    let op = op(options, function, &statement, origin, Span::call_site());
    emit!(let #group = #runtime::TransactionGroup::new(#op);)
}

/// `use` of what gives receivers and arguments their methods, for the top of a body.
pub(super) fn import(options: &Options) -> TokenStream {
    let runtime = runtime(options);
    emit!(
        use #runtime::{AnyBegin as _, AnyBeginStatement as _, AnyByValue as _, AnyInSession as _, AnyMigrating as _, AnyReturned as _};
    )
}
