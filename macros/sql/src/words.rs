//! Words of a text, compared.

use crate::byte;
use crate::keyword::Keyword;
use crate::lexer::Lexer;
use crate::token::{Kind, Token};

/// The keyword that a token is.
pub(crate) const fn keyword(lexer: &Lexer<'_>, token: Token) -> Keyword {
    if matches!(token.kind, Kind::Word) { Keyword::of(lexer.bytes, token.start, token.end) } else { Keyword::Other }
}

/// Whether a token is this word, in whatever case; `word` in lower case.
pub(crate) const fn is_word(lexer: &Lexer<'_>, token: Token, word: &str) -> bool {
    matches!(token.kind, Kind::Word) && byte::spells(lexer.bytes, token.start, token.end, word.as_bytes())
}
