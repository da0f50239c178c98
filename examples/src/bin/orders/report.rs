//! What is printed: requests and their answers, traces, one span in full, and where to go from here.

use std::io::Write as _;

use opentelemetry_sdk::trace::SpanData;

use crate::commented::{self, ServerLog};
use crate::paint::{Ink, Paint};
use crate::service::{Discount, NewOrder, PlaceError, Receipt};
use crate::{detail, trace, waterfall};

const INDENT: &str = "  ";
const WAITS: &str = "┄ a wait for a connection   ";
/// Room for 100 columns.
const WIDTH: usize = 100 - INDENT.len();

/// Collects lines, and writes them all at once.
pub struct Report {
    paint: Paint,
    lines: Vec<String>,
}

impl Report {
    pub fn on(database: &str) -> Self {
        let paint = Paint::of_stdout();
        let title = paint.ink(Ink::Strong, format_args!("An order service on {database}"));
        Self { paint, lines: vec![title] }
    }

    pub fn heading(&mut self, heading: &str) {
        self.lines.extend([String::new(), self.paint.ink(Ink::Strong, heading)]);
    }

    pub fn request(&mut self, request: &NewOrder, answer: &Result<Receipt, PlaceError>) {
        self.lines.push(String::new());
        self.put(format!("POST /orders   {}", describe(request)));
        match answer {
            Ok(receipt) => {
                let Receipt { customer, order, cents, orders, cents_in_all, .. } = receipt;
                let orders: Vec<_> = orders.iter().map(ToString::to_string).collect();
                let (orders, in_all) = (orders.join(", "), money(*cents_in_all));
                self.put(format!("201 Created    order {order} for {}{}", money(*cents), discount(receipt)));
                self.put(format!("               {customer}'s orders: {orders}; {in_all} in all"));
            }
            Err(error @ PlaceError::Database(_)) => self.put(format!("500            {error}")),
            Err(error) => self.put(format!("409 Conflict   {error}")),
        }
    }

    pub fn trace(&mut self, spans: &[SpanData]) {
        let nodes = trace::tree(spans);
        if nodes.is_empty() {
            self.section("The trace", vec!["empty: the sampler (OTEL_TRACES_SAMPLER) wants no span".to_owned()]);
            return;
        }
        let waits = if nodes.iter().any(|node| waterfall::waits(node.span)) { WAITS } else { "" };
        self.section(
            &format!("The trace   ━ a query, traced by sqlspan   {waits}─ a span of the service's own"),
            waterfall::draw(&nodes, WIDTH, self.paint),
        );
    }

    pub fn one_span(&mut self, spans: &[SpanData]) {
        let nodes = trace::tree(spans);
        if let Some(node) = nodes.iter().find(|node| node.span.name == "SELECT orders") {
            self.section("One span in full", detail::draw(node, WIDTH, self.paint));
        }
    }

    /// One statement with its comment.
    pub fn comment(&mut self, spans: &[SpanData], log: &ServerLog, postgres: bool) {
        let Some(span) = spans.iter().find(|span| span.name == "SELECT orders") else { return };
        if postgres {
            let logged = log.of_span(span).unwrap_or_else(|| "only a superuser may read it from here".to_owned());
            self.section("Its statement in PostgreSQL's log", detail::wrapped(&logged, WIDTH));
        }
        let mut lines = Vec::new();
        for (system, statement) in commented::received(span) {
            let name = self.paint.ink(Ink::Faint, format_args!("{system:13}"));
            for (position, text) in detail::wrapped(&statement, WIDTH - 13).into_iter().enumerate() {
                let name = if position == 0 { name.clone() } else { " ".repeat(13) };
                lines.push(format!("{name}{text}"));
            }
        }
        self.section("Its statement, as a database receives it: the trace is in the comment", lines);
    }

    /// Where to go from here.
    pub fn next(&mut self, postgres: bool, exporting: bool) {
        let mut lines = vec!["the queries          examples/src/bin/orders/repository.rs".to_owned()];
        lines.push("an N+1, caught       cargo run -- n-plus-one".to_owned());
        if !postgres {
            lines.push("on PostgreSQL        SQLSPAN_POSTGRES_URL=postgres://user@localhost/test cargo run".to_owned());
        }
        if !exporting {
            lines.push("to a collector       OTEL_EXPORTER_OTLP_ENDPOINT=http://localhost:4318 cargo run".to_owned());
        }
        self.section("Try next", lines);
    }

    pub fn print(self) {
        print(&self.lines.join("\n"));
    }

    fn section(&mut self, heading: &str, lines: Vec<String>) {
        self.heading(heading);
        self.lines.push(String::new());
        for line in lines {
            self.put(line);
        }
    }

    fn put(&mut self, line: impl AsRef<str>) {
        self.lines.push(format!("{INDENT}{}", line.as_ref()));
    }
}

/// Prints text and ends its line. A reader that has seen enough (`| head`) is no failure.
pub fn print(text: &str) {
    let _ = writeln!(std::io::stdout().lock(), "{text}");
}

fn describe(request: &NewOrder) -> String {
    let lines: Vec<_> = request.lines.iter().map(|line| format!("{} {}", line.quantity, line.sku)).collect();
    let coupon = request.coupon.as_ref().map_or_else(String::new, |coupon| format!(", coupon {coupon}"));
    format!("{}, for {}{coupon}", lines.join(", "), request.email)
}

fn discount(receipt: &Receipt) -> &'static str {
    match receipt.discount {
        Discount::None => "",
        Discount::TenPercent => ", 10 % off",
        Discount::AlreadyUsed => "; no discount: the coupon was used before, says a unique index",
    }
}

fn money(cents: i64) -> String {
    format!("{}.{:02}", cents / 100, cents % 100)
}
