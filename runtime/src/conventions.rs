//! The names of the attributes, as the OpenTelemetry semantic conventions for databases have them (1.44), and the few
//! of our own where the conventions have none.

/// The schema that the names below belong to.
pub(crate) const SCHEMA_URL: &str = "https://opentelemetry.io/schemas/1.44.0";

pub(crate) const DB_SYSTEM_NAME: &str = "db.system.name";
pub(crate) const DB_NAMESPACE: &str = "db.namespace";
pub(crate) const DB_QUERY_SUMMARY: &str = "db.query.summary";
pub(crate) const DB_QUERY_TEXT: &str = "db.query.text";
pub(crate) const DB_OPERATION_NAME: &str = "db.operation.name";
pub(crate) const DB_COLLECTION_NAME: &str = "db.collection.name";
pub(crate) const DB_RESPONSE_RETURNED_ROWS: &str = "db.response.returned_rows";
pub(crate) const DB_RESPONSE_STATUS_CODE: &str = "db.response.status_code";
pub(crate) const SERVER_ADDRESS: &str = "server.address";
pub(crate) const SERVER_PORT: &str = "server.port";
pub(crate) const CODE_FUNCTION_NAME: &str = "code.function.name";
pub(crate) const CODE_FILE_PATH: &str = "code.file.path";
pub(crate) const CODE_LINE_NUMBER: &str = "code.line.number";
pub(crate) const ERROR_TYPE: &str = "error.type";

/// Rows that a statement changed; the conventions have no name for it.
pub(crate) const ROWS_AFFECTED: &str = "sqlspan.rows_affected";
/// `cancelled` or `panicked`, where a query neither succeeded nor failed.
pub(crate) const OUTCOME: &str = "sqlspan.outcome";
