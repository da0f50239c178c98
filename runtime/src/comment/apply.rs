//! What becomes of one execution of a statement.

use opentelemetry::Context;
use opentelemetry::trace::SpanContext;
use sqlx::{AssertSqlSafe, SqlSafeStr as _, SqlStr};

use super::append::affix;
use super::refusal::{self, Refusal};
use super::settings::{CommentMode, Comments, Group};
use super::texts::{self, Kept, Place};
use super::trace_context::TraceContext;
use super::{pairs, scope};
use crate::call_site::CallSite;
use crate::server::Server;

/// Comments that are in force for a query.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Active {
    pub(crate) mode: CommentMode,
    pub(crate) comments: &'static Comments,
}

/// A statement that is about to be executed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Execution<'a> {
    pub(crate) sql: &'a str,
    /// It refers to a statement that the program has prepared itself.
    pub(crate) prepared: bool,
    /// The driver keeps the statement under its text.
    pub(crate) cached: bool,
    pub(crate) arguments: Arguments,
}

/// The arguments of a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Arguments {
    /// A protocol without any.
    None,
    /// So many; whether one more can be added.
    Some { count: usize, open: bool },
    /// They could not be encoded: the query will fail.
    Failed,
}

/// Who executes it, and for which span.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Caller<'a> {
    pub(crate) site: &'static CallSite,
    pub(crate) server: &'static Server,
    pub(crate) parent: &'a Context,
    pub(crate) span: &'a SpanContext,
}

/// What is executed instead.
#[derive(Debug)]
pub(crate) struct Change {
    pub(crate) sql: SqlStr,
    /// The text is unique: it must not take the place of another one in the cache.
    pub(crate) unique: bool,
    pub(crate) parameter: Parameter,
}

/// The additional bind parameter.
#[derive(Debug)]
pub(crate) enum Parameter {
    None,
    Null,
    Value(TraceContext),
}

impl Active {
    /// The commented statement; `None`: it stays as it is.
    pub(crate) fn comment(self, execution: Execution<'_>, caller: Caller<'_>) -> Option<Change> {
        let Execution { sql, prepared, cached, arguments } = execution;
        if prepared || arguments == Arguments::Failed {
            return None;
        }
        let Self { mode, comments } = self;
        let place = texts::place(caller.site, comments, caller.server);
        let text = place.text(caller.site, sql, comments, caller.server.dialect());
        if !text.takes_comment {
            return None;
        }
        let trace = || self.trace(caller);
        if !cached && !matches!(mode, CommentMode::Constant | CommentMode::Transaction) {
            // Such a text costs the same whatever is in it.
            if mode == CommentMode::Bound && arguments == Arguments::None {
                refusal::note(refused(caller).unwrap_or(Refusal::NoArguments), caller.site);
            }
            return Some(self.unique(place, text, sql, trace()));
        }
        match mode {
            CommentMode::Off => None,
            CommentMode::Constant | CommentMode::Transaction => Some(constant(text)),
            CommentMode::Sampled => match trace() {
                Some(trace) => Some(self.unique(place, text, sql, Some(trace))),
                None => Some(constant(text)),
            },
            CommentMode::Bound if !comments.has(Group::OpentelemetryValues) => Some(constant(text)),
            CommentMode::Bound => match parameter(arguments, &text, caller) {
                Err(refusal) => {
                    refusal::note(refusal, caller.site);
                    Some(constant(text))
                }
                Ok(parameter) => {
                    let sql = match &text {
                        Kept::Kept(text) => SqlStr::from_static(text.bound(place, comments, parameter)),
                        Kept::Once(text) => owned(text.bound(place, comments, parameter).to_owned()),
                    };
                    Some(Change { sql, unique: false, parameter: trace().map_or(Parameter::Null, Parameter::Value) })
                }
            },
        }
    }

    /// The recorded text of the span with the comment of the executed one.
    pub(crate) fn recorded(self, text: &str, executed: &str) -> String {
        let tags = super::parse(executed);
        let body = pairs::of(tags.iter().map(|(key, value)| (key.as_str(), value.as_str()))).join(",");
        if body.is_empty() { text.to_owned() } else { affix(text, &body, self.comments.position) }
    }

    /// Whether the span is to say what was executed.
    pub(crate) const fn on_span(self) -> bool {
        self.comments.has(Group::OnSpan)
    }

    /// The trace context, of a span that is worth looking for.
    fn trace(self, caller: Caller<'_>) -> Option<TraceContext> {
        let wanted =
            self.comments.has(Group::OpentelemetryValues) && caller.span.is_valid() && caller.span.is_sampled();
        wanted.then(|| TraceContext::of(self.comments, caller.parent, caller.span))
    }

    /// A text of this execution's own, with all there is to say.
    fn unique(self, place: &Place, text: Kept, sql: &str, trace: Option<TraceContext>) -> Change {
        let request = if self.comments.has(Group::Request) { scope::current() } else { None };
        let request = request.iter().flat_map(|tags| tags.iter()).map(|(key, value)| (&**key, &**value));
        let trace = trace.map_or_else(Vec::new, |trace| trace.pairs());
        let pairs = pairs::merge(&pairs::merge(&place.pairs, pairs::of(request)), trace);
        if pairs.len() == place.pairs.len() && pairs == place.pairs {
            return constant(text);
        }
        let sql = affix(sql, &pairs.join(","), self.comments.position);
        Change { sql: owned(sql), unique: true, parameter: Parameter::None }
    }
}

/// The number of the additional parameter.
fn parameter(arguments: Arguments, text: &Kept, caller: Caller<'_>) -> Result<usize, Refusal> {
    if let Some(refusal) = refused(caller) {
        return Err(refusal);
    }
    let Arguments::Some { count, open } = arguments else { return Err(Refusal::NoArguments) };
    if text.placeholders != Some(count) {
        // One too few, and PostgreSQL would take the trace context for the missing one.
        return Err(Refusal::PlaceholdersDiffer);
    }
    if count >= usize::from(u16::MAX) {
        return Err(Refusal::TooManyArguments);
    }
    if open { Ok(count + 1) } else { Err(Refusal::UnknownArguments) }
}

fn constant(text: Kept) -> Change {
    let sql = match text {
        Kept::Kept(text) => SqlStr::from_static(&text.constant),
        Kept::Once(text) => owned(text.constant.into()),
    };
    Change { sql, unique: false, parameter: Parameter::None }
}

fn refused(caller: Caller<'_>) -> Option<Refusal> {
    (caller.server.system != "postgresql").then_some(Refusal::NotPostgres)
}

fn owned(sql: String) -> SqlStr {
    AssertSqlSafe(sql).into_sql_str()
}
