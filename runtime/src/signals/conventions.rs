//! The names of the attributes, as the OpenTelemetry semantic conventions for databases have them (1.44), those that
//! came before (1.24), and the few of our own where the conventions have none.

use opentelemetry::{KeyValue, Value};

use crate::settings::Conventions;

/// An attribute of a span, and how it was called before.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Attribute {
    pub(crate) stable: &'static str,
    legacy: Legacy,
}

#[derive(Clone, Copy, Debug)]
enum Legacy {
    /// Of another part of the conventions, or our own: the same name.
    Same,
    Named(&'static str),
    /// There was none.
    None,
}

impl Attribute {
    const fn same(name: &'static str) -> Self {
        Self { stable: name, legacy: Legacy::Same }
    }

    const fn before(stable: &'static str, legacy: &'static str) -> Self {
        Self { stable, legacy: Legacy::Named(legacy) }
    }

    const fn new(stable: &'static str) -> Self {
        Self { stable, legacy: Legacy::None }
    }

    /// Calls `set` with the attribute under each name that the conventions give it.
    pub(crate) fn put(self, conventions: Conventions, value: impl Into<Value>, mut set: impl FnMut(KeyValue)) {
        let value = value.into();
        match (self.legacy, conventions.has_stable()) {
            (Legacy::Same, _) | (Legacy::None, true) => set(KeyValue::new(self.stable, value)),
            (Legacy::None, false) => {}
            (Legacy::Named(legacy), stable) => {
                if conventions.has_legacy() {
                    set(KeyValue::new(legacy, value.clone()));
                }
                if stable {
                    set(KeyValue::new(self.stable, value));
                }
            }
        }
    }
}

pub(crate) const DB_SYSTEM_NAME: Attribute = Attribute::before("db.system.name", "db.system");
pub(crate) const DB_NAMESPACE: Attribute = Attribute::before("db.namespace", "db.name");
pub(crate) const DB_QUERY_SUMMARY: Attribute = Attribute::new("db.query.summary");
pub(crate) const DB_QUERY_TEXT: Attribute = Attribute::before("db.query.text", "db.statement");
pub(crate) const DB_OPERATION_NAME: Attribute = Attribute::before("db.operation.name", "db.operation");
pub(crate) const DB_COLLECTION_NAME: Attribute = Attribute::before("db.collection.name", "db.sql.table");
pub(crate) const DB_RESPONSE_RETURNED_ROWS: Attribute = Attribute::new("db.response.returned_rows");
pub(crate) const DB_RESPONSE_STATUS_CODE: Attribute = Attribute::new("db.response.status_code");
pub(crate) const DB_CLIENT_CONNECTION_POOL_NAME: Attribute = Attribute::new("db.client.connection.pool.name");
pub(crate) const SERVER_ADDRESS: Attribute = Attribute::before("server.address", "net.peer.name");
pub(crate) const SERVER_PORT: Attribute = Attribute::before("server.port", "net.peer.port");
pub(crate) const CODE_FUNCTION_NAME: Attribute = Attribute::same("code.function.name");
pub(crate) const CODE_FILE_PATH: Attribute = Attribute::same("code.file.path");
pub(crate) const CODE_LINE_NUMBER: Attribute = Attribute::same("code.line.number");
pub(crate) const ERROR_TYPE: Attribute = Attribute::same("error.type");

/// What 1.24 says of a statement and the stable conventions leave to its summary.
pub(crate) const LEGACY_OPERATION: &str = "db.operation";
pub(crate) const LEGACY_TABLE: &str = "db.sql.table";

/// Rows that a statement changed; the conventions have no name for it.
pub(crate) const ROWS_AFFECTED: Attribute = Attribute::same("sqlspan.rows_affected");
/// Bytes that a COPY returned.
pub(crate) const COPIED_BYTES: Attribute = Attribute::same("sqlspan.copied_bytes");
/// `cancelled`, `panicked`, `dropped` or `aborted`, where a query neither succeeded nor failed.
pub(crate) const OUTCOME: Attribute = Attribute::same("sqlspan.outcome");

/// The event on the parent of a query that repeats, and the metric.
#[cfg(feature = "n-plus-one")]
pub(crate) const N_PLUS_ONE: &str = "sqlspan.n_plus_one";
/// How often it ran so far.
#[cfg(feature = "n-plus-one")]
pub(crate) const N_PLUS_ONE_COUNT: Attribute = Attribute::same("sqlspan.n_plus_one.count");
/// `sequential` or `concurrent`.
#[cfg(feature = "n-plus-one")]
pub(crate) const N_PLUS_ONE_EXECUTION: Attribute = Attribute::same("sqlspan.n_plus_one.execution");
