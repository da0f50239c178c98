//! The query as it is handed on to the user's executor: whole, or taken apart, so that its text can be read and changed.

use std::fmt;

use sqlx::error::BoxDynError;
use sqlx::{AssertSqlSafe, Database, Execute, SqlSafeStr as _, SqlStr};

use crate::comment::{Arguments, Change, ExecutedStatement, Parameter, Text};
use crate::driver;

type Encoded<DB> = Result<Option<<DB as Database>::Arguments>, BoxDynError>;

/// A query whole, or taken apart. Unless it is changed, the database sees the same in both cases.
pub(super) enum TracedQuery<Q, DB: Database> {
    Whole(Q),
    Parts(Parts<DB>),
}

/// What a query consists of.
pub(super) struct Parts<DB: Database> {
    sql: SqlStr,
    statement: Option<DB::Statement>,
    arguments: Option<Encoded<DB>>,
    persistent: bool,
}

impl<DB: Database> Parts<DB> {
    /// Takes a query apart, in the order in which the drivers ask: a mapped query is persistent only as long as it
    /// has its arguments.
    pub(super) fn take_apart<'q>(mut query: impl Execute<'q, DB>) -> Self {
        let statement = query.statement().cloned();
        let arguments = query.take_arguments();
        let persistent = query.persistent();
        Self { sql: query.sql(), statement, arguments: Some(arguments), persistent }
    }

    pub(super) fn text(&self) -> &str {
        self.sql.as_str()
    }

    /// Does without a statement that is kept prepared.
    pub(super) fn forget(&mut self) {
        self.persistent = false;
    }

    /// What it is, for whoever decides on its comment.
    pub(super) fn statement(&self) -> ExecutedStatement<'_> {
        let arguments = match &self.arguments {
            Some(Ok(Some(arguments))) => {
                Arguments::Some { count: sqlx::Arguments::len(arguments), open: driver::takes_text(arguments) }
            }
            Some(Ok(None)) => Arguments::None,
            Some(Err(_)) | None => Arguments::Failed,
        };
        ExecutedStatement {
            sql: self.sql.as_str(),
            prepared: self.statement.is_some(),
            cached: self.persistent && arguments != Arguments::None,
            arguments,
        }
    }

    pub(super) fn change(&mut self, change: Change) {
        let value = match &change.parameter {
            Parameter::None => None,
            Parameter::Null => Some(None),
            Parameter::Value(trace) => Some(Some(trace.value())),
        };
        if let Some(value) = value {
            let added = match &mut self.arguments {
                Some(Ok(Some(arguments))) => driver::add_text(arguments, value.as_deref()),
                _ => false,
            };
            if !added {
                // The text would want a parameter that is not there.
                return;
            }
        }
        self.sql = match change.sql {
            Text::Kept(text) => SqlStr::from_static(text),
            Text::Once(text) => AssertSqlSafe(text).into_sql_str(),
        };
        self.persistent &= !change.unique;
    }
}

impl<'q, Q: Execute<'q, DB>, DB: Database> Execute<'q, DB> for TracedQuery<Q, DB> {
    fn sql(self) -> SqlStr {
        match self {
            Self::Whole(query) => query.sql(),
            Self::Parts(query) => query.sql,
        }
    }

    fn statement(&self) -> Option<&DB::Statement> {
        match self {
            Self::Whole(query) => query.statement(),
            Self::Parts(query) => query.statement.as_ref(),
        }
    }

    fn take_arguments(&mut self) -> Encoded<DB> {
        match self {
            Self::Whole(query) => query.take_arguments(),
            Self::Parts(query) => query.arguments.take().unwrap_or(Ok(None)),
        }
    }

    fn persistent(&self) -> bool {
        match self {
            Self::Whole(query) => query.persistent(),
            Self::Parts(query) => query.persistent,
        }
    }
}

impl<Q, DB: Database> fmt::Debug for TracedQuery<Q, DB> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Not the arguments: they are the user's values.
        f.debug_struct("TracedQuery").finish_non_exhaustive()
    }
}
