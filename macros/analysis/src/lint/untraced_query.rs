//! `untraced_query`: what is a query call, or looks like one, and was not rewritten, would be missing from the trace.

use super::subject::{LintContext, Subject, UntracedReason};
use crate::model::diagnostic::Report;

pub(super) fn check(subject: &Subject<'_>, _: &LintContext<'_>) -> Option<Report> {
    let Subject::Untraced(untraced) = subject else { return None };
    let (because, help) = match &untraced.why {
        UntracedReason::InMacro(name) => (
            format!("it stands inside `{name}!`, whose arguments sqlspan does not know how to read"),
            format!("run the query in a `let` before `{name}!` and use its result there"),
        ),
        UntracedReason::InItemMacro(name) => (
            format!("sqlspan does not see the functions that `{name}!` expands to"),
            format!("put `#[traced]` on the function inside of `{name}!`, or write it out"),
        ),
        UntracedReason::InNestedFunction => (
            "it stands in a function inside the annotated one".to_owned(),
            "put `#[traced]` on the inner function, or move it out".to_owned(),
        ),
        UntracedReason::MethodAsPath => {
            ("its method is called as a path".to_owned(), "call it as a method: `query.fetch_one(executor)`".to_owned())
        }
        UntracedReason::WithTypes => {
            ("its method is given types".to_owned(), "leave them out: sqlx infers them from the executor".to_owned())
        }
    };
    Some(Report::new(&untraced.at, format!("this query would not be traced: {because}\nhelp: {help}")))
}
