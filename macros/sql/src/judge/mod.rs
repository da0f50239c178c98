//! What lints ask of a text. Where the dialect isn't known and the dialects read the text
//! differently, a finding is one only if all of them find it.

mod batch;
mod foreign;
mod quoted;
mod several;
mod slot;
mod stray;
mod write;

pub use batch::{equality, pages, takes_list};
pub use foreign::foreign_placeholder;
pub use quoted::{QuotedPlaceholder, quoted_placeholder};
pub use several::has_several_statements;
pub use slot::{Slot, slot};
pub use stray::stray_placeholder;
pub use write::unfiltered_write;

use crate::byte;
use crate::keyword::Keyword;
use crate::lexer::Lexer;
use crate::token::{Kind, Token};

/// Where something stands: byte offsets on character boundaries.
pub(crate) type Range = (usize, usize);

/// The first reading's finding, if all readings have one.
macro_rules! agreed {
    ($sql:expr, $dialect:expr, $read:ident $(, $argument:expr)*) => {{
        let (found, doubt) = $read($crate::lexer::Lexer::new($sql, $dialect) $(, $argument)*);
        if doubt
            && ($read($crate::lexer::Lexer::trial($sql, $crate::Dialect::Postgres) $(, $argument)*).0.is_none()
                || $read($crate::lexer::Lexer::trial($sql, $crate::Dialect::MySql) $(, $argument)*).0.is_none()
                || $read($crate::lexer::Lexer::trial($sql, $crate::Dialect::Sqlite) $(, $argument)*).0.is_none())
        {
            None
        } else {
            found
        }
    }};
}
use agreed;

/// No token yet.
const NOTHING: Token = Token { kind: Kind::End, start: 0, end: 0 };

const fn keyword(lexer: &Lexer<'_>, token: Token) -> Keyword {
    if matches!(token.kind, Kind::Word) { Keyword::of(lexer.bytes, token.start, token.end) } else { Keyword::Other }
}

/// Whether a token is this word, in whatever case; `word` in lower case.
const fn is_word(lexer: &Lexer<'_>, token: Token, word: &str) -> bool {
    matches!(token.kind, Kind::Word) && spells(lexer.bytes, token.start, token.end, word.as_bytes())
}

const fn spells(bytes: &[u8], start: usize, end: usize, word: &[u8]) -> bool {
    if end - start != word.len() {
        return false;
    }
    let mut at = 0;
    while at < word.len() {
        if bytes[start + at].to_ascii_lowercase() != word[at] {
            return false;
        }
        at += 1;
    }
    true
}

/// Whether a value ends with this token, so that what follows is an operator.
const fn ends_value(lexer: &Lexer<'_>, token: Token) -> bool {
    match token.kind {
        Kind::Quoted | Kind::Text | Kind::Number | Kind::Placeholder | Kind::Variable | Kind::Close => true,
        Kind::Word => matches!(keyword(lexer, token), Keyword::Other),
        Kind::Operator => matches!(lexer.bytes[token.start], b']' | b'}'),
        _ => false,
    }
}

/// The end of an identifier that starts at `at`, or `at` if none does.
const fn identifier(bytes: &[u8], at: usize) -> usize {
    if byte::is(bytes, at, byte::WORD_START) {
        let mut end = at + 1;
        while byte::is(bytes, end, byte::WORD) && bytes[end] != b'$' {
            end += 1;
        }
        end
    } else {
        at
    }
}

const fn spaces(bytes: &[u8], mut at: usize) -> usize {
    while byte::get(bytes, at) == b' ' {
        at += 1;
    }
    at
}
