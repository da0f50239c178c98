//! Statements as the commenter knows them: what is about to be executed, and what is executed instead.

use super::trace_context::TraceContext;

/// A statement that is about to be executed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ExecutedStatement<'a> {
    pub(crate) sql: &'a str,
    /// It refers to a statement that the program has prepared itself.
    pub(crate) prepared: bool,
    /// The driver keeps the statement under its text.
    pub(crate) cached: bool,
    pub(crate) arguments: Arguments,
}

/// The arguments of a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Arguments {
    /// A protocol without any.
    None,
    /// So many; whether one more can be added.
    Some { count: usize, open: bool },
    /// They could not be encoded: the query will fail.
    Failed,
}

/// What is executed instead.
#[derive(Debug)]
pub(crate) struct Change {
    pub(crate) sql: Text,
    /// The text is unique: it must not take the place of another one in the cache.
    pub(crate) unique: bool,
    pub(crate) parameter: Parameter,
}

/// The text of a statement.
#[derive(Debug)]
pub(crate) enum Text {
    /// It is kept for the life of the process.
    Kept(&'static str),
    /// It is of this execution alone.
    Once(String),
}

impl Text {
    pub(crate) fn as_str(&self) -> &str {
        match self {
            Self::Kept(text) => text,
            Self::Once(text) => text,
        }
    }
}

/// The additional bind parameter.
#[derive(Debug)]
pub(crate) enum Parameter {
    None,
    Null,
    Value(TraceContext),
}
