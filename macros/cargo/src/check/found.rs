//! What is found: statements that do not hold, and those that can't be judged.

use serde::Serialize;

use super::shown::Shown;

/// A statement that does not hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// Where it is.
    #[serde(flatten)]
    pub place: Place,
    /// What kind of fault it is.
    pub kind: FaultKind,
    /// What is wrong.
    pub message: String,
    /// What the database proposes.
    pub hint: Option<String>,
    /// The code of the database, where it has one.
    pub code: Option<String>,
    /// The line of the statement that it is about.
    pub shown: Shown,
}

/// A statement that the database can't judge.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NotChecked {
    /// Where it is.
    #[serde(flatten)]
    pub place: Place,
    /// Why it can't.
    pub reason: String,
}

/// Where a statement is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Place {
    /// The file, from the folder of the workspace.
    pub file: String,
    /// The line of its call, from 1.
    pub line: usize,
    /// The column, from 1.
    pub column: usize,
    /// The package.
    pub package: String,
    /// The function.
    pub function: String,
    /// The summary of the statement; empty where there is none.
    pub summary: String,
    /// Its text.
    pub text: String,
}

/// What kind of fault it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum FaultKind {
    /// There is no such table.
    Table,
    /// There is no such column.
    Column,
    /// There is no such function.
    Function,
    /// It wants more or fewer values than are bound.
    Parameters,
    /// It is not a statement.
    Syntax,
    /// Only another database reads it.
    Dialect,
    /// Anything else.
    Other,
}
