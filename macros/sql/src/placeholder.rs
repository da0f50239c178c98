//! How many values a text wants bound.

use crate::byte;
use crate::dialect::Dialect;
use crate::keyword::Keyword;
use crate::lexer::Lexer;
use crate::token::{Kind, Token};

/// More named placeholders than these are not counted.
const NAMES: usize = 64;

/// The greatest number of a placeholder, which is how many values have to be bound.
///
/// - Numbered ones, `$1` and `?1`, have their number.
/// - Bare ones, `?`, are numbered in text order. In `SQLite`, each has one more than the greatest
///   number before it, and so has each new name of `:name`, `@name` and `$name`.
/// - `Some(0)`: there is certainly none.
/// - `None`: not certain. That is `?` in [`Dialect::Postgres`] where only a value can stand, which is
///   a mistake (elsewhere it is an operator, as in `data ? 'key'`); in [`Dialect::Generic`] a `?` that
///   may be that operator, a named placeholder, and a text that the dialects read differently; a style
///   that the dialect doesn't have; styles mixed, but for `?`, `?1` and names in `SQLite`; a number 0 or beyond 65535; those
///   of a `PREPARE` or `CREATE`, which are parameters of what it makes.
///
/// ```
/// use sqlspan_sql::{Dialect, greatest_placeholder};
///
/// let sql = "SELECT $2, $1, '$3', data ? 'key' FROM t";
/// assert_eq!(greatest_placeholder(sql, Dialect::Postgres), Some(2));
/// assert_eq!(greatest_placeholder("SELECT ?5, ?, :a, :a", Dialect::Sqlite), Some(7));
/// assert_eq!(greatest_placeholder("SELECT a FROM t WHERE b = ?", Dialect::Generic), Some(1));
/// assert_eq!(greatest_placeholder("SELECT data ? 'key'", Dialect::Generic), None);
/// assert_eq!(greatest_placeholder("SELECT data ? 'key'", Dialect::Postgres), Some(0));
/// ```
#[must_use]
pub const fn greatest_placeholder(sql: &str, dialect: Dialect) -> Option<usize> {
    let mut lexer = Lexer::new(sql, dialect);
    let mut placeholders = Placeholders::new();
    let mut previous = Token { kind: Kind::End, start: 0, end: 0 };
    loop {
        let token = lexer.next_significant();
        match token.kind {
            Kind::End => return placeholders.greatest(dialect, lexer.ambiguous),
            Kind::Word if matches!(previous.kind, Kind::End | Kind::Semicolon) => {
                placeholders.begin(Keyword::of(lexer.bytes, token.start, token.end));
            }
            _ => placeholders.count(&lexer, token, previous),
        }
        if placeholders.uncertain || lexer.ambiguous {
            return None;
        }
        previous = token;
    }
}

/// `$1`
const DOLLAR: u8 = 1;
/// `?1`
const NUMBERED: u8 = 2;
/// `?`
const BARE: u8 = 4;
/// `:name`, `@name`, `$name`
const NAMED: u8 = 8;

/// The placeholders that were met so far.
#[derive(Clone, Copy)]
pub(crate) struct Placeholders {
    greatest: usize,
    /// The styles seen, one bit each.
    styles: u8,
    names: [(usize, usize); NAMES],
    named: usize,
    /// Whether a statement makes what has parameters of its own.
    makes: bool,
    uncertain: bool,
}

const NONE: Placeholders =
    Placeholders { greatest: 0, styles: 0, names: [(0, 0); NAMES], named: 0, makes: false, uncertain: false };

impl Placeholders {
    pub(crate) const fn new() -> Self {
        NONE
    }

    /// A statement begins with this word.
    pub(crate) const fn begin(&mut self, verb: Keyword) {
        self.makes |= matches!(verb, Keyword::Prepare | Keyword::Create);
    }

    /// Counts a token that may be one.
    pub(crate) const fn count(&mut self, lexer: &Lexer<'_>, token: Token, previous: Token) {
        let certain = match token.kind {
            Kind::Placeholder => self.placeholder(lexer, token, previous),
            // To PostgreSQL it is an operator, and behind one a mistake.
            Kind::Operator if lexer.bytes[token.start] == b'?' => !is_mistaken(lexer.bytes, token, previous),
            // In MySQL it is a variable; without a dialect it may be one of SQLite's.
            Kind::Variable => matches!(lexer.dialect, Dialect::MySql),
            _ => true,
        };
        self.uncertain |= !certain;
    }

    /// Counts one; `false` if that is not certain.
    const fn placeholder(&mut self, lexer: &Lexer<'_>, token: Token, previous: Token) -> bool {
        let dialect = lexer.dialect;
        let digits = byte::is(lexer.bytes, token.start + 1, byte::DIGIT);
        match lexer.bytes[token.start] {
            b'$' if digits => {
                self.styles |= DOLLAR;
                !matches!(dialect, Dialect::MySql) && self.number(lexer.bytes, token)
            }
            b'?' if digits => {
                self.styles |= NUMBERED;
                !matches!(dialect, Dialect::MySql) && self.number(lexer.bytes, token)
            }
            b'?' => {
                self.styles |= BARE;
                self.greatest += 1;
                !matches!(dialect, Dialect::Generic) || precedes_operand(lexer.bytes, previous)
            }
            _ => matches!(dialect, Dialect::Sqlite) && self.name(lexer.bytes, token),
        }
    }

    const fn number(&mut self, bytes: &[u8], token: Token) -> bool {
        let (mut number, mut at) = (0, token.start + 1);
        while at < token.end && number <= 65_535 {
            number = number * 10 + (bytes[at] - b'0') as usize;
            at += 1;
        }
        if number > self.greatest {
            self.greatest = number;
        }
        1 <= number && number <= 65_535
    }

    const fn name(&mut self, bytes: &[u8], token: Token) -> bool {
        let mut known = 0;
        while known < self.named {
            let (start, end) = self.names[known];
            if end - start == token.end - token.start {
                let mut same = 0;
                while start + same < end && bytes[start + same] == bytes[token.start + same] {
                    same += 1;
                }
                if start + same == end {
                    return true;
                }
            }
            known += 1;
        }
        if self.named == NAMES {
            return false;
        }
        self.names[self.named] = (token.start, token.end);
        self.named += 1;
        self.styles |= NAMED;
        self.greatest += 1;
        true
    }

    /// The greatest number, if it is certain.
    pub(crate) const fn greatest(&self, dialect: Dialect, ambiguous: bool) -> Option<usize> {
        let mixed = match dialect {
            // sqlx binds `$1` by its number, and SQLite numbers it like a name.
            Dialect::Sqlite => self.styles & DOLLAR > 0 && self.styles != DOLLAR,
            Dialect::Generic => self.styles.count_ones() > 1,
            Dialect::Postgres | Dialect::MySql => false,
        };
        if ambiguous || self.uncertain || mixed || self.makes && self.styles != 0 { None } else { Some(self.greatest) }
    }
}

/// Whether a `?` stands where only a value can, so that it is no operator of `PostgreSQL`'s: it has no such placeholder.
pub(crate) const fn is_mistaken(bytes: &[u8], token: Token, previous: Token) -> bool {
    let start = token.start;
    let glued = start > 0
        && matches!(bytes[start - 1], b'@' | b'?' | b'|' | b'&' | b'#' | b'-' | b'<' | b'>' | b'!' | b'~' | b':')
        || matches!(byte::get(bytes, start + 1), b'|' | b'&' | b'?' | b'#' | b'-' | b'=' | b'<' | b'>' | b'@' | b'~');
    !glued && precedes_operand(bytes, previous)
}

/// Whether a value stands after `previous`, so that `?` can't be an operator.
pub(crate) const fn precedes_operand(bytes: &[u8], previous: Token) -> bool {
    match previous.kind {
        Kind::Open | Kind::Comma => true,
        Kind::Operator => bytes[previous.start] != b']',
        Kind::Word => matches!(
            Keyword::of(bytes, previous.start, previous.end),
            Keyword::All
                | Keyword::And
                | Keyword::Between
                | Keyword::Case
                | Keyword::Distinct
                | Keyword::Else
                | Keyword::Escape
                | Keyword::Ilike
                | Keyword::In
                | Keyword::Interval
                | Keyword::Is
                | Keyword::Like
                | Keyword::Limit
                | Keyword::Not
                | Keyword::Offset
                | Keyword::On
                | Keyword::Or
                | Keyword::Regexp
                | Keyword::Returning
                | Keyword::Rlike
                | Keyword::Select
                | Keyword::Then
                | Keyword::When
                | Keyword::Where
        ),
        _ => false,
    }
}
