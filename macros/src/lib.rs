//! The attribute macros of [sqlspan]: depend on that crate, which re-exports them and documents them.
//!
//! [sqlspan]: https://docs.rs/sqlspan

#![warn(missing_docs, missing_debug_implementations)]

mod args;
mod attributes;
mod body;
mod builder;
mod diag;
mod expand;
mod fallback;
mod find;
mod imports;
mod invocation;
mod known;
mod lint;
mod places;
mod rewrite;
mod scope;
mod text;

use proc_macro::TokenStream;

/// Traces every query call of a block.
#[proc_macro_attribute]
pub fn repository(args: TokenStream, item: TokenStream) -> TokenStream {
    expand::repository(args.into(), item.into()).into()
}

/// Traces every query call of one function.
#[proc_macro_attribute]
pub fn traced(args: TokenStream, item: TokenStream) -> TokenStream {
    expand::traced(args.into(), item.into()).into()
}
