//! `conn.transaction(|tx| ..)` to the expression that traces its `BEGIN` and its end, should it turn out to be sqlx's.

use proc_macro2::Span;
use quote::{ToTokens, quote_spanned};
use sqlspan_analysis::{Options, TransactionCall};
use syn::{Expr, ExprMethodCall, Stmt};

use super::paths::{emit, first_span, runtime};
use super::probe::probe;
use super::step::op;

/// One call, and where it stands.
pub(super) struct Transaction<'a> {
    pub(super) call: &'a TransactionCall,
    pub(super) options: &'a Options,
    /// Whether its error may be of a type parameter.
    pub(super) is_generic: bool,
    /// `Type::function`, below the module.
    pub(super) function: &'a str,
}

impl Transaction<'_> {
    /// The expression that takes the place of `call`.
    pub(super) fn traced(&self, call: &ExprMethodCall) -> Expr {
        let mut call = call.clone();
        let runtime = runtime(self.options);
        let begin = first_span(call.receiver.to_token_stream());
        let statement = emit!(#runtime::Statement::Built("BEGIN"));
        let op = op(self.options, self.function, &statement, self.call.origin, begin);
        let at = Span::mixed_site().located_at(call.method.span());
        if let Some(Expr::Closure(closure)) = call.args.first_mut() {
            let body = unbraced(&closure.body);
            // What the closure returns becomes the time between `BEGIN` and `COMMIT`.
            let around = Expr::Verbatim(quote_spanned! {at=>
                match (#runtime::Returned { receiver: sqlspan_inside.taken(), plain: #body }) {
                    sqlspan_body => match sqlspan_body.inside() {
                        (sqlspan_inside, sqlspan_body) => sqlspan_inside.inside(sqlspan_body),
                    }
                }
            });
            *closure.body = match &closure.output {
                // A stated type wants a block.
                syn::ReturnType::Type(..) => Expr::Verbatim(quote_spanned!(at=> { #around })),
                syn::ReturnType::Default => around,
            };
        }
        let (receiver, method, turbofish, arguments) = (&call.receiver, &call.method, &call.turbofish, &call.args);
        let error = if self.is_generic { emit!(of_any_error) } else { emit!(of_owned_error) };
        let traced = |place: &dyn ToTokens, probed: &dyn ToTokens| {
            let (place, probe) = (place.to_token_stream(), probe(&runtime, &probed.to_token_stream()));
            quote_spanned! {at=>
                match #probe.transaction(#op) {
                    sqlspan_transaction => match sqlspan_transaction.inside() {
                        sqlspan_inside => {
                            let sqlspan_plain = #place.#method #turbofish(#arguments);
                            let sqlspan_returned =
                                #runtime::Returned { receiver: sqlspan_transaction, plain: sqlspan_plain };
                            match sqlspan_returned.transaction() {
                                (sqlspan_transaction, sqlspan_plain) => {
                                    sqlspan_transaction.ended(#runtime::Plain(sqlspan_plain).#error())
                                }
                            }
                        }
                    }
                }
            }
        };
        if self.call.receiver_is_place {
            let traced = traced(receiver, receiver);
            return Expr::Verbatim(quote_spanned!(at=> (#traced)));
        }
        // It lives as long as it did: to the end of the statement.
        let traced = traced(&emit!(sqlspan_connection), &emit!(*sqlspan_connection));
        Expr::Verbatim(quote_spanned!(at=> (match &mut (#receiver) { sqlspan_connection => #traced })))
    }
}

/// What stands alone in a block, whose braces would be too many around an argument.
fn unbraced(body: &Expr) -> &Expr {
    match body {
        Expr::Block(block) if block.label.is_none() => match &*block.block.stmts {
            [Stmt::Expr(alone, None)] => alone,
            _ => body,
        },
        _ => body,
    }
}
