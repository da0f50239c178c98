//! `orders n-plus-one`: serves `GET /orders` with the fault and after the mend, and prints both traces and what sqlspan
//! says of them.

use opentelemetry::KeyValue;
use opentelemetry::trace::SpanKind;
use opentelemetry_sdk::trace::SpanData;

use crate::database::Database;
use crate::failure::Failure;
use crate::paint::{Ink, Paint};
use crate::repository::{Entry, Orders};
use crate::span::in_span;
use crate::telemetry::Telemetry;
use crate::{listing, report, trace, waterfall};

const WIDTH: usize = 98;

/// Its own query is no part of what it shows.
#[sqlspan::traced(skip)]
pub async fn show(telemetry: &Telemetry, database: Database) -> Result<(), Failure> {
    // Five more, so that there are eight.
    let more = "INSERT INTO orders (customer_id, cents) VALUES (2, 450), (1, 900), (2, 1200), (2, 3780), (1, 450)";
    sqlx::query(more).execute(&database.pool).await.map_err(Failure::new)?;
    let orders = Orders::new(database.pool.clone());
    let first = get_orders(listing::one_by_one(&orders)).await?;
    let fault = telemetry.spans();
    let second = get_orders(listing::at_once(&orders)).await?;
    let mend = telemetry.spans();
    if first != second {
        return Err(Failure::new("the two answers to GET /orders differ"));
    }
    database.pool.close().await;

    let mut lines = vec![Paint::of_stdout().ink(Ink::Strong, format_args!("GET /orders on {}", database.name))];
    section(&mut lines, "With a query for every order", &fault);
    section(&mut lines, "With one query for all", &mend);
    lines.extend([String::new(), "  the test that catches it   examples/tests/queries.rs".to_owned()]);
    report::print(&lines.join("\n"));
    Ok(())
}

/// The endpoint, around either way to answer.
async fn get_orders(answer: impl Future<Output = sqlx::Result<Vec<Entry>>>) -> Result<Vec<Entry>, Failure> {
    let attributes = [KeyValue::new("http.request.method", "GET"), KeyValue::new("http.route", "/orders")];
    in_span("GET /orders", SpanKind::Server, attributes, answer).await.map_err(Failure::new)
}

/// A trace, and what was reported on its root.
fn section(lines: &mut Vec<String>, heading: &str, spans: &[SpanData]) {
    let paint = Paint::of_stdout();
    lines.extend([String::new(), paint.ink(Ink::Strong, heading), String::new()]);
    lines.extend(waterfall::draw(&trace::tree(spans), WIDTH, paint).into_iter().map(|line| format!("  {line}")));
    for event in spans.iter().flat_map(|span| span.events.iter()) {
        lines.push(String::new());
        lines.push(format!("  {}", paint.ink(Ink::Bad, format_args!("{} on the span GET /orders", event.name))));
        for attribute in &event.attributes {
            lines.push(format!("  {:28}  {}", attribute.key.as_str(), attribute.value));
        }
    }
}
