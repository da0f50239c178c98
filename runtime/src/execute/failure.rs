//! What an error of sqlx says to a span: a type and a code, never its message, which can hold values.

use sqlx::Error;

use crate::driver;
use crate::recorder::Recorder;
use crate::signals::{Failure, Outcome};

impl Recorder {
    /// The end of what has a result, of which only the error matters.
    pub(crate) fn end_with(&self, error: Option<&Error>) {
        self.end(&outcome(error));
    }
}

/// How something ended that has a result.
pub(crate) fn outcome(error: Option<&Error>) -> Outcome {
    Outcome::ended(error.and_then(failure))
}

/// `None` for [`Error::RowNotFound`]: the database answered, with no row.
fn failure(error: &Error) -> Option<Failure> {
    let kind = match error {
        Error::RowNotFound => return None,
        Error::Database(error) => {
            let Some(code) = driver::error_code(error.as_ref()) else {
                return Some(Failure { kind: "Database".into(), code: None });
            };
            return Some(Failure { kind: code.clone().into(), code: Some(code.into()) });
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
    Some(Failure { kind: kind.into(), code: None })
}
