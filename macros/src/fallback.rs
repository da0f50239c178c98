//! What is emitted when there are errors: the user's item as it was, without the attributes that only the macro reads.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

/// Takes `#[traced ..]` off, wherever it stands, on the tokens themselves: it works on what does not parse, and keeps
/// every other token.
pub(crate) fn strip(tokens: TokenStream) -> TokenStream {
    let mut out = Vec::<TokenTree>::new();
    for token in tokens {
        if let TokenTree::Group(group) = &token {
            let after_hash = matches!(out.last(), Some(TokenTree::Punct(punct)) if punct.as_char() == '#');
            if after_hash && group.delimiter() == Delimiter::Bracket && is_traced(group) {
                out.pop();
                continue;
            }
            let mut stripped = Group::new(group.delimiter(), strip(group.stream()));
            stripped.set_span(group.span());
            out.push(stripped.into());
        } else {
            out.push(token);
        }
    }
    out.into_iter().collect()
}

/// Whether the tokens of an attribute are `traced`, by itself, by a path or with arguments.
fn is_traced(attribute: &Group) -> bool {
    let mut last = None;
    for token in attribute.stream() {
        match token {
            TokenTree::Ident(name) => last = Some(name),
            TokenTree::Punct(punct) if punct.as_char() == ':' => {}
            _ => break,
        }
    }
    last.is_some_and(|name| name == "traced")
}

/// Whether a word occurs in tokens.
pub(crate) fn mentions(tokens: TokenStream, word: &str) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Ident(name) => name == word,
        TokenTree::Group(group) => mentions(group.stream(), word),
        _ => false,
    })
}
