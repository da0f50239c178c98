//! How something ended, beside the rows.

use opentelemetry::Value;

use crate::conventions::{self as names, Attribute};
use crate::failure::Failure;

/// How something ended, beside the rows.
#[derive(Debug)]
pub(crate) struct Outcome {
    pub(crate) failure: Option<Failure>,
    /// Where it neither succeeded nor failed.
    pub(crate) unfinished: Option<&'static str>,
}

impl Outcome {
    /// Dropped before it had an end: given up, or torn down by a panic.
    pub(crate) fn unfinished() -> Self {
        if std::thread::panicking() {
            Self { failure: Some(Failure { kind: "panic".into(), code: None }), unfinished: Some("panicked") }
        } else {
            Self { failure: None, unfinished: Some("cancelled") }
        }
    }

    pub(crate) fn describe(&self, mut put: impl FnMut(Attribute, Value)) {
        if let Some(outcome) = self.unfinished {
            put(names::OUTCOME, outcome.into());
        }
        if let Some(failure) = &self.failure {
            put(names::ERROR_TYPE, failure.kind.clone());
            if let Some(code) = &failure.code {
                put(names::DB_RESPONSE_STATUS_CODE, code.clone());
            }
        }
    }
}
