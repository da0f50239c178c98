//! `listen`, `ping` and advisory locks to the expressions that trace them, should their receiver turn out to be sqlx's.

use proc_macro2::Span;
use quote::{ToTokens, quote_spanned};
use sqlspan_analysis::{Options, SessionCall};
use syn::{Expr, ExprMethodCall};

use super::paths::{emit, first_span, runtime};
use super::probe::probe;
use super::step::op;

/// One call, and where it stands.
pub(super) struct Session<'a> {
    pub(super) call: &'a SessionCall,
    pub(super) options: &'a Options,
    /// The call itself, where its method is called as a path.
    pub(super) path: Option<&'a Expr>,
    /// `Type::function`, below the module.
    pub(super) function: &'a str,
}

impl Session<'_> {
    /// The expression that takes the place of `call`.
    pub(super) fn traced(&self, call: &ExprMethodCall) -> Expr {
        let runtime = runtime(self.options);
        let (receiver, method, arguments) = (&call.receiver, &call.method, &call.args);
        let SessionCall { origin, summary, text, .. } = self.call;
        let statement = emit!(#runtime::Statement::Static(#runtime::StaticText::new(#summary, #text, #text)));
        let begin = first_span(receiver.to_token_stream());
        let op = op(self.options, self.function, &statement, *origin, begin);
        // Located at the user's method, where what it lacks is reported.
        let at = Span::mixed_site().located_at(method.span());
        if !self.call.receiver_is_place {
            let traced = quote_spanned!(at=> #runtime::ByValue(#receiver).in_session(#op).#method(#arguments));
            return Expr::Verbatim(traced);
        }
        let probe = probe(&runtime, receiver);
        let plain =
            self.path.map_or_else(|| quote_spanned!(at=> #receiver.#method(#arguments)), ToTokens::to_token_stream);
        // The call in the outermost scrutinee, so that what its arguments borrow lives as long as it did.
        Expr::Verbatim(quote_spanned! {at=>
            (match (#runtime::Returned { receiver: #probe, plain: #plain }) {
                sqlspan_returned => match sqlspan_returned.in_session() {
                    (sqlspan_receiver, sqlspan_plain) => sqlspan_receiver.in_session(sqlspan_plain, #op),
                }
            })
        })
    }
}
