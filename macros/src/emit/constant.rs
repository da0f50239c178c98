//! What the compiler judges of a text that the macro can't read, in constants: an error is a constant that panics, a
//! warning a deprecated method of the type that the verdict chooses.

use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote_spanned};
use sqlspan_analysis::{CheckArgument, ConstantCheck, Function, Level, Options, with_lint};
use syn::ExprMethodCall;

use super::paths::{dialect, emit, first_span, runtime, runtime_at};
use super::warning::not_in_tests;

/// The statement with which the compiler judges a text; `call` is the query call, at whose method warnings are shown.
pub(super) fn check(
    options: &Options,
    function: &Function,
    check: &ConstantCheck,
    call: &ExprMethodCall,
) -> TokenStream {
    let runtime = runtime(options);
    let Text { text, generic } = Text::nameable(function, check);
    let dialect = dialect(&runtime, options.dialect());
    let arguments = argument(&check.argument).into_iter();
    let lint = Ident::new(check.lint.name(), Span::mixed_site());
    let found = emit!(#runtime::lint::found::#lint(#text, #dialect #(, #arguments)*));
    if check.level == Level::Deny {
        let message = match &check.argument {
            CheckArgument::Repeated { message, .. } => Some(with_lint(check.lint, message)),
            _ => None,
        };
        let arguments = argument(&check.argument).into_iter().chain(message.map(ToTokens::into_token_stream));
        // Located at the user's text, which the compiler shows.
        let at = Span::mixed_site().located_at(first_span(text.clone()));
        let runtime = runtime_at(options, at);
        let deny = quote_spanned!(at=> #runtime::lint::deny::#lint(#text, #dialect #(, #arguments)*));
        // A nested item can't name what an inline constant can.
        return if generic { emit!(const { #deny };) } else { emit!(const _: () = { #deny; };) };
    }
    if generic {
        // Nothing that depends on a type parameter can choose a type.
        return TokenStream::new();
    }
    let at = call.method.span();
    let unless_test = options.levels.spares_tests(check.lint).then(not_in_tests);
    if let CheckArgument::Repeated { message, .. } = &check.argument {
        let warning = repeated(at, &found, &with_lint(check.lint, message));
        return emit!(#unless_test #warning);
    }
    let lint = Ident::new(check.lint.name(), at);
    let used = quote_spanned!(at=> .#lint());
    emit!(#unless_test #runtime::lint::Found::<{ #found }> #used;)
}

fn argument(argument: &CheckArgument) -> Option<TokenStream> {
    match argument {
        CheckArgument::None => None,
        CheckArgument::Names(names) => Some(emit!(&[#(#names),*])),
        CheckArgument::Count(bound) => Some(bound.to_token_stream()),
        CheckArgument::Repeated { paged, .. } => Some(paged.to_token_stream()),
    }
}

/// A text that only the compiler can read, as a constant can name it.
struct Text {
    text: TokenStream,
    /// Whether it names a type parameter, or a `Self` that is many types: it has its value where the function is used.
    generic: bool,
}

impl Text {
    fn nameable(function: &Function, check: &ConstantCheck) -> Self {
        let text = check.text.clone();
        if !check.is_associated {
            return Self { text, generic: false };
        }
        let of_parameter = mentions_any(text.clone(), &function.generics);
        match function.self_type.as_ref().filter(|_| !of_parameter) {
            Some(ty) => Self { text: with_type(text, ty), generic: false },
            None => Self { text, generic: true },
        }
    }
}

fn mentions_any(tokens: TokenStream, names: &[String]) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Ident(word) => names.iter().any(|name| word == name),
        TokenTree::Group(group) => mentions_any(group.stream(), names),
        _ => false,
    })
}

/// A warning whose words depend on the place.
fn repeated(at: Span, found: &TokenStream, message: &str) -> TokenStream {
    let lint = Ident::new("n_plus_one", at);
    let used = quote_spanned!(at=> .#lint());
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
fn with_type(text: TokenStream, ty: &TokenStream) -> TokenStream {
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
                let mut inner = Group::new(group.delimiter(), with_type(group.stream(), ty));
                inner.set_span(group.span());
                named.extend([TokenTree::from(inner)]);
            }
            token => named.extend([token]),
        }
    }
    named
}
