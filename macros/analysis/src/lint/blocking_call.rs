//! `blocking_call`: a call that holds its thread, in a function that must not: every other task on that thread waits,
//! and their spans grow by it.

use super::subject::{LintContext, Subject};
use crate::model::diagnostic::Report;

pub(super) fn check(subject: &Subject<'_>, _: &LintContext<'_>) -> Option<Report> {
    let Subject::Blocking { call, at } = subject else { return None };
    let (name, instead) = (&call.name, call.instead);
    let message = format!(
        "`{name}` blocks its thread in async code: every other task on the thread waits, and their spans grow by it\n\
         help: {instead}, or move it into `tokio::task::spawn_blocking`"
    );
    Some(Report::new(at, message))
}
