//! `stray_placeholder`: placeholders of `format!` or of another language in static text.

use super::finding::Finding;
use super::messages::Lint;
use super::place::{NOTHING, Range, agreed, ends_value, identifier, spaces};
use crate::byte::{self, DIGIT, WORD, WORD_START};
use crate::dialect::Dialect;
use crate::lexer::Lexer;
use crate::token::{Kind, Token};

/// The first placeholder of an interpolation that nothing fills in, at or after the offset `from`:
/// `{id}`, `{}`, `{0:?}`, `{{id}}`, `${id}`, `#{id}`, `%s`, `%(id)s`, as the range of its bytes.
///
/// Strings, quoted identifiers, comments and dollar quotes hold none, and ODBC's escapes, such as
/// `{d '2020-01-01'}`, are none. `%s` is one only where a value is expected, since `a %s` may be a
/// remainder.
///
/// ```
/// use sqlspan_sql::{Dialect, lint};
///
/// let sql = "SELECT '{}' FROM t WHERE id = {id}";
/// let finding = lint::stray_placeholder(sql, Dialect::Generic, 0).unwrap();
/// assert_eq!(finding.range(), (30, 34));
/// assert_eq!(lint::stray_placeholder(sql, Dialect::Generic, 34), None);
/// ```
#[must_use]
pub const fn stray_placeholder(sql: &str, dialect: Dialect, from: usize) -> Option<Finding> {
    match stray(sql, dialect, from) {
        Some(range) => Some(Finding::new(Lint::StrayPlaceholder, style(sql.as_bytes(), range.0), range)),
        None => None,
    }
}

/// The number of the message that shows a placeholder of the same style.
const fn style(bytes: &[u8], start: usize) -> usize {
    match (bytes[start], byte::get(bytes, start + 1)) {
        (b'{', b'{') => 3,
        (b'{', _) if byte::is(bytes, spaces(bytes, start + 1), WORD_START) => 1,
        (b'{', _) => 2,
        (b'$', _) => 4,
        (b'#', _) => 5,
        (b'%', b'(') => 7,
        _ => 6,
    }
}

const fn stray(sql: &str, dialect: Dialect, from: usize) -> Option<Range> {
    agreed!(sql, dialect, read, from)
}

const fn read(mut lexer: Lexer<'_>, from: usize) -> (Option<Range>, bool) {
    let mut before = NOTHING;
    loop {
        let token = lexer.next();
        let found = match token.kind {
            Kind::End => return (None, lexer.ambiguous),
            Kind::LineComment => in_comment(&lexer, token, before),
            Kind::Operator => in_operator(&lexer, token, before),
            _ => None,
        };
        if let Some((start, end)) = found {
            if start >= from {
                return (Some((start, end)), lexer.ambiguous);
            }
            lexer.at = end;
        }
        if !token.is_trivia() {
            before = token;
        }
    }
}

/// `#{id}` begins a comment for `MySQL`, which nobody means where a value is expected.
const fn in_comment(lexer: &Lexer<'_>, token: Token, before: Token) -> Option<Range> {
    if lexer.bytes[token.start] == b'#'
        && byte::get(lexer.bytes, token.start + 1) == b'{'
        && !matches!(before.kind, Kind::End | Kind::Semicolon)
        && !ends_value(lexer, before)
        && let Some(end) = braces(lexer.bytes, token.start + 1)
    {
        return Some((token.start, end));
    }
    None
}

const fn in_operator(lexer: &Lexer<'_>, token: Token, before: Token) -> Option<Range> {
    let bytes = lexer.bytes;
    match bytes[token.start] {
        b'{' => {
            let marked = token.start > 0 && matches!(bytes[token.start - 1], b'$' | b'#');
            match braces(bytes, token.start) {
                Some(end) => Some((token.start - marked as usize, end)),
                None => None,
            }
        }
        b'%' if !ends_value(lexer, before) => match percent(bytes, token.start) {
            Some(end) => Some((token.start, end)),
            None => None,
        },
        _ => None,
    }
}

/// The end of `{..}` or `{{..}}` at `at`, if a name, a number or nothing is in it.
const fn braces(bytes: &[u8], at: usize) -> Option<usize> {
    let double = (byte::get(bytes, at + 1) == b'{') as usize;
    let mut end = spaces(bytes, at + 1 + double);
    if byte::is(bytes, end, DIGIT) {
        end = byte::run(bytes, end, DIGIT);
    } else {
        end = identifier(bytes, end);
        while byte::get(bytes, end) == b'.' && (byte::is(bytes, end + 1, WORD)) {
            end = byte::run(bytes, end + 1, WORD);
        }
    }
    end = spaces(bytes, end);
    if byte::get(bytes, end) == b':' {
        while end < bytes.len() && !matches!(bytes[end], b'{' | b'}' | b'\'' | b'"' | b'\n') {
            end += 1;
        }
    }
    if byte::get(bytes, end) != b'}' || (double == 1 && byte::get(bytes, end + 1) != b'}') {
        return None;
    }
    Some(end + 1 + double)
}

/// The end of `%s`, `%d` or `%(name)s` at `at`.
const fn percent(bytes: &[u8], at: usize) -> Option<usize> {
    let mut end = at + 1;
    if byte::get(bytes, end) == b'(' {
        let name = identifier(bytes, end + 1);
        if name == end + 1 || byte::get(bytes, name) != b')' {
            return None;
        }
        end = name + 1;
    }
    if matches!(byte::get(bytes, end), b's' | b'd') && !byte::is(bytes, end + 1, WORD) { Some(end + 1) } else { None }
}
