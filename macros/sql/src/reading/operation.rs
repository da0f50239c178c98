//! The operations of a text.

use super::target::{Targets, slice};
use crate::answer::Answer;
use crate::kind::OperationKind;
use crate::part::{Parts, Role};

/// One operation: a `SELECT`, nested or not, a `DELETE`, a `CREATE TABLE`.
#[derive(Clone, Copy, Debug)]
pub struct Operation<'r, 'a> {
    sql: &'a str,
    parts: &'r Parts,
    number: u16,
    start: usize,
    end: usize,
    kind: OperationKind,
    statement: usize,
    filtered: Answer,
}

impl<'r, 'a> Operation<'r, 'a> {
    /// Its first keyword, as it is written.
    ///
    /// ```
    /// use sqlspan_sql::{Dialect, read};
    ///
    /// let reading = read("create table a as select 1", Dialect::Generic);
    /// let words: Vec<&str> = reading.operations().map(|operation| operation.as_str()).collect();
    /// assert_eq!(words, ["create", "select"]);
    /// ```
    #[must_use]
    pub const fn as_str(&self) -> &'a str {
        slice(self.sql, self.start, self.end)
    }

    /// The range of the keyword's bytes in the text.
    #[must_use]
    pub const fn range(&self) -> (usize, usize) {
        (self.start, self.end)
    }

    /// What it is.
    #[must_use]
    pub const fn kind(&self) -> OperationKind {
        self.kind
    }

    /// The number of the statement that it belongs to, from 0.
    #[must_use]
    pub const fn statement(&self) -> usize {
        self.statement
    }

    /// Of an `UPDATE` or `DELETE`: whether a `WHERE`, a `LIMIT` or a `JOIN` restricts its rows.
    ///
    /// ```
    /// use sqlspan_sql::{Answer, Dialect, read};
    ///
    /// let filtered = |sql| read(sql, Dialect::Generic).operations().next().unwrap().is_filtered();
    /// assert_eq!(filtered("UPDATE carts SET open = false WHERE id = $1"), Answer::Yes);
    /// assert_eq!(filtered("UPDATE carts SET open = false"), Answer::No);
    /// ```
    #[must_use]
    pub const fn is_filtered(&self) -> Answer {
        self.filtered
    }

    /// What it is about, in the order of the text.
    ///
    /// ```
    /// use sqlspan_sql::{Dialect, read};
    ///
    /// let reading = read("SELECT (SELECT max(x) FROM b), c FROM a", Dialect::Generic);
    /// let outer = reading.operations().next().unwrap();
    /// assert_eq!(outer.targets().map(|target| target.as_str()).collect::<Vec<_>>(), ["a"]);
    /// ```
    #[must_use]
    pub const fn targets(&self) -> Targets<'r, 'a> {
        Targets::new(self.sql, self.parts, Some(self.number))
    }
}

impl<'r, 'a> Operation<'r, 'a> {
    /// The operation that a part is.
    pub(super) const fn read(sql: &'a str, parts: &'r Parts, number: u16) -> Option<Self> {
        let Some(part) = parts.get(number as usize) else { return None };
        let Role::Operation(kind) = part.role else { return None };
        let (start, end, statement, filtered) = (part.start, part.end, part.statement, part.filtered);
        Some(Self { sql, parts, number, start, end, kind, statement, filtered })
    }
}

/// The operations of a text, in its order, an iterator. Made by [`Reading::operations`](super::Reading::operations).
#[derive(Clone, Debug)]
pub struct Operations<'r, 'a> {
    sql: &'a str,
    parts: &'r Parts,
    at: u16,
}

impl<'r, 'a> Operations<'r, 'a> {
    pub(super) const fn new(sql: &'a str, parts: &'r Parts) -> Self {
        Self { sql, parts, at: 0 }
    }

    /// As of [`Iterator`], in constants.
    pub const fn next(&mut self) -> Option<Operation<'r, 'a>> {
        while (self.at as usize) < self.parts.len() {
            let number = self.at;
            self.at += 1;
            let operation = Operation::read(self.sql, self.parts, number);
            if operation.is_some() {
                return operation;
            }
        }
        None
    }
}

impl<'r, 'a> Iterator for Operations<'r, 'a> {
    type Item = Operation<'r, 'a>;

    fn next(&mut self) -> Option<Operation<'r, 'a>> {
        self.next()
    }
}
