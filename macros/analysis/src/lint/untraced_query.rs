//! `untraced_query`: what is a query call, or looks like one, and was not rewritten, would be missing from the trace.

use quote::ToTokens;

use super::subject::{AttributeOn, LintContext, NoQuery, Subject, UntracedReason};
use crate::model::diagnostic::Report;
use crate::syntax::source_text::source_text;

pub(super) fn check(subject: &Subject<'_>, _: &LintContext<'_>) -> Option<Report> {
    let untraced = match subject {
        Subject::Untraced(untraced) => untraced,
        Subject::NoQuery(nothing) => return Some(no_query(nothing)),
        _ => return None,
    };
    let what = if matches!(untraced.why, UntracedReason::StepAsPath) { "round trip" } else { "query" };
    let (because, help) = match &untraced.why {
        UntracedReason::InMacro(name) => (
            format!("it stands inside `{name}!`, whose arguments sqlspan does not know how to read"),
            format!(
                "if they are expressions, closures or blocks that run as they stand, name it: `macros({name})`; \
                 if not, run the query in a `let` before `{name}!` and use its result there"
            ),
        ),
        UntracedReason::InStatedMacro(name) => (
            format!("it stands in arguments of `{name}!` that are no expression, closure or block"),
            format!("run the query in a `let` before `{name}!`, or put `#[traced]` inside of it"),
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
        UntracedReason::StepAsPath => {
            ("its method is called as a path".to_owned(), "call it as a method of a place: `conn.begin()`".to_owned())
        }
        UntracedReason::WithTypes => {
            ("its method is given types".to_owned(), "leave them out: sqlx infers them from the executor".to_owned())
        }
    };
    Some(Report::new(&untraced.at, format!("this {what} would not be traced: {because}\nhelp: {help}")))
}

/// An attribute on what has no query in sight: an error only where it is certain that there is none.
fn no_query(nothing: &NoQuery<'_>) -> Report {
    let NoQuery { at, on, opaque } = nothing;
    let what = match on {
        AttributeOn::Function => "this function",
        AttributeOn::Block | AttributeOn::Declarations => "this block",
        AttributeOn::Part => "what this attribute is on",
    };
    if let Some(opaque) = opaque {
        let name = source_text(&opaque.to_token_stream());
        let message = format!(
            "{what} has no query call in sight, and sqlspan does not see what `{name}!` expands to\n\
             help: if that runs a query, run it here and give `{name}!` its result, or let a function run it and put `#[traced]` on that\n\
             help: if nothing is to be traced, say so: `#[traced(allow(untraced_query))]`"
        );
        return Report::new(at, message).doubtful();
    }
    let help = match on {
        AttributeOn::Declarations => {
            let message = "the functions of this trait are only declared here, so there is nothing to trace\n\
                           help: put `#[repository]` on the `impl` blocks of the trait, where the queries are";
            return Report::new(at, message);
        }
        AttributeOn::Part => "put it on the statement that runs the query",
        AttributeOn::Function | AttributeOn::Block => "remove it, or put it on the function that runs the query",
    };
    Report::new(at, format!("{what} has no query call, so the attribute does nothing\nhelp: {help}"))
}
