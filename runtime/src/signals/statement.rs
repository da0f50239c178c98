//! What a span says of its statement.

use std::borrow::Cow;

use super::legacy::LegacyNames;
use crate::call_site::{CallSite, Statement, StaticText};
use crate::server::Server;
use crate::settings::{IN_FORCE, QueryText};
use crate::text;

/// What a span says of a statement.
#[derive(Debug)]
pub(crate) struct Described {
    /// Empty where there is none.
    pub(crate) summary: Cow<'static, str>,
    /// What is recorded of the text.
    pub(crate) text: Option<Cow<'static, str>>,
    pub(crate) names: LegacyNames,
}

impl Described {
    /// Nothing is known.
    pub(crate) fn nameless() -> Self {
        Self { summary: Cow::Borrowed(""), text: None, names: LegacyNames::default() }
    }
}

/// The name that a statement has before its text is seen; empty where it is named by its text.
pub(crate) fn known_summary(site: &CallSite) -> &'static str {
    match site.statement {
        Statement::Static(text) => text.summary,
        Statement::Choice(_) => "",
        Statement::Built(summary) | Statement::Unproven(summary) => summary,
    }
}

pub(crate) fn describe_statement(
    site: &CallSite,
    server: &'static Server,
    executed: Option<&str>,
    mode: QueryText,
) -> Described {
    match site.statement {
        Statement::Static(text) => describe_static(&text, server, mode),
        Statement::Choice(candidates) => {
            let chosen = candidates.iter().find(|candidate| Some(candidate.source) == executed);
            match chosen {
                Some(candidate) => describe_static(&candidate.text, server, mode),
                // A query that never got to the database does not say which text it had, and one that has another
                // text proves nothing of it.
                None => describe_unproven("", executed, server, mode),
            }
        }
        Statement::Built(summary) => {
            describe_built(summary_if_it_holds(site, summary, executed), executed, server, mode)
        }
        Statement::Unproven(summary) => {
            describe_unproven(summary_if_it_holds(site, summary, executed), executed, server, mode)
        }
    }
}

/// The summary of how a text begins, unless the one that is executed begins otherwise, or goes on in the middle of a
/// word.
fn summary_if_it_holds(site: &CallSite, summary: &'static str, executed: Option<&str>) -> &'static str {
    let in_word = |char: char| char.is_alphanumeric() || matches!(char, '_' | '$' | '.' | '"' | '`' | '[' | ']');
    let holds = executed.is_none_or(|executed| {
        executed.strip_prefix(site.begins).is_some_and(|rest| {
            site.begins.is_empty() || !(site.begins.ends_with(in_word) && rest.starts_with(in_word))
        })
    });
    if holds { summary } else { "" }
}

fn describe_static(text: &StaticText, server: &Server, mode: QueryText) -> Described {
    let recorded = match mode {
        QueryText::Off => None,
        QueryText::AsWritten if text.collapsed => Some(Cow::Borrowed(text.text)),
        QueryText::AsWritten => Some(text::collapsed(text.text, server.system.dialect)),
        QueryText::Sanitized => {
            Some(text.sanitized.map_or_else(|| text::sanitized(text.text, server.system.dialect), Cow::Borrowed))
        }
    };
    Described { summary: Cow::Borrowed(text.summary), text: recorded, names: LegacyNames::known(text) }
}

fn describe_built(summary: &'static str, executed: Option<&str>, server: &Server, mode: QueryText) -> Described {
    let Some(executed) = executed else {
        return Described { summary: Cow::Borrowed(summary), ..Described::nameless() };
    };
    let summary =
        if summary.is_empty() { text::summary(executed, server.system.dialect) } else { Cow::Borrowed(summary) };
    let limit = IN_FORCE.query_text_limit.get();
    let recorded = match mode {
        QueryText::Off => None,
        QueryText::AsWritten => Some(text::collapsed(text::cut(executed, limit), server.system.dialect)),
        QueryText::Sanitized => Some(text::sanitized(text::cut(executed, limit), server.system.dialect)),
    };
    let text = recorded.map(|text| Cow::Owned(text.into_owned()));
    Described { summary, text, names: LegacyNames::read(executed, server.system.dialect) }
}

/// Text that nobody proved static can hold values: it is never recorded as it is.
fn describe_unproven(summary: &'static str, executed: Option<&str>, server: &Server, mode: QueryText) -> Described {
    let mode = if mode == QueryText::Off { mode } else { QueryText::Sanitized };
    describe_built(summary, executed, server, mode)
}
