//! Paths into the runtime, and spans.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote_spanned};
use sqlspan_analysis::{Dialect, Options};
use syn::Path;

/// Tokens of the macro's own hygiene: they neither see the user's locals nor are seen, and lints leave them alone.
/// Constants of the user's are seen, in patterns too: that is why the names are long.
macro_rules! emit {
    ($($tokens:tt)*) => {
        quote::quote_spanned!(proc_macro2::Span::mixed_site()=> $($tokens)*)
    };
}
pub(crate) use emit;

/// The path under which the emitted code finds the runtime.
pub(crate) fn runtime(options: &Options) -> TokenStream {
    options.krate.as_ref().map_or_else(|| emit!(::sqlspan::__private), |path| emit!(#path::__private))
}

/// The same, located at `at`, where the compiler shows a whole expression.
pub(crate) fn runtime_at(options: &Options, at: Span) -> TokenStream {
    let relocate = |path: &Path| {
        let relocated = path.to_token_stream().into_iter().map(|mut token| {
            token.set_span(token.span().located_at(at));
            token
        });
        relocated.collect::<TokenStream>()
    };
    options.krate.as_ref().map_or_else(
        || quote_spanned!(at=> ::sqlspan::__private),
        |path| {
            let path = relocate(path);
            quote_spanned!(at=> #path::__private)
        },
    )
}

/// The path of a dialect.
pub(crate) fn dialect(runtime: &TokenStream, dialect: Dialect) -> TokenStream {
    match dialect {
        Dialect::Generic => emit!(#runtime::Dialect::Generic),
        Dialect::Postgres => emit!(#runtime::Dialect::Postgres),
        Dialect::MySql => emit!(#runtime::Dialect::MySql),
        Dialect::Sqlite => emit!(#runtime::Dialect::Sqlite),
    }
}

/// The span of the first token.
pub(crate) fn first_span(tokens: TokenStream) -> Span {
    tokens.into_iter().next().map_or_else(Span::call_site, |token| token.span())
}
