//! What is put in, as a message names it.

use proc_macro2::{TokenStream, TokenTree};

use crate::syntax::source_text::source_text;

/// How long an expression may be that is shown as it is.
const LONGEST: usize = 48;

/// An expression as the user wrote it; of a long chain its beginning and its last link, which tell it from others.
pub(super) fn shown(tokens: &TokenStream) -> String {
    let whole = source_text(tokens);
    if whole.chars().count() <= LONGEST {
        return whole;
    }
    let mut links = vec![TokenStream::new()];
    for token in tokens.clone() {
        match token {
            TokenTree::Punct(dot) if dot.as_char() == '.' => links.push(TokenStream::new()),
            token => links.last_mut().into_iter().for_each(|link| link.extend([token.clone()])),
        }
    }
    match links.as_slice() {
        [first, .., last] => format!("{}...{}", cut(first), cut(last)),
        _ => cut(tokens),
    }
}

/// A text that is cut where it is too long.
fn cut(tokens: &TokenStream) -> String {
    let text = source_text(tokens);
    if text.chars().count() <= LONGEST / 2 {
        return text;
    }
    let short: String = text.chars().take(LONGEST / 2).collect();
    format!("{}...", short.trim_end())
}
