//! What is said of a query that repeats: an event on the parent span, a metric, and once a line in the log.

use std::collections::HashSet;
use std::sync::{Mutex, PoisonError};

use opentelemetry::Value;
use sqlspan_sql::read;

use super::counts::Crossing;
use super::started::StartedQuery;
use crate::call_site::CallSite;
use crate::settings::IN_FORCE;
use crate::signals::conventions::{self as names, Attribute};
use crate::signals::{add_event, describe_site, metrics};

pub(super) fn report(crossing: Crossing, query: &StartedQuery<'_>) {
    let StartedQuery { site, server, parent, summary, .. } = *query;
    // There are as few of them as there can be.
    if query.text().is_some_and(|text| read(text, server.system.dialect).is_for_many()) {
        return;
    }
    let how = if crossing.concurrent { "concurrent" } else { "sequential" };
    let conventions = IN_FORCE.conventions.get();
    let mut attributes = Vec::with_capacity(6);
    let mut put = |name: Attribute, value: Value| name.put(conventions, value, |attribute| attributes.push(attribute));
    if !summary.is_empty() {
        put(names::DB_QUERY_SUMMARY, summary.to_owned().into());
    }
    describe_site(site, &mut put);
    put(names::N_PLUS_ONE_COUNT, i64::from(crossing.count).into());
    put(names::N_PLUS_ONE_EXECUTION, how.into());
    add_event(parent, names::N_PLUS_ONE, attributes);
    metrics::n_plus_one(site, server, summary, how);
    say_once(crossing, site, if summary.is_empty() { server.system.name } else { summary });
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
