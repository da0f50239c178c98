//! What is said of a query that repeats: an event on the parent span, a metric, and once a line in the log.

use std::collections::HashSet;
use std::sync::{Mutex, PoisonError};

use opentelemetry::trace::TraceContextExt as _;
use opentelemetry::{Context, KeyValue, Value};
use sqlspan_sql::read;

use super::Execution;
use super::counts::Crossing;
use crate::call_site::CallSite;
use crate::conventions::{self as names, Attribute};
use crate::metrics;

pub(super) fn report(crossing: Crossing, execution: &Execution<'_>) {
    let Execution { site, server, parent, summary, .. } = *execution;
    // There are as few of them as there can be.
    if execution.text().is_some_and(|text| read(text, server.dialect()).is_for_many()) {
        return;
    }
    let how = if crossing.concurrent { "concurrent" } else { "sequential" };
    let conventions = names::in_force();
    let mut attributes = Vec::with_capacity(6);
    let mut put = |name: Attribute, value: Value| name.put(conventions, value, |attribute| attributes.push(attribute));
    if !summary.is_empty() {
        put(names::DB_QUERY_SUMMARY, summary.to_owned().into());
    }
    site.describe(&mut put);
    put(names::N_PLUS_ONE_COUNT, i64::from(crossing.count).into());
    put(names::N_PLUS_ONE_EXECUTION, how.into());
    add_event(parent, attributes);
    metrics::n_plus_one(site, server, summary, how);
    say_once(crossing, site, if summary.is_empty() { server.system } else { summary });
}

/// Adds the event to the parent span.
fn add_event(parent: &Context, attributes: Vec<KeyValue>) {
    let span = parent.span();
    #[cfg(feature = "tracing")]
    {
        use tracing_opentelemetry::OpenTelemetrySpanExt as _;
        // Where the bridge does not activate its contexts, the parent is known by its ids alone: the bridge has the
        // span.
        let bridged = tracing::Span::current();
        if !span.is_recording() && bridged.context().span().span_context() == span.span_context() {
            bridged.add_event(names::N_PLUS_ONE, attributes);
            return;
        }
    }
    span.add_event(names::N_PLUS_ONE, attributes);
}

/// One line for each call site in the life of the process: what follows is seen in the traces.
fn say_once(crossing: Crossing, site: &'static CallSite, name: &str) {
    static SAID: Mutex<Option<HashSet<usize>>> = Mutex::new(None);
    let new = SAID
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .get_or_insert_with(HashSet::new)
        .insert(std::ptr::from_ref(site).addr());
    if !new {
        return;
    }
    let CallSite { function, file, line, .. } = site;
    let count = crossing.count;
    let how = if crossing.concurrent { "at the same time" } else { "one after another" };
    tracing::warn!(
        target: "sqlspan",
        %function,
        %file,
        line,
        count,
        "N+1: `{name}` ran {count} times under one span, {how}: ask for all of them in one query, or say \
         `#[traced(allow(n_plus_one))]` where it has to be one by one"
    );
}
