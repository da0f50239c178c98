//! The query as it is handed on to the user's executor: whole, or taken apart, so that its text can be read and changed.

use std::any::Any;
use std::fmt;

use sqlx::error::BoxDynError;
use sqlx::{Database, Execute, SqlStr};

use crate::comment::{Arguments, Change, Execution, Parameter};

type Encoded<DB> = Result<Option<<DB as Database>::Arguments>, BoxDynError>;

/// A query whole, or taken apart. Unless it is changed, the database sees the same in both cases.
pub(super) enum Handed<Q, DB: Database> {
    Whole(Q),
    Apart(Apart<DB>),
}

/// What a query consists of.
pub(super) struct Apart<DB: Database> {
    sql: SqlStr,
    statement: Option<DB::Statement>,
    arguments: Option<Encoded<DB>>,
    persistent: bool,
}

impl<DB: Database> Apart<DB> {
    /// Takes a query apart, in the order in which the drivers ask: a mapped query is persistent only as long as it
    /// has its arguments.
    pub(super) fn of<'q>(mut query: impl Execute<'q, DB>) -> Self {
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
    pub(super) fn execution(&self) -> Execution<'_> {
        let arguments = match &self.arguments {
            Some(Ok(Some(arguments))) => {
                Arguments::Some { count: sqlx::Arguments::len(arguments), open: is_open(arguments) }
            }
            Some(Ok(None)) => Arguments::None,
            Some(Err(_)) | None => Arguments::Failed,
        };
        Execution {
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
                Some(Ok(Some(arguments))) => add(arguments, value.as_deref()),
                _ => false,
            };
            if !added {
                // The text would want a parameter that is not there.
                return;
            }
        }
        self.sql = change.sql;
        self.persistent &= !change.unique;
    }
}

/// Whether a text can be added to the arguments: of the drivers whose feature is on, since sqlx has no trait for it.
fn is_open(arguments: &dyn Any) -> bool {
    #[cfg(feature = "postgres")]
    if arguments.is::<sqlx::postgres::PgArguments>() {
        return true;
    }
    #[cfg(feature = "any")]
    if arguments.is::<sqlx::any::AnyArguments>() {
        return true;
    }
    let _ = arguments;
    false
}

/// Adds a text, or `NULL`, to the arguments, and says whether it could.
fn add(arguments: &mut dyn Any, text: Option<&str>) -> bool {
    #[cfg(feature = "postgres")]
    if let Some(arguments) = arguments.downcast_mut::<sqlx::postgres::PgArguments>() {
        return sqlx::Arguments::add(arguments, text).is_ok();
    }
    #[cfg(feature = "any")]
    if let Some(arguments) = arguments.downcast_mut::<sqlx::any::AnyArguments>() {
        return sqlx::Arguments::add(arguments, text.map(str::to_owned)).is_ok();
    }
    let _ = (arguments, text);
    false
}

impl<'q, Q: Execute<'q, DB>, DB: Database> Execute<'q, DB> for Handed<Q, DB> {
    fn sql(self) -> SqlStr {
        match self {
            Self::Whole(query) => query.sql(),
            Self::Apart(query) => query.sql,
        }
    }

    fn statement(&self) -> Option<&DB::Statement> {
        match self {
            Self::Whole(query) => query.statement(),
            Self::Apart(query) => query.statement.as_ref(),
        }
    }

    fn take_arguments(&mut self) -> Encoded<DB> {
        match self {
            Self::Whole(query) => query.take_arguments(),
            Self::Apart(query) => query.arguments.take().unwrap_or(Ok(None)),
        }
    }

    fn persistent(&self) -> bool {
        match self {
            Self::Whole(query) => query.persistent(),
            Self::Apart(query) => query.persistent,
        }
    }
}

impl<Q, DB: Database> fmt::Debug for Handed<Q, DB> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Not the arguments: they are the user's values.
        f.debug_struct("Handed").finish_non_exhaustive()
    }
}
