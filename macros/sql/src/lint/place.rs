//! What the lints share: agreement between dialects, and the look of a place.

use crate::byte::{self, DIGIT};
use crate::keyword::Keyword;
use crate::lexer::Lexer;
use crate::token::{Kind, Token};
use crate::words::keyword;

/// Where something stands: byte offsets on character boundaries.
pub(crate) type Range = (usize, usize);

/// The first reading's finding, if all readings have one.
macro_rules! agreed {
    ($sql:expr, $dialect:expr, $read:ident $(, $argument:expr)*) => {{
        let (found, ambiguous) = $read($crate::lexer::Lexer::new($sql, $dialect) $(, $argument)*);
        if ambiguous
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
pub(crate) use agreed;

/// No token yet.
pub(crate) const NOTHING: Token = Token { kind: Kind::End, start: 0, end: 0 };

/// Whether a value ends with this token, so that what follows is an operator.
pub(crate) const fn ends_value(lexer: &Lexer<'_>, token: Token) -> bool {
    match token.kind {
        Kind::Quoted | Kind::Text | Kind::Number | Kind::Placeholder | Kind::Variable | Kind::Close => true,
        Kind::Word => matches!(keyword(lexer, token), Keyword::Other),
        Kind::Operator => matches!(lexer.bytes[token.start], b']' | b'}'),
        _ => false,
    }
}

/// The end of an identifier that starts at `at`, or `at` if none does.
pub(crate) const fn identifier(bytes: &[u8], at: usize) -> usize {
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

pub(crate) const fn spaces(bytes: &[u8], mut at: usize) -> usize {
    while byte::get(bytes, at) == b' ' {
        at += 1;
    }
    at
}

/// The number of a placeholder that has one, else 0.
pub(crate) const fn number_of(lexer: &Lexer<'_>, token: Token) -> usize {
    let (mut number, mut at) = (0, token.start + 1);
    while at < token.end && byte::is(lexer.bytes, at, DIGIT) && number < 100_000 {
        number = number * 10 + (lexer.bytes[at] - b'0') as usize;
        at += 1;
    }
    number
}
