//! `untraced_query`: what is a query call, or looks like one, and was not rewritten, would be missing from the trace.

use super::Level;

pub(crate) const NAME: &str = "untraced_query";
pub(crate) const DEFAULT: Level = Level::Deny;

pub(crate) fn in_macro(name: &str) -> String {
    format!(
        "this query would not be traced: it stands inside `{name}!`, whose arguments sqlspan does not know how to read\n\
         help: run the query in a `let` before `{name}!` and use its result there"
    )
}

pub(crate) const IN_NESTED_FUNCTION: &str = "this query would not be traced: it stands in a function inside the annotated one\n\
     help: put `#[traced]` on the inner function, or move it out";

pub(crate) const METHOD_AS_PATH: &str = "this query would not be traced: its method is called as a path\n\
     help: call it as a method: `query.fetch_one(executor)`";
