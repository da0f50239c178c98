//! The statements of a text.

use crate::answer::Answer;
use crate::effects::Effects;
use crate::kind::Paging;
use crate::part::NOWHERE;

/// One statement of a text: where it stands and what it does. Its operations are among those of the
/// [`Reading`](crate::Reading).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Statement {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) effects: Effects,
    pub(crate) executed: Answer,
    pub(crate) unfiltered: Option<(usize, usize)>,
    pub(crate) paging: Option<Paging>,
    pub(crate) takes_list: bool,
    /// The number of the part that is its operation, as opposed to those of its `WITH`.
    pub(crate) main: u16,
    /// The database keeps its text, or reads it by rules of its own.
    pub(crate) keeps_text: bool,
    /// It has a body with statements in it, which are not read.
    pub(crate) has_body: bool,
}

impl Statement {
    pub(crate) const NONE: Self = Self {
        start: 0,
        end: 0,
        effects: Effects::NONE,
        executed: Answer::Yes,
        unfiltered: None,
        paging: None,
        takes_list: false,
        main: NOWHERE,
        keeps_text: false,
        has_body: false,
    };

    /// The range of its bytes, without the `;`.
    ///
    /// ```
    /// use sqlspan_sql::{Dialect, read};
    ///
    /// let sql = "BEGIN; DELETE FROM carts ;";
    /// let (start, end) = read(sql, Dialect::Generic).statement(1).unwrap().range();
    /// assert_eq!(&sql[start..end], "DELETE FROM carts");
    /// ```
    #[must_use]
    pub const fn range(&self) -> (usize, usize) {
        (self.start, self.end)
    }

    /// What it does.
    #[must_use]
    pub const fn effects(&self) -> Effects {
        self.effects
    }

    /// Whether it is executed, or only explained or prepared: `EXPLAIN DELETE ..` and `PREPARE p AS DELETE ..` are not,
    /// `EXPLAIN ANALYZE DELETE ..` is.
    ///
    /// ```
    /// use sqlspan_sql::{Answer, Dialect, read};
    ///
    /// let executed = |sql| read(sql, Dialect::Postgres).statement(0).unwrap().executed();
    /// assert_eq!(executed("EXPLAIN DELETE FROM carts"), Answer::No);
    /// assert_eq!(executed("EXPLAIN (ANALYZE, BUFFERS) DELETE FROM carts"), Answer::Yes);
    /// ```
    #[must_use]
    pub const fn executed(&self) -> Answer {
        self.executed
    }

    /// The verb of the first `UPDATE` or `DELETE` in it that is executed and has no `WHERE`, as the range of its bytes.
    /// A `LIMIT` or a `JOIN` restricts it as well.
    ///
    /// ```
    /// use sqlspan_sql::{Dialect, read};
    ///
    /// let reading = read("DELETE FROM orders", Dialect::Generic);
    /// assert_eq!(reading.statement(0).unwrap().unfiltered_write(), Some((0, 6)));
    /// ```
    #[must_use]
    pub const fn unfiltered_write(&self) -> Option<(usize, usize)> {
        self.unfiltered
    }

    /// How it takes a part of many rows, if it does.
    ///
    /// ```
    /// use sqlspan_sql::{Dialect, Paging, read};
    ///
    /// let paging = |sql| read(sql, Dialect::Postgres).statement(0).unwrap().paging();
    /// assert_eq!(paging("SELECT a FROM t LIMIT 10 OFFSET $1"), Some(Paging::Offset));
    /// assert_eq!(paging("SELECT a FROM t WHERE id > $1 ORDER BY id LIMIT 10"), Some(Paging::Keyset));
    /// assert_eq!(paging("SELECT a FROM t WHERE owner = $1 ORDER BY id LIMIT 10"), None);
    /// ```
    #[must_use]
    pub const fn paging(&self) -> Option<Paging> {
        self.paging
    }

    /// Whether it takes many values as one: `= ANY($1)`, `UNNEST(..)`, `json_each(..)`.
    ///
    /// ```
    /// use sqlspan_sql::{Dialect, read};
    ///
    /// assert!(read("SELECT a FROM t WHERE b = ANY($1)", Dialect::Postgres).statement(0).unwrap().takes_list());
    /// ```
    #[must_use]
    pub const fn takes_list(&self) -> bool {
        self.takes_list
    }

    /// This statement and the ones behind it as one, where there is no room for each.
    const fn merge(&mut self, next: Self) {
        self.end = next.end;
        self.effects = self.effects.and(next.effects);
        self.executed = self.executed.agreed(next.executed);
        if self.unfiltered.is_none() {
            self.unfiltered = next.unfiltered;
        }
        self.paging = None;
        self.takes_list &= next.takes_list;
        self.keeps_text |= next.keeps_text;
        self.has_body |= next.has_body;
    }

    /// What two readings of it agree on.
    const fn agree(&mut self, other: &Self) {
        self.effects = self.effects.agreed(other.effects);
        self.executed = self.executed.agreed(other.executed);
        if other.unfiltered.is_none() {
            self.unfiltered = None;
        }
        if self.main != other.main {
            self.main = NOWHERE;
        }
        if other.paging.is_none() {
            self.paging = None;
        }
        self.takes_list &= other.takes_list;
        self.keeps_text |= other.keeps_text;
        self.has_body |= other.has_body;
    }
}

/// More are one: the last, which then does what all of the rest do.
const CAPACITY: usize = 16;

/// The statements of a text, in its order.
#[derive(Clone, Copy)]
pub(crate) struct Statements {
    items: [Statement; CAPACITY],
    len: usize,
    /// All of them, whether there was room or not.
    total: usize,
    /// There were more, or the dialects disagree on how many there are.
    pub(crate) incomplete: bool,
}

const EMPTY: Statements = Statements { items: [Statement::NONE; CAPACITY], len: 0, total: 0, incomplete: false };

impl Statements {
    pub(crate) const fn new() -> Self {
        EMPTY
    }

    pub(crate) const fn push(&mut self, statement: Statement) {
        self.total += 1;
        if self.len == CAPACITY {
            self.incomplete = true;
            self.items[CAPACITY - 1].merge(statement);
        } else {
            self.items[self.len] = statement;
            self.len += 1;
        }
    }

    pub(crate) const fn len(&self) -> usize {
        self.len
    }

    pub(crate) const fn total(&self) -> usize {
        self.total
    }

    /// Whether one of them has a body with statements in it, so that where it ends may be told wrongly.
    pub(crate) const fn has_body(&self) -> bool {
        let mut at = 0;
        while at < self.len {
            if self.items[at].has_body {
                return true;
            }
            at += 1;
        }
        false
    }

    pub(crate) const fn get(&self, at: usize) -> Option<&Statement> {
        if at < self.len { Some(&self.items[at]) } else { None }
    }

    /// What all of them do.
    pub(crate) const fn effects(&self) -> Effects {
        let (mut effects, mut at) = (Effects::NONE, 0);
        while at < self.len {
            effects = effects.and(self.items[at].effects);
            at += 1;
        }
        effects
    }

    /// What two readings agree on. Where they find another number of statements, the last that both have stands for
    /// the rest of either, of which nothing is certain.
    pub(crate) const fn agree(&mut self, other: &Self) {
        self.incomplete |= other.incomplete;
        let shared = if self.len < other.len { self.len } else { other.len };
        let mut at = 0;
        while at < shared {
            self.items[at].agree(&other.items[at]);
            at += 1;
        }
        if self.len == other.len {
            return;
        }
        self.incomplete = true;
        let rest = self.rest(shared).and(other.rest(shared));
        if shared > 0 {
            let last = &mut self.items[shared - 1];
            last.effects = last.effects.and(rest.possible());
            last.unfiltered = None;
            self.len = shared;
        } else {
            let mut only = Statement::NONE;
            only.effects = rest.possible();
            self.items[0] = only;
            self.len = 1;
        }
    }

    const fn rest(&self, from: usize) -> Effects {
        let (mut effects, mut at) = (Effects::NONE, from);
        while at < self.len {
            effects = effects.and(self.items[at].effects);
            at += 1;
        }
        effects
    }
}
