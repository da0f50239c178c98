//! What the compiler judges of a text that the macro can't read, in constants: an error is a constant that panics, a
//! warning a deprecated method of the type that the verdict chooses.

use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote_spanned};

use super::{dialect, emit, first_span, runtime, runtime_at};
use crate::args::Options;
use crate::diag::ended;
use crate::lint::{Level, Lint};

/// A text that only the compiler can read.
pub(crate) struct Constant {
    pub(crate) text: TokenStream,
    /// Whether it names a type parameter, or a `Self` that is many types: it has its value where the function is used.
    pub(crate) generic: bool,
    /// The query's method, where warnings are shown.
    pub(crate) at: Span,
}

/// The question, as the runtime's functions are named.
pub(crate) enum Check {
    StrayPlaceholder,
    /// With the names in scope.
    QuotedPlaceholder(Vec<String>),
    UnfilteredWrite,
    MultipleStatements,
    PlaceholderDialect,
    /// With the number of values that are bound.
    BindCount(usize),
    /// Whether the rounds may be pages, and what to say.
    NPlusOne {
        paged: bool,
        message: String,
    },
}

impl Check {
    fn name(&self) -> &'static str {
        match self {
            Self::StrayPlaceholder => "stray_placeholder",
            Self::QuotedPlaceholder(_) => "quoted_placeholder",
            Self::UnfilteredWrite => "unfiltered_write",
            Self::MultipleStatements => "multiple_statements",
            Self::PlaceholderDialect => "placeholder_dialect",
            Self::BindCount(_) => "bind_count",
            Self::NPlusOne { .. } => "n_plus_one",
        }
    }

    fn argument(&self) -> Option<TokenStream> {
        match self {
            Self::QuotedPlaceholder(names) => Some(emit!(&[#(#names),*])),
            Self::BindCount(bound) => Some(bound.to_token_stream()),
            Self::NPlusOne { paged, .. } => Some(paged.to_token_stream()),
            _ => None,
        }
    }
}

/// The statement with which the compiler judges a text.
pub(crate) fn check(options: &Options, constant: &Constant, check: &Check, level: Level) -> TokenStream {
    let runtime = runtime(options);
    let text = &constant.text;
    let dialect = dialect(&runtime, options.dialect());
    let arguments = check.argument().into_iter();
    let lint = Ident::new(check.name(), Span::mixed_site());
    let found = emit!(#runtime::lint::found::#lint(#text, #dialect #(, #arguments)*));
    if level == Level::Deny {
        let message = match check {
            Check::NPlusOne { message, .. } => Some(ended(Lint::NPlusOne, message)),
            _ => None,
        };
        let arguments = check.argument().into_iter().chain(message.map(ToTokens::into_token_stream));
        // Located at the user's text, which the compiler shows.
        let at = Span::mixed_site().located_at(first_span(text.clone()));
        let runtime = runtime_at(options, at);
        let deny = quote_spanned!(at=> #runtime::lint::deny::#lint(#text, #dialect #(, #arguments)*));
        // A nested item can't name what an inline constant can.
        return if constant.generic { emit!(const { #deny };) } else { emit!(const _: () = { #deny; };) };
    }
    if constant.generic {
        // Nothing that depends on a type parameter can choose a type.
        return TokenStream::new();
    }
    if let Check::NPlusOne { message, .. } = check {
        return told(constant, &found, &ended(Lint::NPlusOne, message));
    }
    let lint = Ident::new(check.name(), constant.at);
    let used = quote_spanned!(constant.at=> .#lint());
    emit!(#runtime::lint::Found::<{ #found }> #used;)
}

/// A warning whose words depend on the place.
fn told(constant: &Constant, found: &TokenStream, message: &str) -> TokenStream {
    let lint = Ident::new("n_plus_one", constant.at);
    let used = quote_spanned!(constant.at=> .#lint());
    emit! {
        {
            struct Found<const FOUND: bool>;
            impl Found<true> {
                #[deprecated(note = #message)]
                const fn n_plus_one(self) {}
            }
            impl Found<false> {
                const fn n_plus_one(self) {}
            }
            Found::<{ #found }> #used;
        }
    }
}

/// A text that names `Self`, with the type that it stands for.
pub(crate) fn named(text: TokenStream, ty: &TokenStream) -> TokenStream {
    let mut tokens = text.into_iter().peekable();
    let mut named = TokenStream::new();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Ident(name) if name == "Self" => {
                let owns = matches!(tokens.peek(), Some(TokenTree::Punct(punct)) if punct.as_char() == ':');
                let ty = if owns { emit!(<#ty>) } else { ty.clone() };
                // Of the macro's hygiene, which lints leave alone; `$crate` means something in its own alone.
                let at = Span::mixed_site().located_at(name.span());
                named.extend(ty.into_iter().map(|mut token| {
                    if !matches!(&token, TokenTree::Ident(name) if name == "$crate") {
                        token.set_span(at);
                    }
                    token
                }));
            }
            TokenTree::Group(group) => {
                let mut inner = Group::new(group.delimiter(), self::named(group.stream(), ty));
                inner.set_span(group.span());
                named.extend([TokenTree::from(inner)]);
            }
            token => named.extend([token]),
        }
    }
    named
}
