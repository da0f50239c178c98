//! What a statement does to which tables, for budgets.

use sqlspan_sql::{Dialect, read};

/// What was read off a statement, before anything of its text was left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct About {
    /// Whether it certainly does nothing but read.
    pub(super) only_reads: bool,
    /// Its tables, as they are written.
    pub(super) tables: Vec<String>,
    /// Whether it takes many values as one, or reads a page: there are as few of them as there can be.
    pub(super) is_for_many: bool,
}

impl Default for About {
    /// Of a text that nobody has seen.
    fn default() -> Self {
        Self { only_reads: false, tables: Vec::new(), is_for_many: false }
    }
}

impl About {
    pub(super) fn read(text: &str, dialect: Dialect) -> Self {
        let reading = read(text, dialect);
        Self {
            // What can't be told may write.
            only_reads: reading.effects().only_reads().is_yes(),
            tables: reading.tables().map(|table| table.as_str().to_owned()).collect(),
            is_for_many: reading.is_for_many(),
        }
    }
}
