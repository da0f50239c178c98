//! The comment mode `Transaction`: `application_name` carries the trace while a transaction runs.
//!
//! `SET LOCAL` ends with its transaction, whichever way that ends, so nothing is left to whoever gets the connection
//! next.

use opentelemetry::trace::TraceContextExt as _;
use sqlx::{AssertSqlSafe, SqlSafeStr as _, SqlStr};

use crate::comment::{self, CommentMode};
use crate::span::Recorder;

/// The statement that sets it; `None` where it is not wanted, or there is no trace to name. The value is the
/// `traceparent` alone: that is what collectors look for in `pg_stat_activity`.
pub(super) fn of(recorder: &Recorder) -> Option<String> {
    let wanted = recorder.comments()?.mode == CommentMode::Transaction && recorder.server().system == "postgresql";
    let parent = recorder.parent().span().span_context().clone();
    if !wanted || !parent.is_valid() || !parent.is_sampled() {
        return None;
    }
    Some(format!("SET LOCAL application_name = '{}'", comment::traceparent(&parent)))
}

/// The statement that begins the transaction, with the name in the same round trip.
pub(super) fn carried_by(statement: Option<SqlStr>, recorder: &Recorder) -> Option<SqlStr> {
    let Some(set) = of(recorder) else { return statement };
    let begin = statement.as_ref().map_or("BEGIN", |statement| statement.as_str());
    // On a line of its own: what stands before may end in a comment.
    Some(AssertSqlSafe(format!("{begin}\n;{set}")).into_sql_str())
}
