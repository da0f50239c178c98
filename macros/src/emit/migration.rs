//! `migrator.run(&pool)` and its like to the expression that traces the run, should it turn out to be sqlx's.

use proc_macro2::Span;
use quote::{ToTokens, quote_spanned};
use sqlspan_analysis::{MigrationCall, Options};
use syn::{Expr, ExprMethodCall};

use super::paths::{emit, first_span, runtime};
use super::step::{op, probe};

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
        let (receiver, method, arguments) = (&call.receiver, &call.method, &call.args);
        let begin = first_span(receiver.to_token_stream());
        let statement = emit!(#runtime::Statement::Built(""));
        let op = op(self.options, self.function, &statement, self.call.origin, begin);
        let at = Span::mixed_site().located_at(method.span());
        let traced = |place: &dyn ToTokens| {
            let (place, probe) = (place.to_token_stream(), probe(&runtime, &place.to_token_stream()));
            quote_spanned! {at=>
                match #probe {
                    sqlspan_receiver => match #runtime::Returned(#place.#method(#arguments)) {
                        sqlspan_plain => sqlspan_plain.migration(sqlspan_receiver).migration(sqlspan_plain.0, #op),
                    }
                }
            }
        };
        if self.call.receiver_is_place {
            let traced = traced(receiver);
            return Expr::Verbatim(quote_spanned!(at=> (#traced)));
        }
        // It lives as long as it did: to the end of the statement.
        let traced = traced(&emit!(sqlspan_migrator));
        Expr::Verbatim(quote_spanned!(at=> (match &#receiver { sqlspan_migrator => #traced })))
    }
}
