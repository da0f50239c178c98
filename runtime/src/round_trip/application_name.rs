//! The comment mode `Transaction`: `application_name` carries the trace while a transaction runs.
//!
//! `SET LOCAL` ends with its transaction, whichever way that ends, so nothing is left to whoever gets the connection
//! next.

use opentelemetry::trace::TraceContextExt as _;
use sqlx::{AssertSqlSafe, SqlSafeStr as _, SqlStr};

use crate::comment::traceparent_text;
use crate::recorder::Recorder;
use crate::settings::CommentMode;

/// The statement that sets it; `None` where it is not wanted, or there is no trace to name. The value is the
/// `traceparent` alone: that is what collectors look for in `pg_stat_activity`.
pub(super) fn set_statement(recorder: &Recorder) -> Option<String> {
    let wanted = recorder.comments()?.mode == CommentMode::Transaction && recorder.server().system.shows_trace;
    let parent = recorder.parent().span().span_context().clone();
    if !wanted || !parent.is_valid() || !parent.is_sampled() {
        return None;
    }
    Some(format!("SET LOCAL application_name = '{}'", traceparent_text(&parent)))
}

/// The statement that begins the transaction, with the name in the same round trip.
pub(super) fn carried_by(statement: Option<SqlStr>, recorder: &Recorder) -> Option<SqlStr> {
    let Some(set) = set_statement(recorder) else { return statement };
    let begin = statement.as_ref().map_or("BEGIN", |statement| statement.as_str());
    // On a line of its own: what stands before may end in a comment.
    Some(AssertSqlSafe(format!("{begin}\n;{set}")).into_sql_str())
}
