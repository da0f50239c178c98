//! The life of one query: when it starts, who is told of it, how it ends.

mod rows;
mod step;

use std::borrow::Cow;
use std::sync::{Mutex, MutexGuard, PoisonError};

use opentelemetry::Context;
use opentelemetry::global::BoxedSpan;
use opentelemetry::trace::{Span as _, SpanContext};

use self::rows::Count;
use crate::call_site::{CallSite, Statement};
use crate::comment::{ActiveComments, Caller, Change, ExecutedStatement};
use crate::n_plus_one::{Counted, StartedQuery, Watch};
use crate::server::Server;
use crate::settings::IN_FORCE;
use crate::signals::metrics::{self, Operation};
use crate::signals::{
    Described, Outcome, Rows, Waiter, describe_statement, end_span, known_summary, set_text, start_span, traces_under,
};
use crate::testing::Captured;

/// The life of one query's span. It is made at the first poll, starts when the query is handed to the database, and
/// ends with the query's result; dropped before that, the query was cancelled or panicked.
#[derive(Debug)]
pub struct Recorder {
    site: &'static CallSite,
    server: &'static Server,
    parent: Context,
    watch: Watch,
    captured: Captured,
    state: Mutex<State>,
    returned_rows: Count,
    affected_rows: Count,
    copied_bytes: Count,
}

#[derive(Debug)]
enum State {
    /// Waits for a connection, or for the query to be handed over.
    Waiting,
    Running(Running),
    Ended,
}

/// What began with the query.
#[derive(Debug)]
struct Running {
    /// `None` where no span is wanted: outside of a trace.
    span: Option<BoxedSpan>,
    summary: Cow<'static, str>,
    measured: Option<metrics::Started>,
    counted: Option<Counted>,
}

impl Recorder {
    /// The span-to-be of a query.
    pub(crate) fn new(site: &'static CallSite, server: &'static Server, parent: Context) -> Self {
        let watch = Watch::at_first_poll(site, &parent);
        Self::watched(site, server, parent, watch)
    }

    /// That of a statement that sqlx makes, such as `BEGIN`.
    pub(crate) fn of_step(site: &'static CallSite, server: &'static Server, parent: Context) -> Self {
        Self::watched(site, server, parent, Watch::Not)
    }

    fn watched(site: &'static CallSite, server: &'static Server, parent: Context, watch: Watch) -> Self {
        Self {
            site,
            server,
            parent,
            watch,
            captured: Captured::here(site),
            state: Mutex::new(State::Waiting),
            returned_rows: Count::new(),
            affected_rows: Count::new(),
            copied_bytes: Count::new(),
        }
    }

    pub(crate) fn server(&self) -> &'static Server {
        self.server
    }

    pub(crate) fn parent(&self) -> &Context {
        &self.parent
    }

    /// Who waits for a connection.
    pub(crate) fn waiter(&self) -> Waiter<'_> {
        let summary = known_summary(self.site);
        Waiter { site: self.site, server: self.server, parent: &self.parent, summary }
    }

    /// Whether the query has to be taken apart: for its text, or to change it.
    pub(crate) fn looks_into_query(&self) -> bool {
        !matches!(self.site.statement, Statement::Static(_)) || !self.keeps_statements() || self.comments().is_some()
    }

    /// Whether statements may be kept prepared on this pool.
    pub(crate) fn keeps_statements(&self) -> bool {
        self.server.pool.is_none_or(|pool| pool.persistent)
    }

    /// The comments in force for the query.
    pub(crate) fn comments(&self) -> Option<ActiveComments> {
        ActiveComments::at(self.site, self.server).filter(|_| !self.parent.is_telemetry_suppressed())
    }

    /// Starts the span; `executed` is the text that goes to the database, where the query was looked into.
    pub(crate) fn start(&self, executed: Option<&str>) {
        let mut state = self.state();
        if matches!(*state, State::Waiting) {
            *state = State::Running(self.running_statement(executed));
        }
    }

    /// There is nothing to tell.
    pub(crate) fn forget(self) {
        *self.state() = State::Ended;
    }

    /// Starts the span, and says what is executed in the place of the statement, so that it carries the span's context.
    pub(crate) fn start_commented(&self, comments: ActiveComments, statement: ExecutedStatement<'_>) -> Option<Change> {
        let mut state = self.state();
        if !matches!(*state, State::Waiting) {
            return None;
        }
        let described = self.describe(Some(statement.sql));
        let counted = self.count(&described, Some(statement.sql));
        let mut described = described;
        // Held back until the commented text is known.
        let held = if comments.on_span() { described.text.take() } else { None };
        let mut running = self.running(self.server.system.name, described, counted);
        let context = running.span.as_ref().map_or(&SpanContext::NONE, |span| span.span_context());
        let change = comments
            .comment(statement, Caller { site: self.site, server: self.server, parent: &self.parent, span: context });
        if let (Some(text), Some(span)) = (held, &mut running.span) {
            let executed = change.as_ref().map_or(statement.sql, |change| change.sql.as_str());
            let recorded = comments.recorded(&text, executed);
            set_text(span, recorded);
        }
        *state = State::Running(running);
        change
    }

    fn running_statement(&self, executed: Option<&str>) -> Running {
        let described = self.describe(executed);
        let counted = self.count(&described, executed);
        self.running(self.server.system.name, described, counted)
    }

    fn describe(&self, executed: Option<&str>) -> Described {
        self.captured.query(self.site, self.server, executed, &self.parent);
        describe_statement(self.site, self.server, executed, IN_FORCE.query_text.get())
    }

    /// Counts the query among those of its call site, and tells its parent when they are too many.
    fn count(&self, described: &Described, executed: Option<&str>) -> Option<Counted> {
        self.watch.started(&StartedQuery {
            site: self.site,
            server: self.server,
            parent: &self.parent,
            summary: &described.summary,
            recorded: described.text.as_deref(),
            executed,
        })
    }

    /// Starts the clocks, and the span where one is wanted.
    fn running(&self, name: &'static str, described: Described, counted: Option<Counted>) -> Running {
        let summary = described.summary.clone();
        let measured = metrics::start(&self.parent);
        let span = traces_under(&self.parent).then(|| {
            let began = measured.as_ref().map(metrics::Started::began);
            start_span(self.site, self.server, &self.parent, name, described, began)
        });
        Running { span, summary, measured, counted }
    }

    /// The end of a query that has a result, or of a stream: exhausted, failed, or dropped by the caller.
    pub(crate) fn end(&self, outcome: &Outcome) {
        let mut state = self.state();
        let running = match std::mem::replace(&mut *state, State::Ended) {
            State::Ended => return,
            // The query never reached the database, and yet has a result.
            State::Waiting => self.running_statement(None),
            State::Running(running) => running,
        };
        drop(state);
        self.finish(running, outcome);
    }

    fn finish(&self, running: Running, outcome: &Outcome) {
        let Running { span, summary, measured, counted } = running;
        if let Some(counted) = counted {
            counted.end(outcome);
        }
        let rows = Rows {
            returned: self.returned_rows.get(),
            affected: self.affected_rows.get(),
            copied_bytes: self.copied_bytes.get(),
        };
        self.captured.ended(rows, outcome);
        let ended = measured.map(|measured| {
            let (site, server) = (self.site, self.server);
            measured.end(Operation { site, server, summary, rows: rows.returned, outcome })
        });
        if let Some(mut span) = span {
            end_span(&mut span, rows, outcome, ended);
        }
    }

    /// Counts rows that the statement returned. With none, they are known to be none.
    pub(crate) fn count_returned(&self, rows: u64) {
        self.returned_rows.add(rows);
    }

    /// Counts rows that the statement changed.
    pub(crate) fn count_affected(&self, rows: u64) {
        self.affected_rows.add(rows);
    }

    /// Counts bytes that a COPY returned.
    pub(crate) fn count_copied(&self, bytes: u64) {
        self.copied_bytes.add(bytes);
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Recorder {
    /// Neither success nor failure: the caller lost interest (a time-out, `select!`, an aborted task), or panicked.
    fn drop(&mut self) {
        let state = self.state.get_mut().unwrap_or_else(PoisonError::into_inner);
        let running = match std::mem::replace(state, State::Ended) {
            State::Ended => return,
            State::Waiting => self.running_statement(None),
            State::Running(running) => running,
        };
        self.finish(running, &Outcome::unfinished());
    }
}
