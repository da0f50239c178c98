//! What a list of values would take the place of.

use super::place::{NOTHING, Range, agreed};
use crate::byte::{self, DIGIT};
use crate::dialect::Dialect;
use crate::keyword::Keyword;
use crate::lexer::Lexer;
use crate::token::{Kind, Token};
use crate::words::keyword;

/// `= $1` of `column = $1` in a condition, from the `=` to the end of the placeholder with the given
/// number, from 1: what `= ANY($1)` takes the place of.
///
/// ```
/// use sqlspan_sql::{Dialect, lint::equality};
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
            Kind::End => return (None, lexer.ambiguous),
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
                    return (Some((last.start, token.end)), lexer.ambiguous);
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
