//! One execution that was recorded.

use std::time::Duration;

use opentelemetry::trace::SpanContext;

use super::statement::About;

/// One execution of a query call, or one step of a transaction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    pub(super) role: Role,
    pub(super) summary: String,
    pub(super) text: String,
    pub(super) about: About,
    pub(super) function: &'static str,
    pub(super) file: &'static str,
    pub(super) line: u32,
    pub(super) repeats: bool,
    pub(super) parent: Option<SpanContext>,
    pub(super) returned_rows: Option<u64>,
    pub(super) rows_affected: Option<u64>,
    pub(super) duration: Option<Duration>,
    pub(super) error_type: Option<String>,
    pub(super) error_code: Option<String>,
    pub(super) outcome: Option<&'static str>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Query,
    /// `BEGIN`, `COMMIT` and their like.
    Step,
}

impl Query {
    /// Whether it is a step of a transaction, such as `BEGIN` and `COMMIT`, and not a query.
    #[must_use]
    pub fn is_step(&self) -> bool {
        self.role == Role::Step
    }

    /// The name of its span: `SELECT orders`. Empty where the statement has none.
    #[must_use]
    pub fn summary(&self) -> &str {
        &self.summary
    }

    /// The statement, white space collapsed, without a comment. Text that is not proven static is sanitised: no value is
    /// in it.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The function with the query call, with its module: `shop::orders::Orders::find`.
    #[must_use]
    pub fn function(&self) -> &'static str {
        self.function
    }

    /// The file with the query call, as `file!()` has it.
    #[must_use]
    pub fn file(&self) -> &'static str {
        self.file
    }

    /// The line of the query call.
    #[must_use]
    pub fn line(&self) -> u32 {
        self.line
    }

    /// How many rows it returned; of a stream, how many were read. `None` where none were asked for.
    #[must_use]
    pub fn returned_rows(&self) -> Option<u64> {
        self.returned_rows
    }

    /// How many rows it changed, where the driver's feature is on. `None` where it was not executed for that.
    #[must_use]
    pub fn rows_affected(&self) -> Option<u64> {
        self.rows_affected
    }

    /// How long it took, without the wait for a connection. `None` where it had not ended when the capture did.
    #[must_use]
    pub fn duration(&self) -> Option<Duration> {
        self.duration
    }

    /// Of a failure the database's code, else the name of the variant of [`sqlx::Error`]. Never a message: it can hold
    /// values.
    #[must_use]
    pub fn error_type(&self) -> Option<&str> {
        self.error_type.as_deref()
    }

    /// Of a failure the database's code.
    #[must_use]
    pub fn error_code(&self) -> Option<&str> {
        self.error_code.as_deref()
    }

    /// Where it neither succeeded nor failed: `cancelled`, `panicked`, or `dropped` of a transaction.
    #[must_use]
    pub fn outcome(&self) -> Option<&'static str> {
        self.outcome
    }

    /// The span that it ran under, or that its transaction did, where that has a span of its own. `None` without a provider, or outside of any trace.
    #[must_use]
    pub fn parent(&self) -> Option<&SpanContext> {
        self.parent.as_ref()
    }

    /// What it is called where people read.
    pub(super) fn name(&self) -> &str {
        if self.summary.is_empty() { "a query without a name" } else { &self.summary }
    }

    pub(super) fn failed(&self) -> bool {
        self.error_type.is_some() || self.outcome.is_some()
    }
}
