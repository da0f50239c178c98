//! One round trip of a transaction, and its span.

use std::borrow::Cow;

use opentelemetry::Context;
use sqlx::{Database, Error, Transaction};
use sqlx_core::transaction::TransactionManager as _;

use crate::call_site::{CallSite, Statement};
use crate::recorder::Recorder;
use crate::server::{Origin, Server, server_of_connection};
use crate::settings::{IN_FORCE, QueryText};
use crate::signals::parent_on;
use crate::text;

/// A call of `begin`, `commit` or `rollback` in the source.
#[derive(Clone, Copy, Debug)]
pub struct RoundTripOp {
    pub(super) site: &'static CallSite,
    pub(super) origin: Origin,
    /// Where the connection is, if that is known.
    connection: Option<usize>,
}

impl RoundTripOp {
    /// A call at `site`, on a connection of `origin`.
    #[must_use]
    pub const fn new(site: &'static CallSite, origin: Origin) -> Self {
        Self { site, origin, connection: None }
    }

    /// On the connection at this address.
    pub(super) fn on(self, connection: Option<usize>) -> Self {
        Self { connection, ..self }
    }

    /// The parent of its span.
    pub(super) fn parent(self) -> Context {
        parent_on(self.connection)
    }

    /// The span-to-be, on a connection.
    pub(super) fn recorder<DB: Database>(self) -> Recorder {
        self.recorder_on(self.server::<DB>())
    }

    /// The server of the connection.
    pub(super) fn server<DB: Database>(self) -> &'static Server {
        server_of_connection::<DB>(self.site, self.origin)
    }

    /// A statement of sqlx's own that belongs to no transaction, in its span.
    pub(super) fn in_session<DB: Database, T>(
        self,
        plain: impl Future<Output = Result<T, Error>>,
    ) -> impl Future<Output = Result<T, Error>> {
        // In a box, so that the future around it does not hold it twice.
        let plain = Box::pin(plain);
        async move {
            let recorder = self.recorder::<DB>();
            let (summary, text) = match self.site.statement {
                Statement::Static(known) => (known.summary, known.text),
                _ => ("", ""),
            };
            recorder.start_step(summary, text.into());
            let result = plain.await;
            recorder.end_with(result.as_ref().err());
            result
        }
    }

    /// The span-to-be, on a server.
    pub(super) fn recorder_on(self, server: &'static Server) -> Recorder {
        Recorder::of_step(self.site, server, self.parent())
    }
}

/// How deep in transactions a connection is: 0 outside, 1 in one, more in savepoints.
pub(super) fn depth<DB: Database>(connection: &DB::Connection) -> usize {
    DB::TransactionManager::get_transaction_depth(connection)
}

/// The statement that begins a transaction, or a savepoint inside of one, as sqlx writes it.
pub(super) fn beginning(depth: usize) -> (&'static str, Cow<'static, str>) {
    match depth {
        0 => ("BEGIN", "BEGIN".into()),
        depth => ("SAVEPOINT", format!("SAVEPOINT _sqlx_savepoint_{depth}").into()),
    }
}

/// The statement that commits.
pub(super) fn committing(depth: usize) -> (&'static str, Cow<'static, str>) {
    match depth {
        0 | 1 => ("COMMIT", "COMMIT".into()),
        depth => ("RELEASE SAVEPOINT", format!("RELEASE SAVEPOINT _sqlx_savepoint_{}", depth - 1).into()),
    }
}

/// The statement that rolls back.
pub(super) fn rolling_back(depth: usize) -> (&'static str, Cow<'static, str>) {
    match depth {
        0 | 1 => ("ROLLBACK", "ROLLBACK".into()),
        depth => ("ROLLBACK TO SAVEPOINT", format!("ROLLBACK TO SAVEPOINT _sqlx_savepoint_{}", depth - 1).into()),
    }
}

/// A statement of the program's own that begins a transaction. It need not be proven static, so its literals go.
pub(super) fn stated(statement: &str, server: &Server) -> (&'static str, Cow<'static, str>) {
    let statement = text::cut(statement, IN_FORCE.query_text_limit.get());
    let recorded = match IN_FORCE.query_text.get() {
        QueryText::Off => Cow::Borrowed(""),
        QueryText::AsWritten | QueryText::Sanitized => {
            text::sanitized(statement, server.system.dialect).into_owned().into()
        }
    };
    ("BEGIN", recorded)
}

/// Names a `begin` anew where the connection was not as deep in transactions as it was taken for: sqlx does not say it of
/// every connection, and its driver for SQLite counts late.
pub(super) fn named_for_certain<DB: Database>(
    recorder: &Recorder,
    supposed: Option<usize>,
    result: &Result<Transaction<'_, DB>, Error>,
) {
    let Ok(transaction) = result else { return };
    let before = depth::<DB>(transaction).saturating_sub(1);
    if supposed != Some(before) {
        let (name, text) = beginning(before);
        recorder.rename_step(name, text);
    }
}

/// Ends the span of a `begin`.
pub(super) fn end_begin<'c, DB: Database>(
    recorder: &Recorder,
    result: Result<Transaction<'c, DB>, Error>,
) -> Result<Transaction<'c, DB>, Error> {
    recorder.end_with(result.as_ref().err());
    result
}
