//! Questions to tokens.

use proc_macro2::{Span, TokenStream, TokenTree};
use syn::parse::Parser as _;
use syn::punctuated::Punctuated;
use syn::{Lit, Path, Token};

/// Whether an identifier occurs in tokens.
pub(crate) fn mentions(tokens: TokenStream, wanted: &dyn Fn(&str) -> bool) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Ident(name) => wanted(&name.to_string()),
        TokenTree::Group(group) => mentions(group.stream(), wanted),
        _ => false,
    })
}

/// Whether an identifier occurs in tokens, or in the braces of a format string: `format!("k{id}")`.
pub(crate) fn uses(tokens: TokenStream, wanted: &dyn Fn(&str) -> bool) -> bool {
    let mut invoked = false;
    tokens.into_iter().any(|token| {
        let is_argument =
            std::mem::replace(&mut invoked, matches!(&token, TokenTree::Punct(bang) if bang.as_char() == '!'));
        match token {
            TokenTree::Ident(name) => wanted(&name.to_string()),
            TokenTree::Group(group) => {
                uses(group.stream(), wanted) || (is_argument && captures(group.stream(), wanted))
            }
            _ => false,
        }
    })
}

/// Whether a format string names an identifier.
fn captures(tokens: TokenStream, wanted: &dyn Fn(&str) -> bool) -> bool {
    let strings = tokens.into_iter().filter_map(|token| match token {
        TokenTree::Literal(literal) => match syn::Lit::new(literal) {
            Lit::Str(text) => Some(text.value()),
            _ => None,
        },
        _ => None,
    });
    strings.into_iter().any(|text| {
        let text = text.replace("{{", "");
        text.split('{').skip(1).filter_map(|rest| rest.split(['}', ':']).next()).any(|name| wanted(name.trim()))
    })
}

/// Whether tokens await something, themselves or in a macro that is known to.
pub(crate) fn awaits(tokens: TokenStream) -> bool {
    let tokens: Vec<_> = tokens.into_iter().collect();
    tokens.iter().enumerate().any(|(at, token)| match token {
        TokenTree::Ident(name) if name == "await" => true,
        TokenTree::Ident(name) if matches!(name.to_string().as_str(), "join" | "try_join" | "select") => {
            matches!(tokens.get(at + 1), Some(TokenTree::Punct(bang)) if bang.as_char() == '!')
        }
        TokenTree::Group(group) => awaits(group.stream()),
        _ => false,
    })
}

/// Whether tokens invoke a macro.
pub(crate) fn is_invocation(tokens: &TokenStream) -> bool {
    let tokens: Vec<_> = tokens.clone().into_iter().collect();
    tokens.windows(2).any(|pair| match pair {
        [TokenTree::Punct(bang), TokenTree::Group(_)] => bang.as_char() == '!',
        _ => false,
    })
}

/// The span of the first token.
pub(crate) fn first_span(tokens: TokenStream) -> Span {
    tokens.into_iter().next().map_or_else(Span::call_site, |token| token.span())
}

/// The last word of a path.
pub(crate) fn last_word(path: &Path) -> String {
    path.segments.last().map(|last| last.ident.to_string()).unwrap_or_default()
}

/// The text of `concat!` where all its arguments are literals.
pub(crate) fn joined_literals(tokens: &TokenStream) -> Option<String> {
    let parsed = Punctuated::<Lit, Token![,]>::parse_terminated.parse2(tokens.clone()).ok()?;
    let mut text = String::new();
    for literal in parsed {
        match literal {
            Lit::Str(part) => text.push_str(&part.value()),
            Lit::Int(part) => text.push_str(part.base10_digits()),
            Lit::Char(part) => text.push(part.value()),
            Lit::Bool(part) => text.push_str(if part.value { "true" } else { "false" }),
            _ => return None,
        }
    }
    Some(text)
}
