//! Syntax of another database.

use crate::byte;
use crate::byte::WORD_START;
use crate::dialect::Dialect;
use crate::keyword::Keyword;
use crate::lexer::Lexer;
use crate::placeholder::{is_mistaken, precedes_operand};
use crate::token::{Kind, Token};

/// Syntax in a text that its dialect does not have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Foreign {
    start: usize,
    end: usize,
    readers: &'static str,
}

impl Foreign {
    /// The range of its bytes.
    #[must_use]
    pub const fn range(&self) -> (usize, usize) {
        (self.start, self.end)
    }

    /// The databases that have it, for people: `MySQL and SQLite`.
    #[must_use]
    pub const fn readers(&self) -> &'static str {
        self.readers
    }
}

const POSTGRES: &str = "PostgreSQL";
const MYSQL: &str = "MySQL";
const SQLITE: &str = "SQLite";
const ALL_BUT_POSTGRES: &str = "MySQL and SQLite";
const ALL_BUT_MYSQL: &str = "PostgreSQL and SQLite";
const ALL_BUT_SQLITE: &str = "PostgreSQL and MySQL";

/// The first syntax in a text that this dialect does not have and another one does. Nothing where no dialect is stated,
/// and nothing that is not certain: the database judges first, and this says why.
///
/// ```
/// use sqlspan_sql::{Dialect, foreign_syntax};
///
/// let sql = "SELECT name FROM users WHERE id = ?";
/// let found = foreign_syntax(sql, Dialect::Postgres).unwrap();
/// assert_eq!((&sql[found.range().0..], found.readers()), ("?", "MySQL and SQLite"));
/// assert_eq!(foreign_syntax(sql, Dialect::MySql), None);
/// ```
#[must_use]
pub const fn foreign_syntax(sql: &str, dialect: Dialect) -> Option<Foreign> {
    if matches!(dialect, Dialect::Generic) {
        return None;
    }
    let mut lexer = Lexer::new(sql, dialect);
    let mut before = Token { kind: Kind::End, start: 0, end: 0 };
    loop {
        let token = lexer.next_significant();
        if let Kind::End = token.kind {
            return None;
        }
        let readers = match token.kind {
            Kind::Word => word(&lexer, token, before),
            _ => mark(&lexer, token, before),
        };
        if let Some(readers) = readers {
            return Some(Foreign { start: token.start, end: token.end, readers });
        }
        before = token;
    }
}

/// Placeholders, casts and quotes.
const fn mark(lexer: &Lexer<'_>, token: Token, before: Token) -> Option<&'static str> {
    let (bytes, start) = (lexer.bytes, token.start);
    let is_cast = token.end - start == 2 && bytes[start] == b':' && bytes[start + 1] == b':';
    match (lexer.dialect, token.kind, bytes[start]) {
        (Dialect::Postgres, Kind::Operator, b'?') if is_mistaken(bytes, token, before) => Some(ALL_BUT_POSTGRES),
        (Dialect::Postgres, Kind::Operator, b'`') => Some(ALL_BUT_POSTGRES),
        (Dialect::MySql, Kind::Placeholder, b'$') => Some(ALL_BUT_MYSQL),
        (Dialect::Postgres | Dialect::MySql, Kind::Operator, b':')
            if token.end - start == 1 && byte::is(bytes, start + 1, WORD_START) && precedes_operand(bytes, before) =>
        {
            Some(SQLITE)
        }
        (Dialect::MySql | Dialect::Sqlite, Kind::Operator, b':') if is_cast => Some(POSTGRES),
        _ => None,
    }
}

/// Keywords.
const fn word(lexer: &Lexer<'_>, token: Token, before: Token) -> Option<&'static str> {
    let bytes = lexer.bytes;
    let previous = match before.kind {
        Kind::Word => Keyword::of(bytes, before.start, before.end),
        _ => Keyword::Other,
    };
    let next = lexer.peek();
    match (lexer.dialect, previous, Keyword::of(bytes, token.start, token.end)) {
        (Dialect::Postgres | Dialect::Sqlite, Keyword::On, Keyword::Duplicate)
        | (Dialect::Postgres | Dialect::Sqlite, Keyword::Insert, Keyword::Ignore) => Some(MYSQL),
        (Dialect::MySql, Keyword::On, Keyword::Conflict) => Some(ALL_BUT_MYSQL),
        (Dialect::Postgres | Dialect::MySql, Keyword::Insert, Keyword::Or) => Some(SQLITE),
        (Dialect::MySql | Dialect::Sqlite, _, Keyword::Ilike) => Some(POSTGRES),
        (Dialect::Sqlite, Keyword::For, Keyword::Update) => Some(ALL_BUT_SQLITE),
        (Dialect::Postgres, _, Keyword::Replace)
            if matches!(before.kind, Kind::End | Kind::Semicolon) && !matches!(next.kind, Kind::Open) =>
        {
            Some(ALL_BUT_POSTGRES)
        }
        _ => None,
    }
}
