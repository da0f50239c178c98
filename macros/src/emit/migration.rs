//! `migrator.run(&pool)` and its like to the expression that traces the run, should it turn out to be sqlx's.

use proc_macro2::Span;
use quote::{ToTokens, quote_spanned};
use sqlspan_analysis::{MigrationCall, Options};
use syn::{Expr, ExprMethodCall};

use super::paths::{emit, first_span, runtime};
use super::probe::probe;
use super::step::op;

/// One call, and where it stands.
pub(super) struct Migration<'a> {
    pub(super) call: &'a MigrationCall,
    pub(super) options: &'a Options,
    /// `Type::function`, below the module.
    pub(super) function: &'a str,
}

impl Migration<'_> {
    /// The expression that takes the place of `call`.
    pub(super) fn traced(&self, call: &ExprMethodCall) -> Expr {
        let runtime = runtime(self.options);
        let (receiver, method, turbofish, arguments) = (&call.receiver, &call.method, &call.turbofish, &call.args);
        let begin = first_span(receiver.to_token_stream());
        let statement = emit!(#runtime::Statement::Built(""));
        let op = op(self.options, self.function, &statement, self.call.origin, begin);
        let at = Span::mixed_site().located_at(method.span());
        if !self.call.receiver_is_place {
            let traced =
                quote_spanned!(at=> #runtime::ByValue(#receiver).migrating(#op).#method #turbofish(#arguments));
            return Expr::Verbatim(traced);
        }
        let probe = probe(&runtime, receiver);
        // The call in the outermost scrutinee, so that what its arguments borrow lives as long as it did.
        Expr::Verbatim(quote_spanned! {at=>
            (match (#runtime::Returned { receiver: #probe, plain: #receiver.#method #turbofish(#arguments) }) {
                sqlspan_returned => match sqlspan_returned.migration() {
                    (sqlspan_receiver, sqlspan_plain) => sqlspan_receiver.migration(sqlspan_plain, #op),
                }
            })
        })
    }
}
