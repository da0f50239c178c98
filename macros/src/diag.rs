//! The accumulator of findings: errors of a whole block come out together, warnings become real compiler warnings, and
//! the user's item is always emitted.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};

use crate::lint::{Level, Levels, Lint};

/// What was found so far.
#[derive(Default)]
pub(crate) struct Diagnostics {
    errors: Option<syn::Error>,
    warnings: Vec<Warning>,
}

struct Warning {
    lint: Lint,
    at: Span,
    message: String,
}

impl Diagnostics {
    /// An error that is no lint: wrong use of the attributes.
    pub(crate) fn error(&mut self, error: syn::Error) {
        match &mut self.errors {
            Some(errors) => errors.combine(error),
            None => self.errors = Some(error),
        }
    }

    /// Whether there is an error already, which may be the cause of what looks like another.
    pub(crate) fn has_errors(&self) -> bool {
        self.errors.is_some()
    }

    /// A finding of a lint, at all of `tokens`. Says whether it is an error.
    pub(crate) fn report(&mut self, lint: Lint, levels: &Levels, tokens: &impl ToTokens, message: &str) -> bool {
        let message = format!("{message}\nnote: sqlspan::{}", lint.name());
        match levels.of(lint) {
            Level::Allow => false,
            Level::Warn => {
                let at = tokens.to_token_stream().into_iter().next().map_or_else(Span::call_site, |token| token.span());
                self.warnings.push(Warning { lint, at, message });
                false
            }
            Level::Deny => {
                self.error(syn::Error::new_spanned(tokens, message));
                true
            }
        }
    }

    /// The warnings since the last call, as statements for the body of the function that they are about, where the
    /// user's own `#[allow(deprecated)]` covers them. A deprecated constant is the one warning that a macro can make
    /// on stable Rust.
    pub(crate) fn take_warnings(&mut self) -> Vec<TokenStream> {
        self.warnings.drain(..).map(Warning::into_statement).collect()
    }

    /// All errors, for the place of an item.
    pub(crate) fn into_compile_errors(self) -> Option<TokenStream> {
        self.errors.map(syn::Error::into_compile_error)
    }
}

impl Warning {
    fn into_statement(self) -> TokenStream {
        let Self { lint, at, message } = self;
        let declared = format_ident!("{}", lint.name(), span = Span::mixed_site());
        let used = Ident::new(lint.name(), at);
        let used = quote_spanned!(at=> #used);
        quote! {
            {
                #[deprecated(note = #message)]
                const #declared: bool = true;
                let _: bool = #used;
            }
        }
    }
}
