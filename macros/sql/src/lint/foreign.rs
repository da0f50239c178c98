//! Placeholders of another database.

use super::place::{NOTHING, Range};
use crate::byte::{self, DIGIT, WORD_START};
use crate::dialect::Dialect;
use crate::lexer::Lexer;
use crate::placeholder::{is_mistaken, precedes_operand};
use crate::token::Kind;

/// The first placeholder of a style that the dialect does not have: `?` for [`Dialect::Postgres`],
/// where it can't be an operator of JSON; `$1` and `:name` for [`Dialect::MySql`]. `SQLite` has all
/// styles, and without a dialect none is wrong.
///
/// ```
/// use sqlspan_sql::{Dialect, foreign_placeholder};
///
/// assert_eq!(foreign_placeholder("SELECT a FROM t WHERE b = ?", Dialect::Postgres), Some((26, 27)));
/// assert_eq!(foreign_placeholder("SELECT a FROM t WHERE b ? 'c'", Dialect::Postgres), None);
/// ```
#[must_use]
pub const fn foreign_placeholder(sql: &str, dialect: Dialect) -> Option<Range> {
    if !matches!(dialect, Dialect::Postgres | Dialect::MySql) {
        return None;
    }
    let mut lexer = Lexer::new(sql, dialect);
    let mut before = NOTHING;
    loop {
        let token = lexer.next_significant();
        let (bytes, start) = (lexer.bytes, token.start);
        match token.kind {
            Kind::End => return None,
            Kind::Operator
                if matches!(dialect, Dialect::Postgres)
                    && bytes[start] == b'?'
                    && is_mistaken(bytes, token, before) =>
            {
                return Some((start, byte::run(bytes, token.end, DIGIT)));
            }
            Kind::Placeholder if matches!(dialect, Dialect::MySql) && bytes[start] == b'$' => {
                return Some((start, token.end));
            }
            Kind::Operator
                if matches!(dialect, Dialect::MySql)
                    && bytes[start] == b':'
                    && byte::is(bytes, start + 1, WORD_START)
                    && precedes_operand(bytes, before) =>
            {
                return Some((start, byte::run(bytes, start + 1, byte::WORD)));
            }
            _ => {}
        }
        before = token;
    }
}
