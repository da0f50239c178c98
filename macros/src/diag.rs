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
    /// The warnings that were taken: with an error, what they stand in is not emitted.
    taken: Vec<TokenStream>,
    /// What was reported already: one text can be that of several queries.
    reported: Vec<String>,
    /// Whether the switch of the whole build made a warning of an error.
    lowered: bool,
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
        let level = levels.of(lint);
        if level == Level::Allow {
            return false;
        }
        let tokens = tokens.to_token_stream();
        let at = tokens.clone().into_iter().next().map_or_else(Span::call_site, |token| token.span());
        let message = ended(lint, message);
        let finding = format!("{at:?} {tokens} {message}");
        if self.reported.contains(&finding) {
            return level == Level::Deny;
        }
        self.reported.push(finding);
        self.lowered |= levels.is_lowered(lint);
        if level == Level::Deny {
            self.error(syn::Error::new_spanned(tokens, message));
        } else {
            self.warnings.push(Warning { lint, at, message });
        }
        level == Level::Deny
    }

    /// The warnings since the last call, as statements for the body of the function that they are about, where the
    /// user's own `#[allow(deprecated)]` covers them. A deprecated constant is the one warning that a macro can make
    /// on stable Rust.
    pub(crate) fn take_warnings(&mut self) -> Vec<TokenStream> {
        let warnings: Vec<TokenStream> = self.warnings.drain(..).map(Warning::into_statement).collect();
        self.taken.extend_from_slice(&warnings);
        warnings
    }

    /// Whether what was emitted since the last call depends on the switch of the whole build.
    pub(crate) fn take_lowered(&mut self) -> bool {
        std::mem::take(&mut self.lowered)
    }

    /// What the compiler itself will report depends on the switch of the whole build.
    pub(crate) fn depends_on_switch(&mut self) {
        self.lowered = true;
    }

    /// All errors, for the place of an item; the warnings with them, where an item `among` others can hold them.
    pub(crate) fn into_compile_errors(self, among: bool) -> Option<TokenStream> {
        let errors = self.errors?.into_compile_error();
        let warnings = self.taken;
        if among && !warnings.is_empty() {
            return Some(quote!(#errors const _: () = { #(#warnings)* };));
        }
        Some(errors)
    }
}

/// A message with the name of its lint, by which it can be allowed.
pub(crate) fn ended(lint: Lint, message: &str) -> String {
    format!("{message}\nnote: sqlspan::{}", lint.name())
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
