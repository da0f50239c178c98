//! Where static text stands.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

/// Where static text stands.
#[derive(Clone, Debug)]
pub enum Source {
    /// In a literal: its text is known.
    Literal(Literal),
    /// In literals that a builder joins, known up to somewhere; of so many bytes every execution begins with exactly
    /// these.
    Prefix(String, usize),
    /// In an expression that any constant can hold.
    Constant(TokenStream),
    /// In an expression that depends on `Self` or a generic parameter.
    Associated(TokenStream),
    /// Static by its type, its text known at run time alone.
    RuntimeOnly,
}

/// A text that is known, and the tokens that hold it.
#[derive(Clone, Debug)]
pub struct Literal {
    /// The text.
    pub sql: String,
    /// The tokens.
    pub at: TokenStream,
}

impl Literal {
    pub(crate) fn new(sql: String, at: &impl ToTokens) -> Self {
        Self { sql, at: at.to_token_stream() }
    }
}

impl Source {
    pub(crate) fn literal(sql: String, at: &impl ToTokens) -> Self {
        Self::Literal(Literal::new(sql, at))
    }

    /// The text of a file that sqlx's `query_file!` reads, which it resolves from the crate's root.
    pub(crate) fn file(path: &syn::LitStr) -> Self {
        Self::Constant(quote!(::core::include_str!(::core::concat!(::core::env!("CARGO_MANIFEST_DIR"), "/", #path))))
    }

    /// Whether it is no path, or one whose last word is in capitals, as constants are named.
    pub(crate) fn is_named_as_constant(&self) -> bool {
        let (Self::Constant(tokens) | Self::Associated(tokens)) = self else { return true };
        let Ok(path) = syn::parse2::<syn::ExprPath>(tokens.clone()) else { return true };
        path.path.segments.last().is_some_and(|last| !last.ident.to_string().contains(char::is_lowercase))
    }

    /// Whether it depends on `Self` or a generic parameter.
    #[must_use]
    pub const fn is_associated(&self) -> bool {
        matches!(self, Self::Associated(_))
    }

    pub(crate) fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Literal(one), Self::Literal(other)) => one.sql == other.sql,
            (Self::Constant(one) | Self::Associated(one), Self::Constant(other) | Self::Associated(other)) => {
                one.to_string() == other.to_string()
            }
            _ => false,
        }
    }
}
