//! What becomes of one execution of a statement.

use opentelemetry::Context;
use opentelemetry::trace::SpanContext;

use super::append::affix;
use super::bind_skip::{BindSkipReason, note_bind_skip};
use super::statement::{Arguments, Change, ExecutedStatement, Parameter, Text};
use super::texts::{self, Kept, Place};
use super::trace_context::TraceContext;
use super::{pairs, parse, scope};
use crate::call_site::CallSite;
use crate::server::Server;
use crate::settings::{CommentMode, Comments, Group, IN_FORCE};

/// Comments that are in force for a query.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ActiveComments {
    pub(crate) mode: CommentMode,
    pub(crate) comments: &'static Comments,
}

/// Who executes it, and for which span.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Caller<'a> {
    pub(crate) site: &'static CallSite,
    pub(crate) server: &'static Server,
    pub(crate) parent: &'a Context,
    pub(crate) span: &'a SpanContext,
}

impl ActiveComments {
    /// Those for a call site on a server, if any.
    pub(crate) fn at(site: &CallSite, server: &Server) -> Option<Self> {
        let own = server.pool.and_then(|pool| pool.comment_mode.get());
        let mode = own.unwrap_or_else(|| IN_FORCE.comment_mode.get());
        if mode == CommentMode::Off || site.comment.is_none() || !server.system.shows_comments {
            return None;
        }
        let comments = server.pool.and_then(|pool| pool.comments.as_ref()).or_else(|| IN_FORCE.comments())?;
        Some(Self { mode, comments })
    }

    /// The commented statement; `None`: it stays as it is.
    pub(crate) fn comment(self, statement: ExecutedStatement<'_>, caller: Caller<'_>) -> Option<Change> {
        let ExecutedStatement { sql, prepared, cached, arguments } = statement;
        if prepared || arguments == Arguments::Failed {
            return None;
        }
        let Self { mode, comments } = self;
        let place = texts::place(caller.site, comments, caller.server);
        let text = place.text(caller.site, sql, comments, caller.server.system.dialect);
        if !text.takes_comment {
            return None;
        }
        let trace = || self.trace(caller);
        if !cached && !matches!(mode, CommentMode::Constant | CommentMode::Transaction) {
            // Such a text costs the same whatever is in it.
            if mode == CommentMode::Bound && arguments == Arguments::None {
                note_bind_skip(not_postgres(caller).unwrap_or(BindSkipReason::NoArguments), caller.site);
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
                Err(reason) => {
                    note_bind_skip(reason, caller.site);
                    Some(constant(text))
                }
                Ok(parameter) => {
                    let sql = match &text {
                        Kept::Kept(text) => Text::Kept(text.bound(place, comments, parameter)),
                        Kept::Once(text) => Text::Once(text.bound(place, comments, parameter).to_owned()),
                    };
                    Some(Change { sql, unique: false, parameter: trace().map_or(Parameter::Null, Parameter::Value) })
                }
            },
        }
    }

    /// The recorded text of the span with the comment of the executed one.
    pub(crate) fn recorded(self, text: &str, executed: &str) -> String {
        let tags = parse::parse(executed);
        let body = pairs::encoded(tags.iter().map(|(key, value)| (key.as_str(), value.as_str()))).join(",");
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
        wanted.then(|| TraceContext::of_span(self.comments, caller.parent, caller.span))
    }

    /// A text of this execution's own, with all there is to say.
    fn unique(self, place: &Place, text: Kept, sql: &str, trace: Option<TraceContext>) -> Change {
        let request = if self.comments.has(Group::Request) { scope::current() } else { None };
        let request = request.iter().flat_map(|tags| tags.iter()).map(|(key, value)| (&**key, &**value));
        let trace = trace.map_or_else(Vec::new, |trace| trace.pairs());
        let pairs = pairs::merge(&pairs::merge(&place.pairs, pairs::encoded(request)), trace);
        if pairs.len() == place.pairs.len() && pairs == place.pairs {
            return constant(text);
        }
        let sql = affix(sql, &pairs.join(","), self.comments.position);
        Change { sql: Text::Once(sql), unique: true, parameter: Parameter::None }
    }
}

/// The number of the additional parameter.
fn parameter(arguments: Arguments, text: &Kept, caller: Caller<'_>) -> Result<usize, BindSkipReason> {
    if let Some(reason) = not_postgres(caller) {
        return Err(reason);
    }
    let Arguments::Some { count, open } = arguments else { return Err(BindSkipReason::NoArguments) };
    if text.placeholders != Some(count) {
        // One too few, and PostgreSQL would take the trace context for the missing one.
        return Err(BindSkipReason::PlaceholdersDiffer);
    }
    if count >= usize::from(u16::MAX) {
        return Err(BindSkipReason::TooManyArguments);
    }
    if open { Ok(count + 1) } else { Err(BindSkipReason::UnknownArguments) }
}

fn constant(text: Kept) -> Change {
    let sql = match text {
        Kept::Kept(text) => Text::Kept(&text.constant),
        Kept::Once(text) => Text::Once(text.constant.into()),
    };
    Change { sql, unique: false, parameter: Parameter::None }
}

fn not_postgres(caller: Caller<'_>) -> Option<BindSkipReason> {
    (!caller.server.system.shows_trace).then_some(BindSkipReason::NotPostgres)
}
