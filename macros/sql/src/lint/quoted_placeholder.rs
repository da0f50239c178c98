//! `quoted_placeholder`: placeholders of interpolation inside of string literals.

use super::finding::Finding;
use super::messages::Lint;
use super::place::{NOTHING, agreed, identifier, spaces};
use crate::byte::{self, SPACE};
use crate::dialect::Dialect;
use crate::keyword::Keyword;
use crate::lexer::Lexer;
use crate::token::{Kind, Token};
use crate::words::{is_word, keyword};

/// `{name}` inside of a string literal.
#[derive(Clone, Copy)]
struct Quoted {
    start: usize,
    end: usize,
    /// The end of the name.
    name: (usize, usize),
    /// Whether a `%` stands beside it, as in `'%{name}%'`.
    beside_percent: bool,
}

/// The first `{name}` in a string literal that names one of `locals`, or stands beside a `%`. Arrays, JSON and paths are
/// left out: literals that are cast, stand behind a type's name, or are operands of operators such as `@>` and `#>>`.
///
/// ```
/// use sqlspan_sql::{Dialect, lint};
///
/// let found = |sql| lint::quoted_placeholder(sql, Dialect::Generic, &["id"]).map(|finding| finding.range());
/// assert_eq!(found("SELECT 1 WHERE a LIKE '%{name}%'"), Some((24, 30)));
/// assert_eq!(found("SELECT 1 WHERE a = '{id}'"), Some((20, 24)));
/// assert_eq!(found("SELECT 1 WHERE a = '{name}'"), None);
/// assert_eq!(found("SELECT '{id}'::text[]"), None);
/// ```
#[must_use]
pub const fn quoted_placeholder(sql: &str, dialect: Dialect, locals: &[&str]) -> Option<Finding> {
    let mut from = 0;
    while let Some(Quoted { start, end, name, beside_percent }) = quoted(sql, dialect, from) {
        if beside_percent || names(sql.as_bytes(), name, locals) {
            return Some(Finding::new(Lint::QuotedPlaceholder, 1 + beside_percent as usize, (start, end)));
        }
        from = end;
    }
    None
}

/// The first one at or after the offset `from`.
const fn quoted(sql: &str, dialect: Dialect, from: usize) -> Option<Quoted> {
    agreed!(sql, dialect, read, from)
}

/// Whether a name is that of a local.
const fn names(bytes: &[u8], (start, end): (usize, usize), locals: &[&str]) -> bool {
    let mut local = 0;
    while local < locals.len() {
        let name = locals[local].as_bytes();
        let mut at = 0;
        while at < name.len() && start + at < end && name[at] == bytes[start + at] {
            at += 1;
        }
        if at == name.len() && start + at == end {
            return true;
        }
        local += 1;
    }
    false
}

const fn read(mut lexer: Lexer<'_>, from: usize) -> (Option<Quoted>, bool) {
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

const fn within(bytes: &[u8], token: Token, from: usize) -> Option<Quoted> {
    let mut start = token.start;
    while start < token.end {
        if bytes[start] == b'{' && start >= from {
            let name = spaces(bytes, start + 1);
            let name_end = identifier(bytes, name);
            let mut end = name_end;
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
                    return Some(Quoted { start, end: end + 1, name: (name, name_end), beside_percent });
                }
            }
        }
        start += 1;
    }
    None
}
