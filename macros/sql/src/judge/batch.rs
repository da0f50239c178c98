//! What a lint on queries in loops asks.

use super::{NOTHING, Range, agreed, is_word, keyword, spells};
use crate::byte::{self, DIGIT};
use crate::dialect::Dialect;
use crate::keyword::Keyword;
use crate::lexer::Lexer;
use crate::token::{Kind, Token};

/// `= $1` of `column = $1` in a condition, from the `=` to the end of the placeholder with the given
/// number, from 1: what `= ANY($1)` takes the place of.
///
/// ```
/// use sqlspan_sql::{Dialect, equality};
///
/// let sql = "SELECT a FROM t WHERE b = $1 AND c = $2";
/// assert_eq!(equality(sql, Dialect::Postgres, 2).map(|(start, end)| &sql[start..end]), Some("= $2"));
/// assert_eq!(equality("UPDATE t SET a = $1", Dialect::Postgres, 1), None);
/// ```
#[must_use]
pub const fn equality(sql: &str, dialect: Dialect, number: usize) -> Option<Range> {
    agreed!(sql, dialect, read_equality, number)
}

const fn read_equality(mut lexer: Lexer<'_>, number: usize) -> (Option<Range>, bool) {
    let mut condition = false;
    let mut bare = 0;
    let (mut before, mut last) = (NOTHING, NOTHING);
    loop {
        let token = lexer.next_significant();
        match token.kind {
            Kind::End => return (None, lexer.doubt),
            Kind::Word => match keyword(&lexer, token) {
                Keyword::Where | Keyword::On => condition = true,
                Keyword::Set
                | Keyword::Select
                | Keyword::Values
                | Keyword::Limit
                | Keyword::Offset
                | Keyword::Order
                | Keyword::Group => {
                    condition = false;
                }
                _ => {}
            },
            Kind::Placeholder => {
                let own = number_of(&lexer, token);
                bare += (own == 0) as usize;
                let is_equal = matches!(last.kind, Kind::Operator)
                    && lexer.bytes[last.start] == b'='
                    && last.end - last.start == 1;
                // Not the end of `<=`, `>=`, `!=`.
                let alone = last.start == 0
                    || !matches!(lexer.bytes[last.start - 1], b'<' | b'>' | b'!' | b'=' | b'~' | b'@' | b':');
                let matches = if own == 0 { bare == number } else { own == number };
                // `= $1 + 1` and `= $1::int` are not of the bare value.
                let next = lexer.peek();
                let whole = !matches!(next.kind, Kind::Operator) || lexer.bytes[next.start] == b'}';
                if condition && is_equal && alone && matches && whole && before.is_name() {
                    return (Some((last.start, token.end)), lexer.doubt);
                }
            }
            _ => {}
        }
        before = last;
        last = token;
    }
}

/// The number of a placeholder that has one, else 0.
const fn number_of(lexer: &Lexer<'_>, token: Token) -> usize {
    let (mut number, mut at) = (0, token.start + 1);
    while at < token.end && byte::is(lexer.bytes, at, DIGIT) && number < 100_000 {
        number = number * 10 + (lexer.bytes[at] - b'0') as usize;
        at += 1;
    }
    number
}

/// Whether a statement takes many values as one: `= ANY($1)`, `UNNEST(..)`, `json_each(..)`.
///
/// ```
/// use sqlspan_sql::{Dialect, takes_list};
///
/// assert!(takes_list("SELECT a FROM t WHERE b = ANY($1)", Dialect::Postgres));
/// assert!(!takes_list("SELECT a FROM t WHERE b = ANY(SELECT c FROM d)", Dialect::Postgres));
/// ```
#[must_use]
pub const fn takes_list(sql: &str, dialect: Dialect) -> bool {
    agreed!(sql, dialect, read_list).is_some()
}

const fn read_list(mut lexer: Lexer<'_>) -> (Option<()>, bool) {
    loop {
        let token = lexer.next_significant();
        if matches!(token.kind, Kind::End) {
            return (None, lexer.doubt);
        }
        if !matches!(token.kind, Kind::Word) || !matches!(lexer.peek().kind, Kind::Open) {
            continue;
        }
        let any = is_word(&lexer, token, "any") || is_word(&lexer, token, "all") || is_word(&lexer, token, "some");
        if any {
            let mut inside = lexer;
            inside.next_significant();
            if matches!(inside.next_significant().kind, Kind::Placeholder) {
                return (Some(()), lexer.doubt);
            }
        }
        if is_word(&lexer, token, "unnest") || is_word(&lexer, token, "json_table") || of_json(&lexer, token) {
            return (Some(()), lexer.doubt);
        }
    }
}

/// `json_each`, `jsonb_array_elements_text`, `json_populate_recordset` and their like.
const fn of_json(lexer: &Lexer<'_>, token: Token) -> bool {
    const PARTS: &[&str] =
        &["_each", "_array_elements", "_array_elements_text", "_to_recordset", "_populate_recordset"];
    let bytes = lexer.bytes;
    let json = token.end - token.start > 4 && spells(bytes, token.start, token.start + 4, b"json");
    if !json {
        return false;
    }
    let start = token.start + 4 + (byte::get(bytes, token.start + 4) | 0x20 == b'b') as usize;
    let mut at = 0;
    while at < PARTS.len() {
        if start <= token.end && spells(bytes, start, token.end, PARTS[at].as_bytes()) {
            return true;
        }
        at += 1;
    }
    false
}

/// Whether a statement reads a page: with an `OFFSET`, a `LIMIT` that is bound, or as the poll of a
/// queue, `SKIP LOCKED`.
///
/// ```
/// use sqlspan_sql::{Dialect, pages};
///
/// assert!(pages("SELECT a FROM t LIMIT 10 OFFSET $1", Dialect::Postgres));
/// assert!(!pages("SELECT a FROM t LIMIT 1", Dialect::Postgres));
/// ```
#[must_use]
pub const fn pages(sql: &str, dialect: Dialect) -> bool {
    agreed!(sql, dialect, read_pages).is_some()
}

const fn read_pages(mut lexer: Lexer<'_>) -> (Option<()>, bool) {
    loop {
        let token = lexer.next_significant();
        if matches!(token.kind, Kind::End) {
            return (None, lexer.doubt);
        }
        let next = lexer.peek();
        let zero = matches!(next.kind, Kind::Number) && next.end - next.start == 1 && lexer.bytes[next.start] == b'0';
        let limited =
            is_word(&lexer, token, "limit") || is_word(&lexer, token, "first") || is_word(&lexer, token, "next");
        let mut behind = lexer;
        behind.next_significant();
        let pair = is_word(&lexer, token, "limit") && matches!(behind.peek().kind, Kind::Comma);
        // PostgreSQL's lexer has `$1` alone for a placeholder.
        let bound = limited && matches!(next.kind, Kind::Placeholder);
        let skips = is_word(&lexer, token, "skip") && is_word(&lexer, next, "locked");
        let offset = is_word(&lexer, token, "offset") && !zero && matches!(next.kind, Kind::Placeholder | Kind::Number);
        if offset || bound || pair || skips {
            return (Some(()), lexer.doubt);
        }
    }
}
