//! How much a piece of code may ask of the database.

use std::fmt;

use sqlspan_sql::is_table_called;

use super::counted::counted;
use super::group::Group;
use super::queries::Queries;

/// How much a piece of code may ask of the database. [`assert_queries!`](crate::assert_queries) is the short form.
///
/// ```
/// use sqlspan::testing::{Budget, Queries};
///
/// # fn check(queries: &Queries) -> Result<(), sqlspan::testing::Exceeded> {
/// let reading = Budget::new().max(3).no_n_plus_one().no_writes();
/// reading.check(queries)?;
/// # Ok(())
/// # }
/// # check(&Queries::default()).unwrap();
/// ```
#[derive(Clone, Debug, Default)]
#[must_use = "nothing is checked before `check` or `assert`"]
pub struct Budget {
    max: Option<usize>,
    exactly: Option<usize>,
    max_round_trips: Option<usize>,
    no_n_plus_one: bool,
    only_tables: Option<Vec<String>>,
    no_writes: bool,
}

impl Budget {
    /// Anything goes.
    pub fn new() -> Self {
        Self::default()
    }

    /// At most so many queries. Steps of transactions do not count.
    pub fn max(mut self, queries: usize) -> Self {
        self.max = Some(queries);
        self
    }

    /// Exactly so many queries. Steps of transactions do not count.
    pub fn exactly(mut self, queries: usize) -> Self {
        self.exactly = Some(queries);
        self
    }

    /// At most so many queries and steps of transactions together.
    pub fn max_round_trips(mut self, round_trips: usize) -> Self {
        self.max_round_trips = Some(round_trips);
        self
    }

    /// No query call runs more than once with the same statement, other than to try again after a failure. Calls under
    /// `#[traced(allow(n_plus_one))]` and statements that take many values as one or read a page, such as `= ANY($1)` and `OFFSET $1`,
    /// may.
    ///
    /// Stricter than the detector on purpose: the tables of a test have a few rows. And whether there is a span for
    /// every round makes no difference here.
    pub fn no_n_plus_one(mut self) -> Self {
        self.no_n_plus_one = true;
        self
    }

    /// No statement names another table, read, written or defined, as far as its text tells. A name without a schema is
    /// for any schema; quotes and the case of letters make no other name.
    pub fn only_tables<T: Into<String>>(mut self, tables: impl IntoIterator<Item = T>) -> Self {
        self.only_tables = Some(tables.into_iter().map(Into::into).collect());
        self
    }

    /// Statements only read: nothing runs that PostgreSQL refuses in a transaction that is read-only, or that maintains
    /// what is stored, such as `VACUUM`.
    ///
    /// That makes writes of changes of rows and of the schema, also inside of `WITH`, `EXPLAIN ANALYZE`, `COPY (..) TO` or
    /// behind a `;`; of row locks (`FOR UPDATE`), of `nextval` and `setval`, and of SQLite's `PRAGMA user_version = 4`. Not
    /// of `SET`, transactions, `LISTEN`, advisory locks, other pragmas and a plain `EXPLAIN`, which store nothing. What
    /// can't be told counts as a write: `CALL`, `DO`, `EXECUTE`, comments that only some versions of MySQL run, and what
    /// is no SQL that sqlspan knows. A function of your own counts as one that reads.
    pub fn no_writes(mut self) -> Self {
        self.no_writes = true;
        self
    }

    /// Whether the queries stay within it.
    ///
    /// # Errors
    ///
    /// [`Exceeded`], which says by what, and shows the queries.
    pub fn check(&self, queries: &Queries) -> Result<(), Exceeded> {
        let reasons = self.reasons(queries);
        if reasons.is_empty() { Ok(()) } else { Err(Exceeded { reasons, queries: queries.clone() }) }
    }

    /// Panics unless the queries stay within it.
    ///
    /// # Panics
    ///
    /// With the text of [`Exceeded`].
    #[track_caller]
    #[expect(clippy::panic, reason = "that is how a test fails")]
    pub fn assert(&self, queries: &Queries) {
        if let Err(exceeded) = self.check(queries) {
            panic!("{exceeded}");
        }
    }

    fn reasons(&self, queries: &Queries) -> Vec<String> {
        let mut reasons = Vec::new();
        let ran = queries.len();
        if let Some(max) = self.max.filter(|max| ran > *max) {
            reasons.push(format!("{} ran, at most {max} may", counted(ran, "query", "queries")));
        }
        if let Some(exactly) = self.exactly.filter(|exactly| ran != *exactly) {
            reasons.push(format!("{} ran, exactly {exactly} must", counted(ran, "query", "queries")));
        }
        let trips = queries.round_trips().len();
        if let Some(max) = self.max_round_trips.filter(|max| trips > *max) {
            reasons.push(format!("{} were made, at most {max} may be", counted(trips, "round trip", "round trips")));
        }
        for group in Group::all(queries).iter().filter(|group| self.no_n_plus_one && group.is_n_plus_one()) {
            let (name, count) = (group.first().name(), group.queries.len());
            reasons.push(format!("`{name}` ran {count} times (N+1): ask for all of them in one query"));
        }
        for group in &Group::all(queries) {
            let name = group.first().name();
            if let Some(only) = &self.only_tables {
                let known = |table: &String| only.iter().any(|name| is_table_called(table, name));
                for table in group.first().about.tables.iter().filter(|table| !known(table)) {
                    let only = only.join("`, `");
                    reasons.push(format!("`{name}` is about the table `{table}`, only `{only}` may be"));
                }
            }
            if self.no_writes && !group.first().about.only_reads {
                reasons.push(format!("`{name}` writes, nothing may"));
            }
        }
        reasons
    }
}

/// Queries outside of a [`Budget`]: by what, and all of them as a tree.
#[derive(Clone, PartialEq, Eq)]
pub struct Exceeded {
    reasons: Vec<String>,
    queries: Queries,
}

impl Exceeded {
    /// By what, in a line each.
    #[must_use]
    pub fn reasons(&self) -> &[String] {
        &self.reasons
    }
}

impl fmt::Display for Exceeded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}\n\n{}", self.reasons.join("\n"), self.queries)
    }
}

/// As it is displayed, so that it can be read where a test unwraps it.
impl fmt::Debug for Exceeded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for Exceeded {}
