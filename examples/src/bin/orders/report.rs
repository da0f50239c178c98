//! What is printed: the request and its answer, the trace, one span in full, and where to go from here.

use std::io::Write as _;

use opentelemetry_sdk::trace::SpanData;

use crate::paint::{Ink, Paint};
use crate::service::{Discount, NewOrder, PlaceError, Receipt};
use crate::{detail, trace, waterfall};

const INDENT: &str = "  ";
/// Room for 100 columns.
const WIDTH: usize = 100 - INDENT.len();

/// Collects lines, and writes them all at once.
pub struct Report {
    paint: Paint,
    lines: Vec<String>,
}

impl Report {
    pub fn on(database: &str) -> Self {
        let mut report = Self { paint: Paint::of_stdout(), lines: Vec::new() };
        report.lines.push(report.paint.ink(Ink::Strong, format_args!("An order service on {database}")));
        report
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
            Err(error) => self.put(format!("refused        {error}")),
        }
    }

    pub fn spans(&mut self, spans: &[SpanData]) {
        let nodes = trace::tree(spans);
        if nodes.is_empty() {
            self.section("The trace", vec!["empty: the sampler (OTEL_TRACES_SAMPLER) wants no span".to_owned()]);
            return;
        }
        self.section(
            "The trace   ━ a query, traced by sqlspan   ─ a span of the service's own",
            waterfall::draw(&nodes, WIDTH, self.paint),
        );
        if let Some(node) = nodes.iter().find(|node| node.span.name == "SELECT orders") {
            self.section("One span in full", detail::draw(node, WIDTH, self.paint));
        }
    }

    /// Where to go from here.
    pub fn next(&mut self, postgres: bool, exporting: bool) {
        let mut lines = vec!["the queries          examples/src/bin/orders/repository.rs".to_owned()];
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
        self.lines.extend([String::new(), self.paint.ink(Ink::Strong, heading), String::new()]);
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
