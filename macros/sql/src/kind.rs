//! What operations and their targets are.

/// The kind of an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum OperationKind {
    /// `SELECT`, `TABLE t`.
    Select,
    /// `VALUES (..)` as a statement.
    Values,
    /// `INSERT`.
    Insert,
    /// `REPLACE`.
    Replace,
    /// `UPDATE`.
    Update,
    /// `DELETE`.
    Delete,
    /// `MERGE`.
    Merge,
    /// `TRUNCATE`.
    Truncate,
    /// `COPY`, `LOAD DATA`.
    Copy,
    /// `CREATE`, `ALTER`, `DROP`, `RENAME`, `COMMENT`, `GRANT`, `REVOKE` and their like.
    Define,
    /// `EXPLAIN`, `DESCRIBE`, `ANALYZE` of a statement.
    Explain,
    /// `CALL`, `EXEC`, `EXECUTE`, `DO`.
    Call,
    /// `BEGIN`, `COMMIT`, `SAVEPOINT` and their like.
    Transaction,
    /// `SET`, `PREPARE`, `DECLARE`, `LISTEN`, `LOCK TABLES` and their like.
    Session,
    /// `FETCH`, `MOVE`, `HANDLER`.
    Cursor,
    /// `SHOW`, `PRAGMA x`.
    Show,
    /// `VACUUM`, `ANALYZE t`, `REINDEX` and their like.
    Maintain,
}

impl OperationKind {
    /// Whether it reads or writes rows of tables: the operations that one statement can do for many items.
    ///
    /// ```
    /// use sqlspan_sql::OperationKind;
    ///
    /// assert!(OperationKind::Update.is_of_rows());
    /// assert!(!OperationKind::Truncate.is_of_rows());
    /// ```
    #[must_use]
    pub const fn is_of_rows(self) -> bool {
        matches!(self, Self::Select | Self::Insert | Self::Replace | Self::Update | Self::Delete | Self::Merge)
    }
}

/// What a target is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TargetKind {
    /// A table or a view.
    Table,
    /// The name of a common table expression.
    Cte,
    /// A function in the place of a table.
    Function,
    /// A query or `VALUES` in parentheses, in the place of a table. Its range is from parenthesis to parenthesis.
    Derived,
    /// The procedure of a `CALL`.
    Procedure,
    /// Any other object: an index, a schema, a channel, a setting.
    Object,
    /// A table or a common table expression: the text, or the dialect that is not stated, does not tell.
    Unknown,
}

/// How a statement takes a part of many rows, so that running it again and again is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Paging {
    /// `OFFSET $1`, `OFFSET 20`, `LIMIT 20, 10`.
    Offset,
    /// `LIMIT $1`, `FETCH FIRST $1 ROWS ONLY`: how many is bound.
    Limit,
    /// `WHERE id > $1 ORDER BY id LIMIT 10`: the page behind a key.
    Keyset,
    /// `FETCH FORWARD 20 FROM c`: the next rows of a cursor.
    Cursor,
    /// `DELETE .. LIMIT 500`, `UPDATE .. WHERE id IN (SELECT .. LIMIT 500)`: until nothing is left.
    Batch,
    /// `FOR UPDATE SKIP LOCKED`: a poll for work.
    Poll,
}
