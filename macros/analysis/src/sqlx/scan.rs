//! Tokens that can't be parsed, read for the looks of a query call.

use proc_macro2::{Ident, TokenStream, TokenTree};
use sqlspan_sql::{Dialect, is_statement};
use syn::LitStr;

use super::functions::makes_query;
use super::macros::QueryMacro;
use super::methods::{Method, SessionMethod, StepMethod};

/// Whether tokens that can't be read look as if they held a query call: a method that executes, and something of
/// sqlx's that makes a query; `is_query` knows names of queries.
pub(crate) fn looks_like_query(tokens: TokenStream, is_query: &dyn Fn(&str) -> bool) -> bool {
    let mut seen = Seen::default();
    seen.scan(tokens, is_query);
    seen.executes && seen.makes
}

/// Whether tokens call a method that is named like a round trip.
pub(crate) fn looks_like_round_trip(tokens: TokenStream) -> bool {
    !round_trips(tokens).is_empty()
}

/// The methods in tokens that are named like a round trip.
pub(crate) fn round_trips(tokens: TokenStream) -> Vec<Ident> {
    let mut found = Vec::new();
    let mut before_dot = false;
    for token in tokens {
        let after_dot = before_dot;
        before_dot = matches!(&token, TokenTree::Punct(punct) if punct.as_char() == '.');
        match token {
            TokenTree::Ident(name) if after_dot && is_round_trip(&name) => found.push(name),
            TokenTree::Group(group) => found.extend(round_trips(group.stream())),
            _ => {}
        }
    }
    found
}

/// Whether a method is named like a round trip, whatever its arguments.
pub(crate) fn is_round_trip(method: &Ident) -> bool {
    let name = method.to_string();
    let arguments = || 0..=2;
    Method::from_name(method).is_some()
        || arguments().any(|count| StepMethod::from_call(&name, count).is_some())
        || arguments().any(|count| SessionMethod::from_call(&name, count).is_some())
        || matches!(name.as_str(), "copy_in_raw" | "copy_out_raw")
}

#[derive(Default)]
struct Seen {
    executes: bool,
    makes: bool,
}

impl Seen {
    fn scan(&mut self, tokens: TokenStream, is_query: &dyn Fn(&str) -> bool) {
        let mut before_dot = false;
        let mut after_method = false;
        for token in tokens {
            let method = matches!(&token, TokenTree::Ident(name) if before_dot && Method::from_name(name).is_some());
            match &token {
                TokenTree::Ident(name) => {
                    self.executes |= method;
                    let word = name.to_string();
                    self.makes |= makes_query(&word)
                        || QueryMacro::from_name(&word).is_some()
                        || word == "QueryBuilder"
                        || is_query(&word);
                }
                TokenTree::Group(group) => {
                    // `executor.execute("..")`
                    self.makes |= after_method
                        && syn::parse2::<LitStr>(group.stream())
                            .is_ok_and(|text| is_statement(&text.value(), Dialect::Generic));
                    self.scan(group.stream(), is_query);
                }
                _ => {}
            }
            after_method = method;
            before_dot = matches!(&token, TokenTree::Punct(punct) if punct.as_char() == '.');
        }
    }
}
