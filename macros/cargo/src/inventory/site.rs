//! One place in the source that makes a round trip, as data.

use serde::Serialize;

/// One place in the source that makes a round trip, or waits for a connection. Its fields are those of the JSON.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Site {
    /// The file, from the folder of the workspace.
    pub file: String,
    /// The line where the call begins, from 1: that of the span.
    pub line: usize,
    /// The column, from 1.
    pub column: usize,
    /// The package.
    pub package: String,
    /// The function, with its crate, modules and type; empty in the definition of a macro.
    pub function: String,
    /// What it is.
    pub kind: Kind,
    /// The method that is called.
    pub method: String,
    /// Whether more than the name of the method says that it is a round trip.
    pub likely: bool,
    /// Whether the code is there for tests and benchmarks alone.
    pub is_test: bool,
    /// The macro in whose arguments it stands, where its grammar is not known.
    pub in_macro: Option<String>,
    /// The dialect that an attribute states.
    pub dialect: Option<&'static str>,
    /// The summary: that of its statement, or the one that an attribute states. Where there are several statements, of
    /// the first.
    pub summary: Option<String>,
    /// How far its text is known.
    pub text: TextKnown,
    /// Why it is not known.
    pub text_reason: Option<String>,
    /// The statements that it may run.
    pub statements: Vec<Statement>,
    /// The attribute that traces it.
    pub traced_by: Option<&'static str>,
    /// Whether an attribute says `skip`.
    pub skipped: bool,
    /// Why it is not traced.
    pub untraced_because: Option<String>,
    /// The lints that attributes allow here.
    pub allowed: Vec<&'static str>,
    /// How many values it binds, where all of that is seen and no macro of sqlx's has compared it.
    #[serde(skip)]
    pub binds: Option<usize>,
}

/// A statement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Statement {
    /// What it is known by in every run and on every machine; none of a text whose end is not known.
    pub id: Option<String>,
    /// Its summary; empty where there is none.
    pub summary: String,
    /// Its text, white space collapsed.
    pub text: String,
    /// Whether it changes anything.
    pub writes: Changes,
    /// The tables that it reads and does not change.
    pub tables_read: Vec<String>,
    /// The tables that it changes, or may change.
    pub tables_written: Vec<String>,
    /// Its text as the source has it, in which a database counts places.
    #[serde(skip)]
    pub original: String,
}

/// Whether a statement changes anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Changes {
    /// It does.
    Yes,
    /// It does not.
    No,
    /// Its text does not tell: it calls a function.
    Unknown,
}

/// What a site is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A query call.
    Query,
    /// `begin`, `commit`, `rollback`, or a wait for a connection: `acquire`.
    Step,
    /// A transaction that a closure is given.
    Transaction,
    /// A COPY.
    Copy,
    /// `listen`, `unlisten`.
    Listen,
    /// An advisory lock.
    Lock,
    /// `ping`.
    Ping,
    /// A run of migrations.
    Migration,
    /// A method named like those that execute, on something that can't be told without types; or tokens that look like a
    /// query.
    Unresolved,
}

impl Kind {
    /// Its name, as the JSON has it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Query => "query",
            Self::Step => "step",
            Self::Transaction => "transaction",
            Self::Copy => "copy",
            Self::Listen => "listen",
            Self::Lock => "lock",
            Self::Ping => "ping",
            Self::Migration => "migration",
            Self::Unresolved => "unresolved",
        }
    }
}

/// How far the text of a site is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum TextKnown {
    /// One text.
    Static,
    /// One of several.
    Choice,
    /// How it begins: a `QueryBuilder` makes it.
    Beginning,
    /// Made at run time.
    Dynamic,
    /// In a constant or a file that was not found.
    Unresolved,
    /// There is none, or it is sqlx's own.
    None,
}

/// What a site counts for in the coverage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Group {
    /// A query or a step of the program.
    Program,
    /// Anything in tests and benchmarks.
    Tests,
    /// Anything in the arguments or the definition of a macro.
    Macros,
    /// What is left out by `skip`.
    Skipped,
    /// A run of migrations.
    Migrations,
    /// A COPY.
    Copy,
    /// `listen`, `unlisten`.
    Listen,
}

impl Site {
    /// What it counts for in the coverage.
    #[must_use]
    pub const fn group(&self) -> Group {
        match self.kind {
            _ if self.is_test => Group::Tests,
            _ if self.in_macro.is_some() => Group::Macros,
            _ if self.skipped => Group::Skipped,
            Kind::Migration => Group::Migrations,
            Kind::Copy => Group::Copy,
            Kind::Listen => Group::Listen,
            _ => Group::Program,
        }
    }

    /// Whether an attribute traces it.
    #[must_use]
    pub const fn is_traced(&self) -> bool {
        self.traced_by.is_some()
    }

    /// Whether a statement of it changes something for certain, or names a table that it may change.
    #[must_use]
    pub fn writes(&self) -> bool {
        let writes = |statement: &Statement| statement.writes == Changes::Yes || !statement.tables_written.is_empty();
        self.statements.iter().any(writes)
    }

    /// The tables of its statements, those that are changed first, each once.
    #[must_use]
    pub fn tables(&self) -> Vec<&str> {
        let written = self.statements.iter().flat_map(|statement| &statement.tables_written);
        let read = self.statements.iter().flat_map(|statement| &statement.tables_read);
        let mut tables: Vec<&str> = Vec::new();
        for table in written.chain(read) {
            if !tables.contains(&table.as_str()) {
                tables.push(table);
            }
        }
        tables
    }
}
