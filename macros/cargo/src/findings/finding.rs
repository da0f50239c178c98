//! One finding, as data.

use serde::{Serialize, Serializer};
use sqlspan_analysis::{Level, Lint};

/// A finding of a lint, or a wrong use of an attribute. Its fields are those of the JSON.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// What found it.
    #[serde(rename = "lint")]
    pub rule: Rule,
    /// How grave it is.
    pub level: Severity,
    /// The file, from the folder of the workspace.
    pub file: String,
    /// Where in the file.
    #[serde(flatten)]
    pub region: Region,
    /// The package.
    pub package: String,
    /// The function, with its crate, modules and type; empty outside of functions.
    pub function: String,
    /// Whether the code is there for tests and benchmarks alone.
    pub is_test: bool,
    /// Rule, reason and fix, a line or more each.
    pub message: String,
    /// The id of the statement that it is about, where that is one known text.
    pub statement: Option<String>,
    /// The code that it is about, white space collapsed.
    pub code: String,
    /// A fix that a machine can apply: all of its changes together.
    pub edit: Option<Vec<Change>>,
    /// The lines of the file that it stands in.
    #[serde(skip)]
    pub lines: String,
}

/// A part of a file: lines and columns in characters, from 1; the end stands behind the last character.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub struct Region {
    /// The first line.
    pub line: usize,
    /// The column of the first character.
    pub column: usize,
    /// The last line.
    pub end_line: usize,
    /// The column behind the last character.
    pub end_column: usize,
}

/// One change of a fix.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Change {
    /// What is replaced; nothing, where code is put in.
    #[serde(flatten)]
    pub region: Region,
    /// The code that stands there afterwards.
    pub code: String,
}

/// What found something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Rule {
    /// A lint.
    Lint(Lint),
    /// The grammar of the attributes: an error, whatever the levels.
    Attribute,
}

impl Rule {
    /// The lints, and the attributes.
    pub fn all() -> impl Iterator<Item = Self> {
        Lint::ALL.iter().copied().map(Self::Lint).chain([Self::Attribute])
    }

    /// Its name: that of the lint, or `attribute`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Lint(lint) => lint.name(),
            Self::Attribute => "attribute",
        }
    }
}

impl Serialize for Rule {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

/// How grave a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The lint is denied.
    Error,
    /// The lint warns.
    Warning,
}

impl Severity {
    /// That of a level; none where the lint is allowed.
    #[must_use]
    pub const fn of(level: Level) -> Option<Self> {
        match level {
            Level::Deny => Some(Self::Error),
            Level::Warn => Some(Self::Warning),
            Level::Allow => None,
        }
    }

    /// Its name, as the JSON has it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// A query that no lint judges: its text stands where nothing leads to, a macro hides it, or only types tell of it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Unjudged {
    /// The file, from the folder of the workspace.
    pub file: String,
    /// The line of the method that executes it, from 1.
    pub line: usize,
    /// The column, from 1.
    pub column: usize,
    /// The function, with its crate, modules and type; empty outside of functions.
    pub function: String,
    /// Why not.
    pub reason: String,
}
