//! What tells a statement from others: its id, and the tables that it reads and writes.

use std::fmt;

use sqlspan_sql::{Answer, Dialect, Reading, TargetKind, read};

/// What a statement is known by wherever it is met: a hash of its text, white space collapsed, and of its dialect. The
/// same in every run and on every machine.
///
/// Twelve hexadecimal digits: FNV-1a of 64 bits, folded to 48.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct StatementId(u64);

impl StatementId {
    /// The id of a statement, by its collapsed text.
    #[must_use]
    pub fn of(collapsed: &str, dialect: Dialect) -> Self {
        const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
        const PRIME: u64 = 0x0100_0000_01b3;
        let name = match dialect {
            Dialect::Generic => "",
            Dialect::Postgres => "postgres",
            Dialect::MySql => "mysql",
            Dialect::Sqlite => "sqlite",
        };
        let bytes = name.bytes().chain([0]).chain(collapsed.bytes());
        let hash = bytes.fold(OFFSET, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(PRIME));
        Self((hash >> 48) ^ (hash & 0xffff_ffff_ffff))
    }
}

impl fmt::Display for StatementId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:012x}", self.0)
    }
}

/// The tables of a statement, by what it does to them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TablesOf {
    /// Those that it reads and does not change, as they are written.
    pub read: Vec<String>,
    /// Those that it changes, or may change.
    pub written: Vec<String>,
    /// Whether it changes anything: rows, the schema, a sequence.
    pub writes: Answer,
}

impl TablesOf {
    /// Reads a statement.
    #[must_use]
    pub fn read(sql: &str, dialect: Dialect) -> Self {
        let reading = read(sql, dialect);
        let written = tables(&reading, |answer| !answer.is_no());
        let mut read = tables(&reading, Answer::is_no);
        read.retain(|table| !written.contains(table));
        Self { read, written, writes: reading.writes() }
    }
}

fn tables(reading: &Reading<'_>, wanted: impl Fn(Answer) -> bool) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for target in reading.targets() {
        if target.kind() == TargetKind::Table && wanted(target.is_written()) {
            let name = target.as_str().to_owned();
            if !names.contains(&name) {
                names.push(name);
            }
        }
    }
    names
}
