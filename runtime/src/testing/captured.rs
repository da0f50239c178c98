//! One query as it is being recorded.

use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Instant;

use opentelemetry::Context;
use opentelemetry::trace::TraceContextExt as _;

use super::capture;
use super::queries::Queries;
use super::query::{Query, Role};
use super::statement::About;
use crate::call_site::{CallSite, Statement};
use crate::n_plus_one;
use crate::server::Server;
use crate::span::{Outcome, describe_statement};
use crate::telemetry::QueryText;

/// Where queries are recorded, in the order in which they begin.
#[derive(Debug)]
pub(super) struct Sink {
    outer: Option<Arc<Sink>>,
    records: Mutex<Vec<Record>>,
}

/// Shared by the query that goes on and by all who record it.
type Record = Arc<Mutex<Query>>;

impl Sink {
    pub(super) fn inside(outer: Option<Arc<Sink>>) -> Self {
        Self { outer, records: Mutex::default() }
    }

    fn add(&self, record: &Record) {
        lock(&self.records).push(Arc::clone(record));
        if let Some(outer) = &self.outer {
            outer.add(record);
        }
    }

    /// All of them, as they are now.
    pub(super) fn queries(&self) -> Queries {
        Queries::new(lock(&self.records).iter().map(|record| lock(record).clone()).collect())
    }
}

/// What records a query, where anything does.
#[derive(Debug)]
pub(crate) struct Captured(Option<Box<Recording>>);

#[derive(Debug)]
struct Recording {
    sink: Arc<Sink>,
    /// Whether it is meant to run again and again.
    repeats: bool,
    begun: OnceLock<(Record, Instant)>,
}

impl Captured {
    /// Looks at what is in force at the first poll.
    #[inline]
    pub(crate) fn here(site: &'static CallSite) -> Self {
        Self(capture::current().map(|sink| {
            let repeats = site.repeats || n_plus_one::is_allowed();
            Box::new(Recording { sink, repeats, begun: OnceLock::new() })
        }))
    }

    /// A query begins. Its text is that of a span, whatever the settings say of spans.
    pub(crate) fn query(
        &self,
        site: &'static CallSite,
        server: &'static Server,
        executed: Option<&str>,
        parent: &Context,
    ) {
        if let Some(recording) = &self.0 {
            let described = describe_statement(site, server, executed, QueryText::AsWritten);
            let whole = match site.statement {
                Statement::Static(text) => Some(text.text),
                _ => executed,
            };
            recording.begin(Query {
                about: whole.map_or_else(About::default, |text| About::read(text, server.dialect())),
                text: described.text.unwrap_or_default().into_owned(),
                ..recording.query_at(site, Role::Query, &described.summary, parent)
            });
        }
    }

    /// A step of a transaction begins.
    pub(crate) fn step(&self, site: &'static CallSite, summary: &'static str, text: &str, parent: &Context) {
        if let Some(recording) = &self.0 {
            let step = recording.query_at(site, Role::Step, summary, parent);
            recording.begin(Query { text: text.to_owned(), ..step });
        }
    }

    /// It was another step than it looked like.
    pub(crate) fn renamed(&self, summary: &'static str, text: &str) {
        self.change(|query, _| {
            summary.clone_into(&mut query.summary);
            text.clone_into(&mut query.text);
        });
    }

    /// It ends.
    pub(crate) fn ended(&self, returned_rows: Option<u64>, rows_affected: Option<u64>, outcome: &Outcome) {
        self.change(|query, began| {
            query.returned_rows = returned_rows;
            query.rows_affected = rows_affected;
            query.duration = Some(began.elapsed());
            query.outcome = outcome.unfinished;
            if let Some(failure) = &outcome.failure {
                query.error_type = Some(failure.kind.to_string());
                query.error_code = failure.code.as_ref().map(ToString::to_string);
            }
        });
    }

    fn change(&self, change: impl FnOnce(&mut Query, Instant)) {
        if let Some((record, began)) = self.0.as_ref().and_then(|recording| recording.begun.get()) {
            change(&mut lock(record), *began);
        }
    }
}

impl Recording {
    fn query_at(&self, site: &'static CallSite, role: Role, summary: &str, parent: &Context) -> Query {
        let span = parent.span();
        let parent = span.span_context();
        Query {
            role,
            summary: summary.to_owned(),
            text: String::new(),
            about: About::default(),
            function: site.function,
            file: site.file,
            line: site.line,
            repeats: self.repeats,
            parent: parent.is_valid().then(|| parent.clone()),
            returned_rows: None,
            rows_affected: None,
            duration: None,
            error_type: None,
            error_code: None,
            outcome: None,
        }
    }

    fn begin(&self, query: Query) {
        let (record, _) = self.begun.get_or_init(|| (Arc::new(Mutex::new(query)), Instant::now()));
        self.sink.add(record);
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
