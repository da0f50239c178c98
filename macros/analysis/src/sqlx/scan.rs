//! Tokens that can't be parsed, read for the looks of a query call.

use proc_macro2::{Ident, TokenStream, TokenTree};
use sqlspan_sql::{Dialect, is_statement};
use syn::LitStr;

use super::functions::makes_query;
use super::macros::QueryMacro;
use super::methods::{Method, StepMethod};

/// Whether tokens that can't be read look as if they held a query call: a method that executes, and something of
/// sqlx's that makes a query; `is_query` knows names of queries.
pub(crate) fn looks_like_query(tokens: TokenStream, is_query: &dyn Fn(&str) -> bool) -> bool {
    let mut seen = Seen::default();
    seen.scan(tokens, is_query);
    seen.executes && seen.makes
}

/// Whether tokens call a method that is named like a round trip.
pub(crate) fn looks_like_round_trip(tokens: TokenStream) -> bool {
    let mut before_dot = false;
    tokens.into_iter().any(|token| {
        let after_dot =
            std::mem::replace(&mut before_dot, matches!(&token, TokenTree::Punct(punct) if punct.as_char() == '.'));
        match token {
            TokenTree::Ident(name) => {
                after_dot
                    && (Method::from_name(&name).is_some() || StepMethod::from_call(&name.to_string(), 0).is_some())
            }
            TokenTree::Group(group) => looks_like_round_trip(group.stream()),
            _ => false,
        }
    })
}

/// The methods in tokens that execute, by their names.
pub(crate) fn executing_methods(tokens: TokenStream) -> Vec<Ident> {
    let mut found = Vec::new();
    let mut before_dot = false;
    for token in tokens {
        let after_dot =
            std::mem::replace(&mut before_dot, matches!(&token, TokenTree::Punct(punct) if punct.as_char() == '.'));
        match token {
            TokenTree::Ident(name) if after_dot && Method::from_name(&name).is_some() => found.push(name),
            TokenTree::Group(group) => found.extend(executing_methods(group.stream())),
            _ => {}
        }
    }
    found
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
