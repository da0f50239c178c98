//! The span of one query: when it starts, what it says, how it ends.

use std::any::Any;
use std::borrow::Cow;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use opentelemetry::global::BoxedSpan;
use opentelemetry::trace::{Span as _, SpanKind, Status, Tracer as _};
use opentelemetry::{Context, KeyValue, Value};
use sqlx::{Either, Error};

use crate::call_site::{CallSite, Statement, StaticText};
use crate::conventions as names;
use crate::failure::Failure;
use crate::server::Server;
use crate::telemetry::{self, QueryText};
use crate::text;

/// The life of one query's span. It is made at the first poll, starts when the query is handed to the database, and
/// ends with the query's result; dropped before that, the query was cancelled or panicked.
#[derive(Debug)]
pub struct Recorder {
    site: &'static CallSite,
    server: &'static Server,
    parent: Context,
    state: Mutex<State>,
    returned_rows: AtomicU64,
    affected_rows: AtomicU64,
}

#[derive(Debug)]
enum State {
    /// Waits for a connection, or for the query to be handed over.
    Waiting,
    Running(BoxedSpan),
    Ended,
}

impl Recorder {
    pub(crate) fn new(site: &'static CallSite, server: &'static Server, parent: Context) -> Self {
        Self {
            site,
            server,
            parent,
            state: Mutex::new(State::Waiting),
            returned_rows: AtomicU64::new(NOT_COUNTED),
            affected_rows: AtomicU64::new(NOT_COUNTED),
        }
    }

    /// Whether the span needs the text of the query that is executed.
    pub(crate) fn reads_text(&self) -> bool {
        !matches!(self.site.statement, Statement::Static(_))
    }

    /// Starts the span; `executed` is the text that goes to the database, where [`reads_text`](Self::reads_text).
    pub(crate) fn start(&self, executed: Option<&str>) {
        let mut state = self.state();
        if matches!(*state, State::Waiting) {
            *state = State::Running(start(self.site, self.server, &self.parent, executed));
        }
    }

    /// The end of `fetch_one`. A missing row is an answer, not a failure of the database.
    pub fn end_one<T>(self, result: Result<T, Error>) -> Result<T, Error> {
        match &result {
            Ok(_) => self.returned(1),
            Err(Error::RowNotFound) => self.returned(0),
            Err(_) => {}
        }
        self.end(result.as_ref().err());
        result
    }

    /// The end of `fetch_optional`.
    pub fn end_optional<T>(self, result: Result<Option<T>, Error>) -> Result<Option<T>, Error> {
        if let Ok(row) = &result {
            self.returned(row.is_some().into());
        }
        self.end(result.as_ref().err());
        result
    }

    /// The end of `fetch_all`.
    pub fn end_all<T>(self, result: Result<Vec<T>, Error>) -> Result<Vec<T>, Error> {
        if let Ok(rows) = &result {
            self.returned(rows.len() as u64);
        }
        self.end(result.as_ref().err());
        result
    }

    /// The end of `execute`.
    pub fn end_execute<R: 'static>(self, result: Result<R, Error>) -> Result<R, Error> {
        if let Ok(result) = &result {
            self.changed(result);
        }
        self.end(result.as_ref().err());
        result
    }

    /// The end of a stream: exhausted, failed or dropped by the caller.
    pub(crate) fn end_stream(&self, error: Option<&Error>) {
        self.end(error);
    }

    fn returned(&self, rows: u64) {
        add(&self.returned_rows, rows);
    }

    fn changed(&self, result: &dyn Any) {
        if let Some(rows) = affected_rows(result) {
            add(&self.affected_rows, rows);
        }
    }

    /// Counts from none: a stream without rows has returned 0 rows, not an unknown number.
    pub(crate) fn expect_rows(&self) {
        self.returned(0);
    }

    fn end(&self, error: Option<&Error>) {
        let mut state = self.state();
        if matches!(*state, State::Waiting) {
            // The query never reached the database, and yet has a result.
            *state = State::Running(start(self.site, self.server, &self.parent, None));
        }
        let State::Running(mut span) = std::mem::replace(&mut *state, State::Ended) else { return };
        if span.is_recording() {
            self.describe_rows(&mut span);
            if let Some(failure) = error.and_then(Failure::of) {
                span.set_status(Status::error(""));
                span.set_attribute(KeyValue::new(names::ERROR_TYPE, failure.kind));
                if let Some(code) = failure.code {
                    span.set_attribute(KeyValue::new(names::DB_RESPONSE_STATUS_CODE, code));
                }
            }
        }
        span.end();
    }

    fn describe_rows(&self, span: &mut BoxedSpan) {
        for (rows, name) in
            [(&self.returned_rows, names::DB_RESPONSE_RETURNED_ROWS), (&self.affected_rows, names::ROWS_AFFECTED)]
        {
            let rows = rows.load(Ordering::Relaxed);
            if rows != NOT_COUNTED {
                span.set_attribute(KeyValue::new(name, i64::try_from(rows).unwrap_or(i64::MAX)));
            }
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Recorder {
    /// Neither success nor failure: the caller lost interest (a time-out, `select!`, an aborted task), or panicked.
    fn drop(&mut self) {
        let state = self.state.get_mut().unwrap_or_else(PoisonError::into_inner);
        let mut span = match std::mem::replace(state, State::Ended) {
            State::Ended => return,
            State::Waiting => start(self.site, self.server, &self.parent, None),
            State::Running(span) => span,
        };
        if std::thread::panicking() {
            span.set_attribute(KeyValue::new(names::OUTCOME, "panicked"));
            span.set_attribute(KeyValue::new(names::ERROR_TYPE, "panic"));
            span.set_status(Status::error(""));
        } else {
            span.set_attribute(KeyValue::new(names::OUTCOME, "cancelled"));
        }
        span.end();
    }
}

/// No count was seen, as opposed to a count of none.
const NOT_COUNTED: u64 = u64::MAX;

/// The counters have one writer at a time, so a plain load and store do.
fn add(counter: &AtomicU64, rows: u64) {
    let before = counter.load(Ordering::Relaxed);
    let before = if before == NOT_COUNTED { 0 } else { before };
    counter.store(before.saturating_add(rows), Ordering::Relaxed);
}

/// Counts an item of `fetch`.
pub(crate) fn count_row<T>(recorder: &Recorder, _: &T) {
    recorder.returned(1);
}

/// Counts an item of `execute_many`.
pub(crate) fn count_result<R: 'static>(recorder: &Recorder, result: &R) {
    recorder.changed(result);
}

/// Counts an item of `fetch_many`.
pub(crate) fn count_either<R: 'static, T>(recorder: &Recorder, item: &Either<R, T>) {
    match item {
        Either::Left(result) => recorder.changed(result),
        Either::Right(_) => recorder.returned(1),
    }
}

/// Rows that a statement changed, of the drivers whose feature is on: sqlx has no trait for it.
#[cfg_attr(
    not(any(feature = "postgres", feature = "mysql", feature = "sqlite", feature = "any")),
    expect(unused_variables, reason = "only drivers whose feature is on are looked into")
)]
fn affected_rows(result: &dyn Any) -> Option<u64> {
    #[cfg(feature = "postgres")]
    if let Some(result) = result.downcast_ref::<sqlx::postgres::PgQueryResult>() {
        return Some(result.rows_affected());
    }
    #[cfg(feature = "mysql")]
    if let Some(result) = result.downcast_ref::<sqlx::mysql::MySqlQueryResult>() {
        return Some(result.rows_affected());
    }
    #[cfg(feature = "sqlite")]
    if let Some(result) = result.downcast_ref::<sqlx_sqlite::SqliteQueryResult>() {
        return Some(result.rows_affected());
    }
    #[cfg(feature = "any")]
    if let Some(result) = result.downcast_ref::<sqlx::any::AnyQueryResult>() {
        return Some(result.rows_affected());
    }
    None
}

/// The most attributes that a span has, so that those of its end find room.
const ATTRIBUTES: usize = 14;

fn start(site: &CallSite, server: &'static Server, parent: &Context, executed: Option<&str>) -> BoxedSpan {
    let (summary, text) = describe_statement(site, server, executed);
    let mut attributes = Vec::with_capacity(ATTRIBUTES);
    server.describe(&mut attributes);
    let mut put = |name, value: Value| attributes.push(KeyValue::new(name, value));
    if !summary.is_empty() {
        put(names::DB_QUERY_SUMMARY, cow(summary.clone()));
    }
    if let Some(text) = text {
        put(names::DB_QUERY_TEXT, cow(text));
    }
    put(names::CODE_FUNCTION_NAME, site.function.into());
    put(names::CODE_FILE_PATH, site.file.into());
    put(names::CODE_LINE_NUMBER, i64::from(site.line).into());
    if let Some(operation) = site.operation {
        put(names::DB_OPERATION_NAME, operation.into());
    }
    if let Some(collection) = site.collection {
        put(names::DB_COLLECTION_NAME, collection.into());
    }
    let name = if summary.is_empty() { Cow::Borrowed(server.system) } else { summary };
    let tracer = telemetry::tracer();
    let builder = tracer.span_builder(name).with_kind(SpanKind::Client).with_attributes(attributes);
    tracer.build_with_context(builder, parent)
}

fn cow(text: Cow<'static, str>) -> Value {
    match text {
        Cow::Borrowed(text) => text.into(),
        Cow::Owned(text) => text.into(),
    }
}

type Described = (Cow<'static, str>, Option<Cow<'static, str>>);

fn describe_statement(site: &CallSite, server: &'static Server, executed: Option<&str>) -> Described {
    let mode = telemetry::query_text();
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
        Statement::Built(summary) => describe_built(named(site, summary, executed), executed, server, mode),
        Statement::Unproven(summary) => describe_unproven(named(site, summary, executed), executed, server, mode),
    }
}

/// The summary of how a text begins, unless the one that is executed begins otherwise, or goes on in the middle of a
/// word.
fn named(site: &CallSite, summary: &'static str, executed: Option<&str>) -> &'static str {
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
        QueryText::AsWritten => Some(text::collapsed(text.text, server.dialect())),
        QueryText::Sanitized => {
            Some(text.sanitized.map_or_else(|| text::sanitized(text.text, server.dialect()), Cow::Borrowed))
        }
    };
    (Cow::Borrowed(text.summary), recorded)
}

fn describe_built(summary: &'static str, executed: Option<&str>, server: &Server, mode: QueryText) -> Described {
    let Some(executed) = executed else { return (Cow::Borrowed(summary), None) };
    let summary = if summary.is_empty() { text::summary(executed, server.dialect()) } else { Cow::Borrowed(summary) };
    let limit = telemetry::query_text_limit();
    let recorded = match mode {
        QueryText::Off => None,
        QueryText::AsWritten => Some(text::collapsed(text::cut(executed, limit), server.dialect())),
        QueryText::Sanitized => Some(text::sanitized(text::cut(executed, limit), server.dialect())),
    };
    (summary, recorded.map(|text| Cow::Owned(text.into_owned())))
}

/// Text that nobody proved static can hold values: it is never recorded as it is.
fn describe_unproven(summary: &'static str, executed: Option<&str>, server: &Server, mode: QueryText) -> Described {
    let mode = if mode == QueryText::Off { mode } else { QueryText::Sanitized };
    describe_built(summary, executed, server, mode)
}
