//! Whether a text holds a comment, and whether one can be put to it.

use crate::dialect::Dialect;
use crate::lexer::Lexer;
use crate::reading::read;
use crate::token::Kind;

/// Whether the text holds a comment, hints (`/*+ .. */`, `/*! .. */`) included. What only looks
/// like one, inside a string, a quoted identifier or a dollar quote, doesn't count.
///
/// With [`Dialect::Generic`], where the dialects read the text differently: whether any of them
/// sees a comment.
///
/// ```
/// use sqlspan_sql::{Dialect, has_comment};
///
/// assert!(has_comment("SELECT 1 -- one", Dialect::Generic));
/// assert!(!has_comment("SELECT '-- one', data #>> '{a}'", Dialect::Generic));
/// assert!(has_comment("SELECT 1 # one", Dialect::MySql));
/// assert!(!has_comment("SELECT 3 # 5", Dialect::Postgres));
/// ```
#[must_use]
pub const fn has_comment(sql: &str, dialect: Dialect) -> bool {
    let (found, ambiguous) = seen(Lexer::new(sql, dialect));
    if !ambiguous {
        return found;
    }
    seen(Lexer::trial(sql, Dialect::Postgres)).0
        || seen(Lexer::trial(sql, Dialect::MySql)).0
        || seen(Lexer::trial(sql, Dialect::Sqlite)).0
}

/// Whether there is a comment, and whether that is ambiguous.
const fn seen(mut lexer: Lexer<'_>) -> (bool, bool) {
    loop {
        let token = lexer.next();
        let found = matches!(token.kind, Kind::LineComment | Kind::BlockComment);
        if found || lexer.ambiguous || matches!(token.kind, Kind::End) {
            return (found, lexer.ambiguous);
        }
    }
}

/// Whether a comment can be put before or after the text without a change to what it does: it holds none, it is a
/// statement at all ([`is_empty`]), it does not end inside of a quote, and it is none of the statements whose text the
/// database keeps (`CREATE FUNCTION` and its like, `PREPARE`) or reads by rules of its own (`LISTEN`, `NOTIFY`, and
/// `SHOW`, which a connection pooler answers).
///
/// With [`Dialect::Generic`], where the dialects read the text differently: whether all of them agree that it can.
///
/// ```
/// use sqlspan_sql::{Dialect, takes_comment};
///
/// assert!(takes_comment("SELECT '--' FROM t", Dialect::Generic));
/// assert!(!takes_comment("SELECT 1 -- one", Dialect::Generic));
/// assert!(!takes_comment("SELECT 'unclosed", Dialect::Generic));
/// assert!(takes_comment("COPY t FROM STDIN", Dialect::Postgres));
/// assert!(!takes_comment("LISTEN jobs", Dialect::Postgres));
/// ```
#[must_use]
pub const fn takes_comment(sql: &str, dialect: Dialect) -> bool {
    !has_comment(sql, dialect)
        && !is_empty(sql, dialect)
        && !ends_in_quote(sql, dialect)
        && !read(sql, dialect).keeps_text()
}

/// Whether there is nothing in the text but white space, comments and `;`. `MySQL` refuses such a text, but not if it
/// holds a comment.
///
/// ```
/// use sqlspan_sql::{Dialect, is_empty};
///
/// assert!(is_empty(" ; ", Dialect::Generic));
/// assert!(!is_empty("SELECT 1", Dialect::Generic));
/// ```
#[must_use]
pub const fn is_empty(sql: &str, dialect: Dialect) -> bool {
    let mut lexer = Lexer::new(sql, dialect);
    loop {
        match lexer.next_significant().kind {
            Kind::End => return true,
            Kind::Semicolon => {}
            _ => return false,
        }
    }
}

/// Whether the text ends inside of a string, a quoted name or a comment that is never closed: what is put after it
/// would become a part of that.
///
/// With [`Dialect::Generic`], where the dialects read the text differently: whether any of them sees it so.
///
/// ```
/// use sqlspan_sql::{Dialect, ends_in_quote};
///
/// assert!(ends_in_quote("SELECT 'it", Dialect::Generic));
/// assert!(ends_in_quote(r"SELECT 'it\'", Dialect::MySql));
/// assert!(!ends_in_quote(r"SELECT 'it\'", Dialect::Postgres));
/// ```
#[must_use]
pub const fn ends_in_quote(sql: &str, dialect: Dialect) -> bool {
    let (open, ambiguous) = is_open(Lexer::new(sql, dialect));
    if !ambiguous {
        return open;
    }
    is_open(Lexer::trial(sql, Dialect::Postgres)).0
        || is_open(Lexer::trial(sql, Dialect::MySql)).0
        || is_open(Lexer::trial(sql, Dialect::Sqlite)).0
}

const fn is_open(mut lexer: Lexer<'_>) -> (bool, bool) {
    while !matches!(lexer.next().kind, Kind::End) {}
    (lexer.open, lexer.ambiguous)
}
