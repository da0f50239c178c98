//! Placeholders of interpolation inside of string literals.

use super::place::{NOTHING, agreed, identifier, spaces};
use crate::byte::{self, SPACE};
use crate::dialect::Dialect;
use crate::keyword::Keyword;
use crate::lexer::Lexer;
use crate::token::{Kind, Token};
use crate::words::{is_word, keyword};

/// `{name}` inside of a string literal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QuotedPlaceholder {
    /// The byte offset of the `{`.
    pub start: usize,
    /// The byte offset behind the `}`.
    pub end: usize,
    /// Whether a `%` stands beside it, as in `'%{name}%'`.
    pub beside_percent: bool,
}

/// The first `{name}` in a string literal at or after the offset `from`. Arrays, JSON and paths are
/// left out: literals that are cast, stand behind a type's name, or are operands of operators
/// such as `@>` and `#>>`.
///
/// ```
/// use sqlspan_sql::{Dialect, quoted_placeholder};
///
/// let found = quoted_placeholder("SELECT 1 WHERE a LIKE '%{name}%'", Dialect::Generic, 0).unwrap();
/// assert_eq!((found.start, found.end, found.beside_percent), (24, 30, true));
/// assert_eq!(quoted_placeholder("SELECT '{name}'::text[]", Dialect::Generic, 0), None);
/// ```
#[must_use]
pub const fn quoted_placeholder(sql: &str, dialect: Dialect, from: usize) -> Option<QuotedPlaceholder> {
    agreed!(sql, dialect, read, from)
}

const fn read(mut lexer: Lexer<'_>, from: usize) -> (Option<QuotedPlaceholder>, bool) {
    let (mut before, mut last) = (NOTHING, NOTHING);
    loop {
        let token = lexer.next_significant();
        match token.kind {
            Kind::End => return (None, lexer.ambiguous),
            Kind::Text if lexer.bytes[token.start] != b'$' && is_plain(&lexer, token, last, before) => {
                if let Some(found) = within(lexer.bytes, token, from) {
                    return (Some(found), lexer.ambiguous);
                }
            }
            _ => {}
        }
        before = last;
        last = token;
    }
}

/// Whether a literal is text, as opposed to an array, JSON or a path.
const fn is_plain(lexer: &Lexer<'_>, token: Token, last: Token, before: Token) -> bool {
    let next = lexer.peek();
    let bytes = lexer.bytes;
    if matches!(next.kind, Kind::Operator) && bytes[next.start] == b':' {
        return false;
    }
    if is_word(lexer, next, "as") && matches!(last.kind, Kind::Open) && is_word(lexer, before, "cast") {
        return false;
    }
    match last.kind {
        // `jsonb '{..}'`, and the type at the end of `timestamp with time zone '..'`.
        Kind::Word => !matches!(keyword(lexer, last), Keyword::Other),
        Kind::Operator => {
            let mut at = token.start;
            while at > 0 && byte::is(bytes, at - 1, SPACE) {
                at -= 1;
            }
            let mark = if at > 0 { bytes[at - 1] } else { 0 };
            let other = if at > 1 { bytes[at - 2] } else { 0 };
            !matches!(
                (other, mark),
                (b'#' | b'@' | b'>', b'>')
                    | (b'<', b'@')
                    | (b'#', b'-')
                    | (b'@', b'?' | b'@')
                    | (b'?', b'|' | b'&')
                    | (b'&', b'&')
            )
        }
        _ => true,
    }
}

const fn within(bytes: &[u8], token: Token, from: usize) -> Option<QuotedPlaceholder> {
    let mut start = token.start;
    while start < token.end {
        if bytes[start] == b'{' && start >= from {
            let name = spaces(bytes, start + 1);
            let mut end = identifier(bytes, name);
            if end > name {
                end = spaces(bytes, end);
                if byte::get(bytes, end) == b':' && byte::get(bytes, end + 1) != b'}' {
                    end += 1;
                    while end < token.end && !matches!(bytes[end], b'{' | b'}' | b'\'' | b'"' | b' ' | b',') {
                        end += 1;
                    }
                }
                if end < token.end && bytes[end] == b'}' {
                    let beside_percent = bytes[start - 1] == b'%' || byte::get(bytes, end + 1) == b'%';
                    return Some(QuotedPlaceholder { start, end: end + 1, beside_percent });
                }
            }
        }
        start += 1;
    }
    None
}
