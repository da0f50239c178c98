//! `dynamic_sql`: text that is not proven static has no name at compile time, and may hold values.

use super::Level;
use crate::text::{Dynamic, Why};

pub(crate) const NAME: &str = "dynamic_sql";
pub(crate) const DEFAULT: Level = Level::Deny;

/// Rule, reason and fix, in the terms of what was found.
pub(crate) fn message(dynamic: &Dynamic) -> String {
    let (rule, fix) = match &dynamic.why {
        Why::Interpolated(name) => (
            format!("the SQL text is built with `{name}`"),
            "write the values as placeholders in a literal and pass them with `.bind(..)`; a list of varying length \
             grows in a `QueryBuilder`"
                .to_owned(),
        ),
        Why::Concatenated => (
            "the SQL text is put together with `+`".to_owned(),
            "write one literal with placeholders and `.bind(..)`, or join literals with `concat!`".to_owned(),
        ),
        Why::Owned(method) => (
            format!("the SQL text is a literal that `{method}` turns into a `String`"),
            format!("drop `{method}`: sqlx takes the literal itself"),
        ),
        Why::Parameter { name, is_static: true } => {
            return format!(
                "the SQL text is the parameter `{name}`: its callers choose the statement, so the query has no name of its own\n\
                 help: state one: `#[traced(summary = \"..\")]`"
            );
        }
        Why::Parameter { name, is_static: false } => (
            format!("the SQL text is the parameter `{name}`, which can hold anything at run time"),
            format!("if all callers pass literals, make it `{name}: &'static str` and state a `summary`"),
        ),
        Why::Builder => (
            "the text of this `QueryBuilder` begins in another function".to_owned(),
            "create the builder here, with `QueryBuilder::new(\"..\")`".to_owned(),
        ),
        Why::Field => (
            "the SQL text is read from a field, which can hold anything at run time".to_owned(),
            "keep it in a `const`, or put the literal here".to_owned(),
        ),
        Why::Call => (
            "the SQL text is the result of a call, which can be anything at run time".to_owned(),
            "if the text is always the same, keep it in a `const`".to_owned(),
        ),
        Why::Pattern(name) => (
            format!("the SQL text `{name}` is bound by a pattern, so it is not known here"),
            "choose between literals: `match .. { A => \"..\", B => \"..\" }`".to_owned(),
        ),
        Why::Unknown => (
            "the SQL text is not static".to_owned(),
            "write a literal, a `const`, or an `if` or `match` between literals".to_owned(),
        ),
    };
    format!(
        "{rule}\n\
         note: only static text has a name for its span at compile time, and can't hold a value that belongs into a bind\n\
         help: {fix}\n\
         help: where the text must be dynamic, say so on the function or on the statement that runs the query: \
         `#[traced(summary = \"..\", allow(dynamic_sql))]`"
    )
}

/// `allow(dynamic_sql)` without a name for the span.
pub(crate) const NEEDS_SUMMARY: &str = "a query whose text is dynamic has no name of its own\n\
     note: `allow(dynamic_sql)` is in force here, so nothing is known of the statement at compile time\n\
     help: state the name as well: `#[traced(summary = \"..\", allow(dynamic_sql))]`";
