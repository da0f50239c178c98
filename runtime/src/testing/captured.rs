//! One query as it is being recorded.

use std::sync::{Arc, Mutex, OnceLock};
use std::time::Instant;

use opentelemetry::Context;

use super::query::{Query, Role};
use super::sink::{Record, Sink, current, lock};
use super::statement::About;
use crate::call_site::{CallSite, Statement};
use crate::n_plus_one::is_allowed;
use crate::server::Server;
use crate::settings::QueryText;
use crate::signals::{Outcome, Rows, describe_statement, span_around};

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
        Self(current().map(|sink| {
            let repeats = site.repeats || is_allowed();
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
                about: whole.map_or_else(About::default, |text| About::read(text, server.system.dialect)),
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
    pub(crate) fn ended(&self, rows: Rows, outcome: &Outcome) {
        self.change(|query, began| {
            query.returned_rows = rows.returned;
            query.rows_affected = rows.affected;
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
        let parent = span_around(parent);
        Query {
            role,
            summary: summary.to_owned(),
            text: String::new(),
            about: About::default(),
            function: site.function,
            file: site.file,
            line: site.line,
            repeats: self.repeats,
            parent: parent.is_valid().then_some(parent),
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
