//! The query as it is handed on to the user's executor: whole, or taken apart for its text.

use std::fmt;

use sqlx::error::BoxDynError;
use sqlx::{Database, Execute, SqlStr};

type Arguments<DB> = Result<Option<<DB as Database>::Arguments>, BoxDynError>;

/// A query whole, or taken apart so that its text could be read. The database sees the same in both cases.
pub(super) enum Handed<Q, DB: Database> {
    Whole(Q),
    Apart { sql: SqlStr, statement: Option<DB::Statement>, arguments: Option<Arguments<DB>>, persistent: bool },
}

impl<Q, DB: Database> Handed<Q, DB> {
    /// Takes a query apart, in the order in which the drivers ask: a mapped query is persistent only as long as it
    /// has its arguments.
    pub(super) fn take_apart<'q>(mut query: Q) -> Self
    where
        Q: Execute<'q, DB>,
    {
        let statement = query.statement().cloned();
        let arguments = query.take_arguments();
        let persistent = query.persistent();
        Self::Apart { sql: query.sql(), statement, arguments: Some(arguments), persistent }
    }

    /// The text, of a query taken apart.
    pub(super) fn text(&self) -> Option<&str> {
        match self {
            Self::Whole(_) => None,
            Self::Apart { sql, .. } => Some(sql.as_str()),
        }
    }
}

impl<'q, Q: Execute<'q, DB>, DB: Database> Execute<'q, DB> for Handed<Q, DB> {
    fn sql(self) -> SqlStr {
        match self {
            Self::Whole(query) => query.sql(),
            Self::Apart { sql, .. } => sql,
        }
    }

    fn statement(&self) -> Option<&DB::Statement> {
        match self {
            Self::Whole(query) => query.statement(),
            Self::Apart { statement, .. } => statement.as_ref(),
        }
    }

    fn take_arguments(&mut self) -> Arguments<DB> {
        match self {
            Self::Whole(query) => query.take_arguments(),
            Self::Apart { arguments, .. } => arguments.take().unwrap_or(Ok(None)),
        }
    }

    fn persistent(&self) -> bool {
        match self {
            Self::Whole(query) => query.persistent(),
            Self::Apart { persistent, .. } => *persistent,
        }
    }
}

impl<Q, DB: Database> fmt::Debug for Handed<Q, DB> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Not the arguments: they are the user's values.
        f.debug_struct("Handed").finish_non_exhaustive()
    }
}
