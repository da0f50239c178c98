//! The metrics, recorded.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use opentelemetry::{Context, KeyValue, Value};

use super::instruments::{self, Instruments};
use super::operation::Operation;
#[cfg(feature = "n-plus-one")]
use crate::call_site::CallSite;
use crate::server::Server;
use crate::settings::Conventions;
use crate::signals::conventions::{self as names, Attribute};
use crate::signals::describe::{describe_outcome, describe_server, text_value};

/// One query that is being timed.
#[derive(Debug)]
pub(crate) struct Started {
    instruments: Arc<Instruments>,
    began: SystemTime,
}

/// Starts the clock of a query.
pub(crate) fn start(parent: &Context) -> Option<Started> {
    wanted(parent).map(|instruments| Started { instruments, began: SystemTime::now() })
}

/// Whether there is a meter provider.
pub(crate) fn are_recorded() -> bool {
    instruments::current().is_some()
}

fn wanted(parent: &Context) -> Option<Arc<Instruments>> {
    if parent.is_telemetry_suppressed() { None } else { instruments::current() }
}

impl Started {
    /// When the query began: its span begins with it.
    pub(crate) fn began(&self) -> SystemTime {
        self.began
    }

    /// Records the query, and says when it ended: its span ends with it.
    pub(crate) fn end(self, operation: Operation<'_>) -> SystemTime {
        let ended = SystemTime::now();
        let lasted = ended.duration_since(self.began).unwrap_or_default();
        let rows = operation.rows;
        let attributes = operation.attributes();
        self.instruments.duration.record(lasted.as_secs_f64(), &attributes);
        if let Some(rows) = rows {
            self.instruments.returned_rows.record(rows, &attributes);
        }
        ended
    }
}

impl Operation<'_> {
    /// Those of the span that are of low cardinality: neither the text nor the place in the source.
    fn attributes(self) -> Vec<KeyValue> {
        let mut attributes = Vec::with_capacity(10);
        describe_server(self.server, Conventions::Stable, &mut attributes);
        let mut put = |name: Attribute, value: Value| attributes.push(KeyValue::new(name.stable, value));
        if !self.summary.is_empty() {
            put(names::DB_QUERY_SUMMARY, text_value(self.summary));
        }
        if let Some(operation) = self.site.operation {
            put(names::DB_OPERATION_NAME, operation.into());
        }
        if let Some(collection) = self.site.collection {
            put(names::DB_COLLECTION_NAME, collection.into());
        }
        describe_outcome(self.outcome, &mut put);
        attributes
    }
}

/// Counts a report of a query that repeats.
#[cfg(feature = "n-plus-one")]
pub(crate) fn n_plus_one(site: &'static CallSite, server: &'static Server, summary: &str, execution: &'static str) {
    let Some(instruments) = instruments::current() else { return };
    let mut attributes = Vec::with_capacity(7);
    describe_server(server, Conventions::Stable, &mut attributes);
    let mut put = |name: Attribute, value: Value| attributes.push(KeyValue::new(name.stable, value));
    if !summary.is_empty() {
        put(names::DB_QUERY_SUMMARY, summary.to_owned().into());
    }
    put(names::CODE_FUNCTION_NAME, site.function.into());
    put(names::N_PLUS_ONE_EXECUTION, execution.into());
    instruments.n_plus_one.add(1, &attributes);
}

/// A request for a connection that waits.
#[derive(Debug)]
pub(crate) struct Pending {
    instruments: Arc<Instruments>,
    server: &'static Server,
}

/// Counts a request for a connection.
pub(crate) fn pending(parent: &Context, server: &'static Server) -> Option<Pending> {
    let instruments = wanted(parent)?;
    if let Some(pool) = server.pool {
        pool.observed.request_begins();
    }
    Some(Pending { instruments, server })
}

impl Pending {
    /// Records the wait.
    pub(crate) fn end(self, lasted: Duration, timed_out: bool) {
        let pool = [pool_name(self.server)];
        self.instruments.wait_time.record(lasted.as_secs_f64(), &pool);
        if timed_out {
            self.instruments.timeouts.add(1, &pool);
        }
    }
}

impl Drop for Pending {
    fn drop(&mut self) {
        if let Some(pool) = self.server.pool {
            pool.observed.request_ends();
        }
    }
}

/// A connection in use, from when it was acquired until it goes back.
#[derive(Debug)]
pub(crate) struct Used(Option<(Arc<Instruments>, SystemTime, &'static Server)>);

/// Starts the clock of a connection.
pub(crate) fn used(parent: &Context, server: &'static Server) -> Used {
    Used(wanted(parent).map(|instruments| (instruments, SystemTime::now(), server)))
}

impl Drop for Used {
    fn drop(&mut self) {
        if let Some((instruments, began, server)) = self.0.take() {
            instruments.use_time.record(began.elapsed().unwrap_or_default().as_secs_f64(), &[pool_name(server)]);
        }
    }
}

fn pool_name(server: &Server) -> KeyValue {
    KeyValue::new(names::DB_CLIENT_CONNECTION_POOL_NAME.stable, server.pool_name())
}
