//! Literals replaced, for a text that may hold somebody's data.

use crate::byte;
use crate::dialect::Dialect;
use crate::keyword::Keyword;
use crate::lexer::Lexer;
use crate::output::Output;
use crate::reading::{Reading, read};
use crate::token::{Kind, Token};
use crate::words;

/// The length of the text that [`sanitize_into`] writes.
///
/// ```
/// use sqlspan_sql::{Dialect, sanitized_len};
///
/// assert_eq!(sanitized_len("SELECT 'secret'", Dialect::Generic), "SELECT ?".len());
/// ```
#[must_use]
pub const fn sanitized_len(sql: &str, dialect: Dialect) -> usize {
    let mut output = Output::new(sql, &mut []);
    sanitize(sql, dialect, &mut output);
    output.needed()
}

/// Writes the text with every literal replaced by `?` and without comments; returns the number of
/// bytes written. Literals are strings of any form, numbers with their sign, `TRUE` and `FALSE`.
///
/// With [`Dialect::Generic`], what may be a literal in one of the dialects is taken for one: a
/// double-quoted text that doesn't stand where a table, an alias or a part of a qualified name
/// does, and everything from the first place on that dialects read differently. The former holds
/// for [`Dialect::Sqlite`] as well: there a double-quoted text that names no column is a string. If
/// `out` is too short, what fits is written, cut between characters. [`sanitized_len`] bytes are
/// always enough, and never more than `sql.len()`.
///
/// ```
/// use sqlspan_sql::{Dialect, sanitize_into};
///
/// let sql = "SELECT id FROM users WHERE name = 'Ann' AND age > -7 -- Ann";
/// let mut text = vec![0; sql.len()];
/// let len = sanitize_into(sql, Dialect::Postgres, &mut text);
/// assert_eq!(&text[..len], b"SELECT id FROM users WHERE name = ? AND age > ? ");
/// ```
pub const fn sanitize_into(sql: &str, dialect: Dialect, out: &mut [u8]) -> usize {
    let mut output = Output::new(sql, out);
    sanitize(sql, dialect, &mut output);
    output.written()
}

const PLACEHOLDER: u8 = b'?';

const fn sanitize(sql: &str, dialect: Dialect, output: &mut Output<'_, '_>) {
    let mut lexer = Lexer::new(sql, dialect);
    let bytes = lexer.bytes;
    let mut previous = Token { kind: Kind::End, start: 0, end: 0 };
    let mut reading = Read { sql, dialect, reading: None };
    loop {
        let token = lexer.next();
        if matches!(token.kind, Kind::End) {
            return;
        }
        if lexer.ambiguous {
            output.byte(PLACEHOLDER);
            return;
        }
        match token.kind {
            Kind::LineComment => {}
            Kind::BlockComment => {
                let glued = token.start > 0
                    && token.end < bytes.len()
                    && !byte::is(bytes, token.start - 1, byte::SPACE)
                    && !byte::is(bytes, token.end, byte::SPACE);
                if glued {
                    output.byte(b' ');
                }
            }
            Kind::Text | Kind::Number => output.byte(PLACEHOLDER),
            Kind::Word if is_boolean(&lexer, token, previous) => output.byte(PLACEHOLDER),
            Kind::Quoted if may_be_text(&lexer, token, previous, &mut reading) => output.byte(PLACEHOLDER),
            Kind::Operator if is_sign(&lexer, token, previous) => {}
            _ => output.token(token),
        }
        if !token.is_trivia() {
            previous = token;
        }
    }
}

const fn is_boolean(lexer: &Lexer<'_>, token: Token, previous: Token) -> bool {
    matches!(Keyword::of(lexer.bytes, token.start, token.end), Keyword::True | Keyword::False)
        && !matches!(previous.kind, Kind::Dot)
        && !matches!(lexer.peek().kind, Kind::Dot | Kind::Open)
}

/// Whether an operator is the sign of the number right after it.
const fn is_sign(lexer: &Lexer<'_>, token: Token, previous: Token) -> bool {
    if !matches!(lexer.bytes[token.start], b'+' | b'-') {
        return false;
    }
    let mut ahead = *lexer;
    if !matches!(ahead.next().kind, Kind::Number) {
        return false;
    }
    match previous.kind {
        Kind::Quoted | Kind::Close | Kind::Placeholder | Kind::Variable => false,
        Kind::Operator => lexer.bytes[previous.start] != b']',
        Kind::Word => !matches!(Keyword::of(lexer.bytes, previous.start, previous.end), Keyword::Other),
        _ => true,
    }
}

/// Whether a quoted identifier may be a string after all: `MySQL` writes strings the same way, and `SQLite` takes one
/// that names no column for a string.
const fn may_be_text<'a>(lexer: &Lexer<'a>, token: Token, previous: Token, reading: &mut Read<'a>) -> bool {
    let bytes = lexer.bytes;
    let close = if bytes[token.start] == b'[' { b']' } else { bytes[token.end - 1] };
    let closed = token.end - token.start >= 2 && bytes[token.end - 1] == close && matches!(close, b'"' | b'`' | b']');
    if !closed {
        return true;
    }
    if matches!(lexer.dialect, Dialect::Postgres | Dialect::MySql) || bytes[token.start] != b'"' {
        return false;
    }
    let qualified = matches!(previous.kind, Kind::Dot) || matches!(byte::get(bytes, token.end), b'.');
    let before = words::keyword(lexer, previous);
    // `TRIM('x' FROM "secret")`, `PREPARE p FROM "secret"`
    let read_from = matches!(before, Keyword::From) && reading.has_target(token.start);
    let named = read_from
        || matches!(
            before,
            Keyword::Join
                | Keyword::Into
                | Keyword::Update
                | Keyword::Table
                | Keyword::Only
                | Keyword::As
                | Keyword::Exists
        );
    !qualified && !named
}

/// What the text is about, read once it is asked for.
struct Read<'a> {
    sql: &'a str,
    dialect: Dialect,
    reading: Option<Reading<'a>>,
}

impl Read<'_> {
    /// Whether what begins at an offset is what an operation is about.
    const fn has_target(&mut self, start: usize) -> bool {
        let reading = match self.reading {
            Some(reading) => reading,
            None => read(self.sql, self.dialect),
        };
        let mut targets = reading.targets();
        let mut found = false;
        while let Some(target) = targets.next() {
            found |= target.range().0 == start;
        }
        self.reading = Some(reading);
        found
    }
}
