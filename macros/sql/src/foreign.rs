//! Syntax of another database.

use crate::byte;
use crate::byte::{WORD, WORD_START};
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
        let found = match token.kind {
            Kind::Word => word(&lexer, token, before),
            _ => mark(&lexer, token, before),
        };
        if found.is_some() {
            return found;
        }
        before = token;
    }
}

/// Placeholders, casts and quotes.
const fn mark(lexer: &Lexer<'_>, token: Token, before: Token) -> Option<Foreign> {
    let (bytes, start, dialect) = (lexer.bytes, token.start, lexer.dialect);
    let is_name = byte::is(bytes, token.end, WORD_START);
    let (end, readers) = match (bytes[start], token.end - start) {
        (b'?', 1) if matches!(dialect, Dialect::Postgres) && is_mistaken(bytes, token, before) => {
            (token.end, ALL_BUT_POSTGRES)
        }
        (b'`', 1) if matches!(dialect, Dialect::Postgres) => (token.end, ALL_BUT_POSTGRES),
        // A variable; the operator of PostgreSQL's stands apart from a name.
        (b'@', 2) if matches!(dialect, Dialect::Postgres) && is_name && bytes[start + 1] == b'@' => {
            (byte::run(bytes, token.end, WORD), MYSQL)
        }
        (b'$', _) if matches!(dialect, Dialect::MySql) && matches!(token.kind, Kind::Placeholder) => {
            (token.end, ALL_BUT_MYSQL)
        }
        (b':', 1) if !matches!(dialect, Dialect::Sqlite) && is_name && precedes_operand(bytes, before) => {
            (byte::run(bytes, token.end, WORD), SQLITE)
        }
        (b':', 2) if !matches!(dialect, Dialect::Postgres) && bytes[start + 1] == b':' => (token.end, POSTGRES),
        _ => return None,
    };
    Some(Foreign { start, end, readers })
}

/// Keywords.
const fn word(lexer: &Lexer<'_>, token: Token, before: Token) -> Option<Foreign> {
    let bytes = lexer.bytes;
    let previous = match before.kind {
        Kind::Word => Keyword::of(bytes, before.start, before.end),
        _ => Keyword::Other,
    };
    let (start, readers) = match (lexer.dialect, previous, Keyword::of(bytes, token.start, token.end)) {
        (Dialect::Postgres | Dialect::Sqlite, Keyword::On, Keyword::Duplicate)
        | (Dialect::Postgres | Dialect::Sqlite, Keyword::Insert, Keyword::Ignore) => (before.start, MYSQL),
        (Dialect::MySql, Keyword::On, Keyword::Conflict) => (before.start, ALL_BUT_MYSQL),
        (Dialect::Postgres | Dialect::MySql, Keyword::Insert, Keyword::Or) => (before.start, SQLITE),
        (Dialect::MySql | Dialect::Sqlite, _, Keyword::Ilike) => (token.start, POSTGRES),
        (Dialect::Sqlite, Keyword::For, Keyword::Update) => (before.start, ALL_BUT_SQLITE),
        (Dialect::Postgres, _, Keyword::Replace)
            if matches!(before.kind, Kind::End | Kind::Semicolon) && !matches!(lexer.peek().kind, Kind::Open) =>
        {
            (token.start, ALL_BUT_POSTGRES)
        }
        _ => return None,
    };
    Some(Foreign { start, end: token.end, readers })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The syntax that is found, and who reads it.
    fn found(sql: &str, dialect: Dialect) -> Option<(&str, &'static str)> {
        let found = foreign_syntax(sql, dialect)?;
        let (start, end) = found.range();
        Some((&sql[start..end], found.readers()))
    }

    #[test]
    fn what_only_another_database_reads() {
        use Dialect::{MySql, Postgres, Sqlite};
        let table = [
            ("SELECT a FROM t WHERE b = ?", Postgres, "?", "MySQL and SQLite"),
            ("SELECT `a` FROM t", Postgres, "`", "MySQL and SQLite"),
            ("SELECT @@version", Postgres, "@@version", "MySQL"),
            ("SELECT a FROM t WHERE b = :b", Postgres, ":b", "SQLite"),
            ("INSERT INTO t VALUES (1) ON DUPLICATE KEY UPDATE a = 1", Postgres, "ON DUPLICATE", "MySQL"),
            ("INSERT OR IGNORE INTO t VALUES (1)", Postgres, "INSERT OR", "SQLite"),
            ("REPLACE INTO t VALUES (1)", Postgres, "REPLACE", "MySQL and SQLite"),
            ("SELECT a FROM t WHERE b = $1", MySql, "$1", "PostgreSQL and SQLite"),
            ("SELECT a::TEXT FROM t", MySql, "::", "PostgreSQL"),
            ("SELECT a FROM t WHERE b ILIKE 'c'", MySql, "ILIKE", "PostgreSQL"),
            ("INSERT INTO t VALUES (1) ON CONFLICT DO NOTHING", MySql, "ON CONFLICT", "PostgreSQL and SQLite"),
            ("SELECT a::TEXT FROM t", Sqlite, "::", "PostgreSQL"),
            ("INSERT IGNORE INTO t VALUES (1)", Sqlite, "INSERT IGNORE", "MySQL"),
            ("SELECT a FROM t FOR UPDATE", Sqlite, "FOR UPDATE", "PostgreSQL and MySQL"),
        ];
        for (sql, dialect, syntax, readers) in table {
            assert_eq!(found(sql, dialect), Some((syntax, readers)), "{sql}");
        }
    }

    #[test]
    fn what_a_database_reads_itself() {
        use Dialect::{Generic, MySql, Postgres, Sqlite};
        let table = [
            ("SELECT a FROM t WHERE b = ?", Generic),
            ("SELECT a FROM t WHERE b ? 'c' AND d ?| $1", Postgres),
            ("SELECT a FROM t WHERE b @@ to_tsquery('?')", Postgres),
            ("SELECT replace(a, '?', $1)::TEXT FROM t -- ?", Postgres),
            ("SELECT `a`, @b, @@c FROM t WHERE d = ? ON DUPLICATE KEY", MySql),
            ("SELECT a FROM t WHERE b = $1 OR c = :c OR d = ?2", Sqlite),
        ];
        for (sql, dialect) in table {
            assert_eq!(found(sql, dialect), None, "{sql}");
        }
    }
}
