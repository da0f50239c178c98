//! What is recorded of a statement whose text is known.

use sqlspan_sql::{Dialect, collapse_into, read, sanitize_into, summarize};

/// What is recorded of a statement whose text is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordedText {
    /// The summary, `SELECT orders`; empty where there is none.
    pub summary: String,
    /// The text, its white space collapsed.
    pub collapsed: String,
    /// The same with its literals replaced.
    pub sanitized: String,
    /// Its operation, as `db.operation` has it.
    pub operation: Option<String>,
    /// Its table, where there is one alone, as `db.sql.table` has it.
    pub table: Option<String>,
}

impl RecordedText {
    /// Reads a statement.
    #[must_use]
    pub fn read(sql: &str, dialect: Dialect) -> Self {
        let sanitized = converted(sql, |out| sanitize_into(sql, dialect, out));
        let reading = read(sql, dialect);
        Self {
            summary: reading.summary().as_str().to_owned(),
            collapsed: converted(sql, |out| collapse_into(sql, dialect, out)),
            sanitized: converted(&sanitized, |out| collapse_into(&sanitized, dialect, out)),
            operation: reading.operation().map(str::to_owned),
            table: reading.collection().map(str::to_owned),
        }
    }

    /// The summary alone, also of how a statement begins.
    #[must_use]
    pub fn summary(sql: &str, dialect: Dialect) -> String {
        summarize(sql, dialect).as_str().to_owned()
    }
}

/// Runs a conversion of the engine, which never lengthens a text.
fn converted(text: &str, into: impl FnOnce(&mut [u8]) -> usize) -> String {
    let mut out = vec![0; text.len()];
    let length = into(&mut out);
    out.truncate(length);
    String::from_utf8(out).unwrap_or_default()
}
