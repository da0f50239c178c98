//! How something ended.

use opentelemetry::Value;

/// What a failure says: a type and a code, never its message, which can hold values.
#[derive(Debug)]
pub(crate) struct Failure {
    /// The database's code where there is one, else the name of the client's error.
    pub(crate) kind: Value,
    /// The `SQLSTATE` of PostgreSQL, the vendor's number of MySQL and MariaDB, the result code of SQLite.
    pub(crate) code: Option<Value>,
}

impl Failure {
    /// One that is not told apart: the conventions' word for it.
    pub(crate) fn other() -> Self {
        Self { kind: "_OTHER".into(), code: None }
    }
}

/// How something ended, beside the rows.
#[derive(Debug)]
pub(crate) struct Outcome {
    pub(crate) failure: Option<Failure>,
    /// Where it neither succeeded nor failed.
    pub(crate) unfinished: Option<&'static str>,
}

impl Outcome {
    /// It has succeeded, or failed.
    pub(crate) fn ended(failure: Option<Failure>) -> Self {
        Self { failure, unfinished: None }
    }

    /// Dropped before it had an end: given up, or torn down by a panic.
    pub(crate) fn unfinished() -> Self {
        if std::thread::panicking() {
            Self { failure: Some(Failure { kind: "panic".into(), code: None }), unfinished: Some("panicked") }
        } else {
            Self { failure: None, unfinished: Some("cancelled") }
        }
    }
}
