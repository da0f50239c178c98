//! The databases that are asked: the one that was named, and one of SQLite's in memory, which tells whether a text that
//! the other does not read may be for SQLite.

use std::collections::HashMap;

use sqlspan_analysis::Dialect;

use super::subject::Subject;
use crate::database::{Address, Connection, Error, Outcome, RefusalKind};

/// Asks about statements, each text once.
#[derive(Debug)]
pub(super) struct Asker<'c> {
    connection: &'c mut Connection,
    answers: HashMap<String, Outcome>,
    sqlite: Option<Connection>,
}

impl<'c> Asker<'c> {
    pub(super) fn new(connection: &'c mut Connection) -> Self {
        Self { connection, answers: HashMap::new(), sqlite: None }
    }

    /// The dialect of the database that was named.
    pub(super) const fn dialect(&self) -> Dialect {
        self.connection.address().dialect()
    }

    /// What that database says of a statement.
    pub(super) async fn answer(&mut self, subject: &Subject<'_>) -> Result<Outcome, Error> {
        if let Some(known) = self.answers.get(subject.sql) {
            return Ok(known.clone());
        }
        let outcome = self.connection.prepare(subject.sql).await?;
        self.answers.insert(subject.sql.to_owned(), outcome.clone());
        Ok(outcome)
    }

    /// Whether SQLite reads a statement that another database does not, whatever its names are.
    pub(super) async fn sqlite_reads(&mut self, subject: &Subject<'_>) -> Result<bool, Error> {
        if self.dialect() == Dialect::Sqlite {
            return Ok(false);
        }
        if subject.never_asked(Dialect::Sqlite).is_some() {
            return Ok(true);
        }
        let sqlite = match &mut self.sqlite {
            Some(sqlite) => sqlite,
            none => none.insert(Connection::open(&Address::in_memory()).await?),
        };
        let outcome = sqlite.prepare(subject.sql).await?;
        Ok(!outcome.is_refused_as(RefusalKind::Syntax))
    }

    pub(super) async fn end(self) {
        if let Some(sqlite) = self.sqlite {
            sqlite.close().await;
        }
    }
}
