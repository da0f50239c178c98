//! Operating it: waits for connections, transactions, metrics, conventions, set-up.

#![deny(warnings)]
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "tests")]

mod application_name;
mod conventions;
mod diagnosis;
mod metrics;
mod otlp;
mod settings;
mod signals;
mod step_places;
mod steps;
mod transactions;
mod waits;

use opentelemetry::trace::Status;
use opentelemetry_sdk::trace::SpanData;

/// A span, in short: its name, and how it ended where it did not succeed.
fn told(span: &SpanData) -> String {
    let ended = attribute(span, "sqlspan.outcome").or_else(|| attribute(span, "error.type"));
    match (ended, &span.status) {
        (Some(ended), Status::Error { .. }) => format!("{}: error {ended}", span.name),
        (Some(ended), _) => format!("{}: {ended}", span.name),
        (None, Status::Unset) => span.name.to_string(),
        (None, status) => format!("{}: {status:?}", span.name),
    }
}

fn attribute(span: &SpanData, name: &str) -> Option<String> {
    span.attributes.iter().find(|pair| pair.key.as_str() == name).map(|pair| pair.value.to_string())
}
