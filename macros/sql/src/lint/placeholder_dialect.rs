//! `placeholder_dialect`: placeholders of another database.

use super::finding::Finding;
use super::messages::Lint;
use super::place::NOTHING;
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
/// use sqlspan_sql::{Dialect, lint};
///
/// let found = |sql| lint::placeholder_dialect(sql, Dialect::Postgres).map(|finding| finding.range());
/// assert_eq!(found("SELECT a FROM t WHERE b = ?"), Some((26, 27)));
/// assert_eq!(found("SELECT a FROM t WHERE b ? 'c'"), None);
/// ```
#[must_use]
pub const fn placeholder_dialect(sql: &str, dialect: Dialect) -> Option<Finding> {
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
                let end = byte::run(bytes, token.end, DIGIT);
                return Some(found(1 + (end > token.end) as usize, start, end));
            }
            Kind::Placeholder if matches!(dialect, Dialect::MySql) && bytes[start] == b'$' => {
                return Some(found(3, start, token.end));
            }
            Kind::Operator
                if matches!(dialect, Dialect::MySql)
                    && bytes[start] == b':'
                    && byte::is(bytes, start + 1, WORD_START)
                    && precedes_operand(bytes, before) =>
            {
                return Some(found(4, start, byte::run(bytes, start + 1, byte::WORD)));
            }
            _ => {}
        }
        before = token;
    }
}

const fn found(number: usize, start: usize, end: usize) -> Finding {
    Finding::new(Lint::PlaceholderDialect, number, (start, end))
}
