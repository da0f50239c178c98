//! What a statement does.

use crate::answer::Answer;

/// What a statement, or a whole text, does to the database.
///
/// Only what is executed counts: a plain `EXPLAIN DELETE ..` and a `PREPARE p AS DELETE ..` delete nothing, `EXPLAIN
/// ANALYZE DELETE ..` does. What the text can't tell is [`Answer::Unknown`]: what `CALL`, `DO $$ .. $$` and `EXECUTE`
/// run, and what is no SQL that this crate knows. Of functions, those that are known to do more than read are: `nextval`
/// and `setval` ([`advances_sequence`](Self::advances_sequence)) and the functions of advisory locks. A function of the
/// user's own is taken for one that reads.
///
/// ```
/// use sqlspan_sql::{Answer, Dialect, read};
///
/// let effects = read("SELECT id FROM jobs LIMIT 1 FOR UPDATE SKIP LOCKED", Dialect::Postgres).effects();
/// assert_eq!(effects.reads(), Answer::Yes);
/// assert_eq!(effects.writes(), Answer::No);
/// assert_eq!(effects.locks_rows(), Answer::Yes);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Effects {
    certain: u16,
    /// Holds all that is certain, too.
    possible: u16,
}

pub(crate) const READS: u16 = 1;
pub(crate) const WRITES_ROWS: u16 = 1 << 1;
pub(crate) const CHANGES_SCHEMA: u16 = 1 << 2;
pub(crate) const MAINTAINS: u16 = 1 << 3;
pub(crate) const ADVANCES_SEQUENCE: u16 = 1 << 4;
pub(crate) const TRANSACTION: u16 = 1 << 5;
pub(crate) const SESSION: u16 = 1 << 6;
pub(crate) const COPIES: u16 = 1 << 7;
pub(crate) const LOCKS_ROWS: u16 = 1 << 8;
pub(crate) const LOCKS_TABLES: u16 = 1 << 9;
pub(crate) const LOCKS_ADVISORY: u16 = 1 << 10;
pub(crate) const RETURNS_WRITTEN: u16 = 1 << 11;
pub(crate) const ANYTHING: u16 = (1 << 12) - 1;

const WRITES: u16 = WRITES_ROWS | CHANGES_SCHEMA | MAINTAINS | ADVANCES_SEQUENCE;

impl Effects {
    pub(crate) const NONE: Self = Self { certain: 0, possible: 0 };

    /// Adds what certainly happens, or only may.
    pub(crate) const fn add(&mut self, effects: u16, certain: bool) {
        self.possible |= effects;
        if certain {
            self.certain |= effects;
        }
    }

    /// The effects of two statements, one after the other.
    pub(crate) const fn and(self, other: Self) -> Self {
        Self { certain: self.certain | other.certain, possible: self.possible | other.possible }
    }

    /// What two readings of one statement agree on.
    pub(crate) const fn agreed(self, other: Self) -> Self {
        Self { certain: self.certain & other.certain, possible: self.possible | other.possible }
    }

    /// The same, but none of it for certain.
    pub(crate) const fn possible(self) -> Self {
        Self { certain: 0, possible: self.possible }
    }

    const fn has(self, any_of: u16) -> Answer {
        if self.certain & any_of != 0 {
            Answer::Yes
        } else if self.possible & any_of != 0 {
            Answer::Unknown
        } else {
            Answer::No
        }
    }

    /// Returns data: rows of tables, values, settings, plans.
    #[must_use]
    pub const fn reads(self) -> Answer {
        self.has(READS)
    }

    /// Changes what is stored: rows, the schema, a sequence, or how it is stored (`VACUUM`). Row locks are apart:
    /// [`locks_rows`](Self::locks_rows).
    #[must_use]
    pub const fn writes(self) -> Answer {
        self.has(WRITES)
    }

    /// Inserts, changes or deletes rows: `INSERT`, `UPDATE`, `DELETE`, `MERGE`, `REPLACE`, `TRUNCATE`, `COPY .. FROM`,
    /// `LOAD DATA`, `SELECT .. INTO t`, `CREATE TABLE .. AS SELECT`, `REFRESH MATERIALIZED VIEW`.
    #[must_use]
    pub const fn writes_rows(self) -> Answer {
        self.has(WRITES_ROWS)
    }

    /// Changes objects or privileges: `CREATE`, `ALTER`, `DROP`, `RENAME`, `COMMENT`, `GRANT`, `REVOKE`.
    #[must_use]
    pub const fn changes_schema(self) -> Answer {
        self.has(CHANGES_SCHEMA)
    }

    /// Changes how things are stored, or the server, and no data: `VACUUM`, `ANALYZE t`, `REINDEX`, `OPTIMIZE TABLE`,
    /// `CHECKPOINT`, `FLUSH`.
    #[must_use]
    pub const fn maintains(self) -> Answer {
        self.has(MAINTAINS)
    }

    /// Advances or sets a sequence: `nextval(..)`, `setval(..)`, `NEXT VALUE FOR s`. `PostgreSQL` refuses that in a
    /// transaction that is read-only.
    #[must_use]
    pub const fn advances_sequence(self) -> Answer {
        self.has(ADVANCES_SEQUENCE)
    }

    /// Begins, ends or sets up a transaction or a savepoint.
    #[must_use]
    pub const fn controls_transaction(self) -> Answer {
        self.has(TRANSACTION)
    }

    /// Changes the session: `SET`, `RESET`, `USE`, `PREPARE`, cursors, `LISTEN`, `ATTACH`, `PRAGMA x = y`.
    #[must_use]
    pub const fn controls_session(self) -> Answer {
        self.has(SESSION)
    }

    /// Moves many rows in or out at once: `COPY`, `LOAD DATA`, `SELECT .. INTO OUTFILE`.
    #[must_use]
    pub const fn copies(self) -> Answer {
        self.has(COPIES)
    }

    /// Locks the rows that it reads: `FOR UPDATE`, `FOR SHARE`, `LOCK IN SHARE MODE`. `PostgreSQL` refuses that in a
    /// transaction that is read-only, and on a replica.
    #[must_use]
    pub const fn locks_rows(self) -> Answer {
        self.has(LOCKS_ROWS)
    }

    /// `LOCK TABLE`, `LOCK TABLES`, `FLUSH TABLES WITH READ LOCK`.
    #[must_use]
    pub const fn locks_tables(self) -> Answer {
        self.has(LOCKS_TABLES)
    }

    /// Takes or gives back an advisory lock: `pg_advisory_lock(..)` and its like, `GET_LOCK(..)`. Nothing is stored.
    #[must_use]
    pub const fn locks_advisory(self) -> Answer {
        self.has(LOCKS_ADVISORY)
    }

    /// Returns the rows that it writes: `INSERT .. RETURNING ..`.
    #[must_use]
    pub const fn returns_written_rows(self) -> Answer {
        self.has(RETURNS_WRITTEN)
    }

    /// Reads, if anything, and has no other effect: what `PostgreSQL` executes in a transaction that is read-only, apart
    /// from maintenance. `SET`, transactions and advisory locks are allowed, since they store nothing; row locks are not.
    ///
    /// ```
    /// use sqlspan_sql::{Answer, Dialect, read};
    ///
    /// let only_reads = |sql| read(sql, Dialect::Postgres).effects().only_reads();
    /// assert_eq!(only_reads("SELECT 1; SELECT pg_advisory_lock(1); SET search_path TO shop"), Answer::Yes);
    /// assert_eq!(only_reads("SELECT * FROM orders FOR UPDATE"), Answer::No);
    /// assert_eq!(only_reads("SELECT nextval('ids')"), Answer::No);
    /// assert_eq!(only_reads("DO $$ .. $$"), Answer::Unknown);
    /// ```
    #[must_use]
    pub const fn only_reads(self) -> Answer {
        match self.has(WRITES | LOCKS_ROWS) {
            Answer::Yes => Answer::No,
            Answer::No => Answer::Yes,
            Answer::Unknown => Answer::Unknown,
        }
    }
}
