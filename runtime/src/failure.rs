//! What an error of sqlx says to a span: a type and a code, never its message, which can hold values.

use opentelemetry::Value;
use sqlx::Error;

/// `error.type` and `db.response.status_code` of a failed query.
#[derive(Debug)]
pub(crate) struct Failure {
    /// The database's code where there is one, else the name of sqlx's variant.
    pub(crate) kind: Value,
    /// The `SQLSTATE` of PostgreSQL, the vendor's number of MySQL and MariaDB, the result code of SQLite.
    pub(crate) code: Option<Value>,
}

impl Failure {
    /// `None` for [`Error::RowNotFound`]: the database answered, with no row.
    pub(crate) fn of(error: &Error) -> Option<Self> {
        let kind = match error {
            Error::RowNotFound => return None,
            Error::Database(error) => {
                let Some(code) = vendor_code(error.as_ref()) else {
                    return Some(Self { kind: "Database".into(), code: None });
                };
                return Some(Self { kind: code.clone(), code: Some(code) });
            }
            Error::Configuration(_) => "Configuration",
            Error::InvalidArgument(_) => "InvalidArgument",
            Error::Io(_) => "Io",
            Error::Tls(_) => "Tls",
            Error::Protocol(_) => "Protocol",
            Error::TypeNotFound { .. } => "TypeNotFound",
            Error::ColumnIndexOutOfBounds { .. } => "ColumnIndexOutOfBounds",
            Error::ColumnNotFound(_) => "ColumnNotFound",
            Error::ColumnDecode { .. } => "ColumnDecode",
            Error::Encode(_) => "Encode",
            Error::Decode(_) => "Decode",
            Error::AnyDriverError(_) => "AnyDriverError",
            Error::PoolTimedOut => "PoolTimedOut",
            Error::PoolClosed => "PoolClosed",
            Error::WorkerCrashed => "WorkerCrashed",
            Error::InvalidSavePointStatement => "InvalidSavePointStatement",
            Error::BeginFailed => "BeginFailed",
            // The conventions' word for an error that is not told apart.
            _ => "_OTHER",
        };
        Some(Self { kind: kind.into(), code: None })
    }
}

fn vendor_code(error: &dyn sqlx::error::DatabaseError) -> Option<Value> {
    #[cfg(feature = "mysql")]
    if let Some(error) = error.try_downcast_ref::<sqlx::mysql::MySqlDatabaseError>() {
        return Some(error.number().to_string().into());
    }
    error.code().map(|code| code.into_owned().into())
}
