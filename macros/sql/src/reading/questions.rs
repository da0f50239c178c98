//! What is asked of a whole text: for the attributes of before, for the lints and the detector of repeated queries.

use super::operation::Operation;
use super::tables::Tables;
use super::text::Reading;
use crate::kind::Paging;

impl<'a> Reading<'a> {
    /// The operation of a statement, by its number: what `WITH` prepares for.
    ///
    /// ```
    /// use sqlspan_sql::{Dialect, OperationKind, read};
    ///
    /// let reading = read("WITH old AS (SELECT 1) DELETE FROM t WHERE id IN (SELECT * FROM old)", Dialect::Generic);
    /// assert_eq!(reading.main_operation(0).unwrap().kind(), OperationKind::Delete);
    /// ```
    #[must_use]
    pub const fn main_operation(&self, statement: usize) -> Option<Operation<'_, 'a>> {
        if let Some(known) = self.statement(statement)
            && let Some(main) = Operation::read(self.sql, &self.read.parts, known.main)
        {
            return Some(main);
        }
        // In parentheses: `(SELECT ..) UNION (SELECT ..)`.
        let mut operations = self.operations();
        while let Some(operation) = operations.next() {
            if operation.statement() == statement {
                return Some(operation);
            }
        }
        None
    }

    /// The operation, for `db.operation`: the keyword of the statement's own, where all statements have the same.
    ///
    /// ```
    /// use sqlspan_sql::{Dialect, read};
    ///
    /// assert_eq!(read("BEGIN TRANSACTION", Dialect::Generic).operation(), Some("BEGIN"));
    /// assert_eq!(read("SELECT 1; SELECT 2", Dialect::Generic).operation(), Some("SELECT"));
    /// assert_eq!(read("BEGIN; COMMIT", Dialect::Generic).operation(), None);
    /// ```
    #[must_use]
    pub const fn operation(&self) -> Option<&'a str> {
        if self.read.statements.incomplete {
            return None;
        }
        let Some(first) = self.main_operation(0) else { return None };
        let mut statement = 1;
        while statement < self.read.statements.len() {
            match self.main_operation(statement) {
                Some(next) if first.as_str().eq_ignore_ascii_case(next.as_str()) => {}
                _ => return None,
            }
            statement += 1;
        }
        Some(first.as_str())
    }

    /// The table, for `db.sql.table`, where a summary names one alone: tables that an `UPDATE`, `DELETE` or `MERGE` only
    /// reads beside it don't count.
    ///
    /// ```
    /// use sqlspan_sql::{Dialect, read};
    ///
    /// let collection = |sql| read(sql, Dialect::Postgres).collection();
    /// assert_eq!(collection("SELECT * FROM \"user data\" WHERE id = $1"), Some("\"user data\""));
    /// assert_eq!(collection("SELECT EXISTS (SELECT 1 FROM carts)"), Some("carts"));
    /// assert_eq!(collection("SELECT 1 UNION SELECT 2"), None);
    /// assert_eq!(collection("SELECT * FROM a JOIN b USING (id)"), None);
    /// ```
    #[must_use]
    pub const fn collection(&self) -> Option<&'a str> {
        if self.read.parts.incomplete {
            return None;
        }
        let mut tables = Tables::new(self.sql, &self.read.parts, true);
        match (tables.next(), tables.next()) {
            (Some(table), None) => Some(table.as_str()),
            _ => None,
        }
    }

    /// Whether the first statement reads or writes rows of tables: what one statement can do for many items.
    ///
    /// ```
    /// use sqlspan_sql::{Dialect, read};
    ///
    /// assert!(read("select 1", Dialect::Generic).is_of_rows());
    /// assert!(!read("BEGIN", Dialect::Generic).is_of_rows());
    /// ```
    #[must_use]
    pub const fn is_of_rows(&self) -> bool {
        match self.main_operation(0) {
            Some(operation) => operation.kind().is_of_rows(),
            None => false,
        }
    }

    /// How the first statement that does so takes a part of many rows. See [`Statement::paging`](crate::Statement::paging).
    #[must_use]
    pub const fn paging(&self) -> Option<Paging> {
        let mut at = 0;
        while let Some(statement) = self.statement(at) {
            if statement.paging.is_some() {
                return statement.paging;
            }
            at += 1;
        }
        None
    }

    /// Whether a statement takes many values as one. See [`Statement::takes_list`](crate::Statement::takes_list).
    #[must_use]
    pub const fn takes_list(&self) -> bool {
        let mut at = 0;
        while let Some(statement) = self.statement(at) {
            if statement.takes_list {
                return true;
            }
            at += 1;
        }
        false
    }

    /// Whether a statement is for many rows as it is, so that running it often is no N+1: it takes many values as one,
    /// or a part of many rows at a time.
    ///
    /// ```
    /// use sqlspan_sql::{Dialect, read};
    ///
    /// let many = |sql| read(sql, Dialect::Postgres).is_for_many();
    /// assert!(many("SELECT a FROM t WHERE id = ANY($1)"));
    /// assert!(many("SELECT a FROM t WHERE id > $1 ORDER BY id LIMIT 100"));
    /// assert!(!many("SELECT a FROM t WHERE id = $1 LIMIT 1"));
    /// ```
    #[must_use]
    pub const fn is_for_many(&self) -> bool {
        self.takes_list() || self.paging().is_some()
    }

    /// The verb of the first `UPDATE` or `DELETE` without a `WHERE` that is executed. See
    /// [`Statement::unfiltered_write`](crate::Statement::unfiltered_write).
    #[must_use]
    pub const fn unfiltered_write(&self) -> Option<(usize, usize)> {
        let mut at = 0;
        while let Some(statement) = self.statement(at) {
            if statement.unfiltered.is_some() {
                return statement.unfiltered;
            }
            at += 1;
        }
        None
    }
}
