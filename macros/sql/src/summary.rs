//! The summary: the reading's words in a fixed buffer.

use core::fmt;

use crate::dialect::Dialect;
use crate::lexer::Lexer;
use crate::part::Part;
use crate::reading::{Reading, read};
use crate::token::Kind;

/// The most a summary may take, by the semantic conventions.
const CAPACITY: usize = 255;

/// What a text does and to what: `SELECT orders`. Made by [`summarize`].
///
/// ```
/// use sqlspan_sql::{Dialect, summarize};
///
/// let summary = summarize("DELETE FROM carts WHERE id = $1", Dialect::Postgres);
/// assert_eq!(summary.as_str(), "DELETE carts");
/// assert_eq!(summary.to_string(), "DELETE carts");
/// ```
#[derive(Clone)]
pub struct Summary {
    bytes: [u8; CAPACITY],
    len: usize,
}

impl Summary {
    /// The text; `""` when no operation was recognised. At most 255 bytes, cut between words.
    ///
    /// ```
    /// use sqlspan_sql::{Dialect, summarize};
    ///
    /// assert_eq!(summarize("hello", Dialect::Generic).as_str(), "");
    /// ```
    #[must_use]
    pub const fn as_str(&self) -> &str {
        // Whole words of a `str` are always UTF-8.
        match core::str::from_utf8(self.bytes.split_at(self.len).0) {
            Ok(text) => text,
            Err(_) => "",
        }
    }

    const fn put(&mut self, byte: u8) {
        if self.len < CAPACITY {
            self.bytes[self.len] = byte;
            self.len += 1;
        }
    }
}

impl fmt::Debug for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Summary").field(&self.as_str()).finish()
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl PartialEq for Summary {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for Summary {}

/// Summarises a text by the rules of the OpenTelemetry semantic conventions for
/// `db.query.summary`: operations and their targets in text order, verbatim.
///
/// Where the conventions are silent: a nested `SELECT` is an operation, names of common table
/// expressions and aliases are not targets, of `UPDATE` and `DELETE` only the first table is, and
/// the summaries of several statements are joined with `"; "`. What is not understood is left out,
/// so a target is never a wrong one. With [`Dialect::Generic`], a text that dialects read
/// differently is summarised as far as all of them agree.
///
/// ```
/// use sqlspan_sql::{Dialect, Summary, summarize};
///
/// const SUMMARY: Summary = summarize(
///     "WITH recent AS (SELECT * FROM orders) SELECT * FROM recent JOIN users ON true",
///     Dialect::Postgres,
/// );
/// assert_eq!(SUMMARY.as_str(), "SELECT orders SELECT users");
/// ```
#[must_use]
pub const fn summarize(sql: &str, dialect: Dialect) -> Summary {
    read(sql, dialect).summary()
}

impl Reading<'_> {
    /// The summary: see [`summarize`].
    ///
    /// ```
    /// use sqlspan_sql::{Dialect, read};
    ///
    /// assert_eq!(read("SELECT * FROM orders", Dialect::Generic).summary().as_str(), "SELECT orders");
    /// ```
    #[must_use]
    pub const fn summary(&self) -> Summary {
        let mut summary = Summary { bytes: [0; CAPACITY], len: 0 };
        let (mut at, mut statement) = (0, 0);
        while let Some(part) = self.part(at) {
            at += 1;
            if !part.summarized {
                continue;
            }
            let before = summary.len;
            if before > 0 {
                if part.statement != statement {
                    summary.put(b';');
                }
                summary.put(b' ');
            }
            statement = part.statement;
            if !put_word(&mut summary, self.sql(), self.dialect(), part) {
                summary.len = before;
                break;
            }
        }
        summary
    }
}

/// Writes a word without the white space and comments between its parts; `false` if it is cut.
const fn put_word(summary: &mut Summary, sql: &str, dialect: Dialect, word: &Part) -> bool {
    let bytes = sql.as_bytes();
    let mut lexer = Lexer::new(sql, dialect);
    lexer.at = word.start;
    while lexer.at < word.end {
        let token = lexer.next();
        if token.is_trivia() {
            continue;
        }
        if matches!(token.kind, Kind::End) || CAPACITY - summary.len < token.end - token.start {
            return false;
        }
        let mut at = token.start;
        while at < token.end {
            summary.put(bytes[at]);
            at += 1;
        }
    }
    true
}
