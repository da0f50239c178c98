//! What is asked: one statement of one site.

use sqlspan_analysis::{Dialect, OperationKind, ScriptStatement};

use super::found::Place;
use crate::inventory::{Site, Statement};

/// One statement of one site.
#[derive(Debug)]
pub(super) struct Subject<'s> {
    site: &'s Site,
    /// The whole text that it stands in.
    pub(super) text: &'s Statement,
    /// The statement.
    pub(super) sql: &'s str,
    /// What is read of it.
    pub(super) read: ScriptStatement,
    /// Whether it is one of several in its text.
    pub(super) is_of_script: bool,
}

/// The statements of a site: of each of its texts, one by one.
pub(super) fn all(site: &Site, dialect: Dialect) -> Vec<Subject<'_>> {
    let mut subjects = Vec::new();
    for text in &site.statements {
        let script = ScriptStatement::all(&text.original, dialect);
        let is_of_script = script.len() > 1;
        for read in script {
            // The only one is asked as it stands, with its comments, so that places are those of the text.
            let sql = if is_of_script { &text.original[read.range.clone()] } else { &text.original };
            subjects.push(Subject { site, text, sql, read, is_of_script });
        }
    }
    subjects
}

impl Subject<'_> {
    /// Where it is.
    pub(super) fn place(&self) -> Place {
        let summary = if self.is_of_script { &self.read.summary } else { &self.text.summary };
        Place {
            file: self.site.file.clone(),
            line: self.site.line,
            column: self.site.column,
            package: self.site.package.clone(),
            function: self.site.function.clone(),
            summary: summary.clone(),
            text: self.sql.trim().to_owned(),
        }
    }

    /// Whether it is there for tests and benchmarks alone.
    pub(super) const fn is_test(&self) -> bool {
        self.site.is_test
    }

    /// How many values it is given; none where that is not seen, or they go to several statements.
    pub(super) fn binds(&self) -> Option<usize> {
        self.site.binds.filter(|_| !self.is_of_script)
    }

    /// Why it must not even be prepared. SQLite runs some of its PRAGMAs as it compiles them.
    pub(super) fn never_asked(&self, dialect: Dialect) -> Option<&'static str> {
        (self.read.shows && dialect == Dialect::Sqlite).then_some("SQLite may run a PRAGMA as it prepares it")
    }

    /// Why it says little that the database prepared it: it only parses such statements.
    pub(super) fn only_parsed(&self, dialect: Dialect) -> bool {
        let kind = self.read.kind;
        match dialect {
            Dialect::Postgres => !matches!(
                kind,
                Some(
                    OperationKind::Select
                        | OperationKind::Values
                        | OperationKind::Insert
                        | OperationKind::Update
                        | OperationKind::Delete
                        | OperationKind::Merge
                        | OperationKind::Explain
                        | OperationKind::Call
                        | OperationKind::Transaction
                )
            ),
            Dialect::MySql => !matches!(
                kind,
                Some(
                    OperationKind::Select
                        | OperationKind::Values
                        | OperationKind::Insert
                        | OperationKind::Replace
                        | OperationKind::Update
                        | OperationKind::Delete
                        | OperationKind::Explain
                        | OperationKind::Transaction
                )
            ),
            Dialect::Sqlite | Dialect::Generic => false,
        }
    }

    /// Whether it changes the schema.
    pub(super) fn defines(&self) -> bool {
        self.read.kind == Some(OperationKind::Define)
    }
}
