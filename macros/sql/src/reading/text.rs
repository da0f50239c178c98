//! A whole text, read.

use core::fmt;

use super::operation::Operations;
use super::tables::Tables;
use super::target::Targets;
use crate::answer::Answer;
use crate::dialect::Dialect;
use crate::effects::Effects;
use crate::lexer::Lexer;
use crate::part::Part;
use crate::reader::{Read, Reader};
use crate::statement::Statement;

/// Reads a text: its statements, what each does, its operations in order and what each is about.
///
/// Never rejects a text and never guesses: what is not understood gives no operation and no target, and an
/// [`Answer::Unknown`] where an answer is asked for. Without a dialect ([`Dialect::Generic`]) and where the dialects read
/// a text differently, it is what all of them agree on. Comments that `MySQL` runs, `/*!50000 .. */`, are read as the
/// server does; with a version that not every server has, what is the same with and without them.
///
/// ```
/// use sqlspan_sql::{Answer, Dialect, Reading, read};
///
/// const READING: Reading<'_> = read(
///     "WITH gone AS (DELETE FROM carts WHERE expired RETURNING *) INSERT INTO archive SELECT * FROM gone",
///     Dialect::Postgres,
/// );
/// assert_eq!(READING.writes(), Answer::Yes);
/// assert_eq!(READING.tables().map(|table| table.as_str()).collect::<Vec<_>>(), ["carts", "archive"]);
/// assert_eq!(READING.operation(), Some("INSERT"));
/// ```
#[must_use]
pub const fn read(sql: &str, dialect: Dialect) -> Reading<'_> {
    let mut read = Reader::read(Lexer::new(sql, dialect));
    if read.ambiguous {
        agree(&mut read, &Reader::read(Lexer::trial(sql, Dialect::Postgres)));
        agree(&mut read, &Reader::read(Lexer::trial(sql, Dialect::MySql)));
        agree(&mut read, &Reader::read(Lexer::trial(sql, Dialect::Sqlite)));
    }
    if read.conditional {
        agree(&mut read, &Reader::read(Lexer::trial(sql, Dialect::MySql).without_conditional()));
    }
    Reading { sql, dialect, read }
}

/// Keeps what another reading agrees on.
const fn agree(read: &mut Read, other: &Read) {
    read.parts.agree(&other.parts);
    read.statements.agree(&other.statements);
    read.comment |= other.comment;
    read.hint |= other.hint;
    read.conditional |= other.conditional;
}

/// A text, read. Made by [`read`].
#[derive(Clone, Copy)]
pub struct Reading<'a> {
    pub(super) sql: &'a str,
    dialect: Dialect,
    pub(super) read: Read,
}

impl fmt::Debug for Reading<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reading").field("sql", &self.sql).finish_non_exhaustive()
    }
}

impl<'a> Reading<'a> {
    /// The text.
    #[must_use]
    pub const fn sql(&self) -> &'a str {
        self.sql
    }

    /// The dialect that it was read in.
    #[must_use]
    pub const fn dialect(&self) -> Dialect {
        self.dialect
    }

    /// What a summary is made of.
    pub(crate) const fn part(&self, at: usize) -> Option<&Part> {
        self.read.parts.get(at)
    }

    /// Whether all operations and targets were understood and kept: neither is one missing, nor is it open what one is.
    ///
    /// ```
    /// use sqlspan_sql::{Dialect, read};
    ///
    /// assert!(read("SELECT * FROM orders", Dialect::Generic).is_complete());
    /// assert!(!read("SELECT * FROM {table}", Dialect::Generic).is_complete());
    /// ```
    #[must_use]
    pub const fn is_complete(&self) -> bool {
        !self.read.parts.incomplete && !self.read.statements.incomplete
    }

    /// How many statements there are. Of very long scripts, the last stands for the rest.
    #[must_use]
    pub const fn statement_count(&self) -> usize {
        self.read.statements.len()
    }

    /// A statement by its number, from 0.
    #[must_use]
    pub const fn statement(&self, number: usize) -> Option<&Statement> {
        self.read.statements.get(number)
    }

    /// Whether there are several statements. `Unknown` where the first have bodies, as `CREATE TRIGGER` does, whose ends
    /// may be told wrongly, and where the dialects disagree.
    ///
    /// ```
    /// use sqlspan_sql::{Answer, Dialect, read};
    ///
    /// assert_eq!(read("DELETE FROM a; DELETE FROM b", Dialect::Generic).has_several_statements(), Answer::Yes);
    /// assert_eq!(read("SELECT ';'; -- and no more", Dialect::Generic).has_several_statements(), Answer::No);
    /// ```
    #[must_use]
    pub const fn has_several_statements(&self) -> Answer {
        let count = self.read.statements.len();
        if count > 1 && !self.read.statements.has_body() {
            Answer::Yes
        } else if count > 1 || self.read.statements.incomplete {
            Answer::Unknown
        } else {
            Answer::No
        }
    }

    /// The operations, in the order of the text.
    #[must_use]
    pub const fn operations(&self) -> Operations<'_, 'a> {
        Operations::new(self.sql, &self.read.parts)
    }

    /// What the operations are about, in the order of the text.
    #[must_use]
    pub const fn targets(&self) -> Targets<'_, 'a> {
        Targets::new(self.sql, &self.read.parts, None)
    }

    /// The tables, each once: read, changed and defined ones, in the order of the text. A quoted name and the same one
    /// without quotes are one.
    ///
    /// ```
    /// use sqlspan_sql::{Dialect, read};
    ///
    /// let reading = read("SELECT * FROM a UNION SELECT * FROM \"user data\" JOIN A ON true", Dialect::Postgres);
    /// assert_eq!(reading.tables().map(|table| table.as_str()).collect::<Vec<_>>(), ["a", "\"user data\""]);
    /// ```
    #[must_use]
    pub const fn tables(&self) -> Tables<'_, 'a> {
        Tables::new(self.sql, &self.read.parts, false)
    }

    /// What all statements do.
    #[must_use]
    pub const fn effects(&self) -> Effects {
        self.read.statements.effects()
    }

    /// Whether any statement changes what is stored: rows, the schema, a sequence, or how it is stored. See [`Effects`].
    ///
    /// ```
    /// use sqlspan_sql::{Answer, Dialect, read};
    ///
    /// let writes = |sql| read(sql, Dialect::Postgres).writes();
    /// assert_eq!(writes("SELECT * FROM a; DROP TABLE b"), Answer::Yes);
    /// assert_eq!(writes("SELECT * INTO n FROM a"), Answer::Yes);
    /// assert_eq!(writes("EXPLAIN ANALYZE DELETE FROM a"), Answer::Yes);
    /// assert_eq!(writes("EXPLAIN DELETE FROM a"), Answer::No);
    /// assert_eq!(writes("SELECT 1; SELECT * FROM a"), Answer::No);
    /// ```
    #[must_use]
    pub const fn writes(&self) -> Answer {
        self.effects().writes()
    }

    /// How many values it wants bound; `None` if that is not certain. As of
    /// [`greatest_placeholder`](crate::greatest_placeholder).
    #[must_use]
    pub const fn placeholders(&self) -> Option<usize> {
        self.read.placeholders
    }

    /// Whether it holds a comment, hints included. As of [`has_comment`](crate::has_comment).
    #[must_use]
    pub const fn has_comment(&self) -> bool {
        self.read.comment
    }

    /// Whether it holds a hint to the planner: `/*+ .. */`.
    ///
    /// ```
    /// use sqlspan_sql::{Dialect, read};
    ///
    /// assert!(read("SELECT /*+ MAX_EXECUTION_TIME(100) */ 1", Dialect::MySql).has_hint());
    /// ```
    #[must_use]
    pub const fn has_hint(&self) -> bool {
        self.read.hint
    }

    /// Whether the database keeps the text of a statement, or reads it by rules of its own.
    pub(crate) const fn keeps_text(&self) -> bool {
        let mut at = 0;
        while let Some(statement) = self.statement(at) {
            if statement.keeps_text {
                return true;
            }
            at += 1;
        }
        false
    }
}
