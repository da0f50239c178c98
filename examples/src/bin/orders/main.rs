//! A small order service: what sqlspan makes of its queries.
//!
//! `cargo run` serves two requests on an embedded database and prints their traces. With `SQLSPAN_POSTGRES_URL` set the
//! same code runs on that server; with `OTEL_EXPORTER_OTLP_ENDPOINT` set the spans also go to a collector.
//! `cargo run -- n-plus-one` shows a query for every item, caught while it runs, and its mend. `repository.rs` is the file
//! to read.

mod api;
mod commented;
mod database;
mod detail;
mod failure;
mod listing;
mod n_plus_one;
mod otlp;
mod paint;
mod report;
mod repository;
mod service;
mod span;
mod telemetry;
mod trace;
mod waterfall;

use std::process::ExitCode;

use crate::commented::ServerLog;
use crate::failure::Failure;
use crate::report::Report;
use crate::repository::{Line, Orders};
use crate::service::{NewOrder, OrderService};
use crate::telemetry::Telemetry;

#[tokio::main]
async fn main() -> ExitCode {
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("orders: {failure}");
            ExitCode::FAILURE
        }
    }
}

async fn run() -> Result<(), Failure> {
    let telemetry = Telemetry::start()?;
    let database = database::open().await?;
    Telemetry::of_queries(&database.pool)?;
    let log = ServerLog::of(&database.pool).await;
    if std::env::args().nth(1).as_deref() == Some("n-plus-one") {
        return n_plus_one::show(&telemetry, database).await;
    }
    let service = OrderService::new(Orders::new(database.pool.clone()));
    let mut report = Report::on(&database.name);

    let request = order("ada@example.org", Some("WELCOME10"), &[("beans", 2), ("mug", 1)]);
    let answer = api::post_orders(&service, &request).await;
    let spans = telemetry.spans();
    report.request(&request, &answer);
    report.trace(&spans);
    report.one_span(&spans);
    report.comment(&spans, &log, database.postgres);

    let request = order("grace@example.org", None, &[("lamp", 1)]);
    report.heading("While a backup holds the only connection");
    let refused = database.during_a_backup(api::post_orders(&service, &request)).await?;
    report.request(&request, &refused);
    report.trace(&telemetry.spans());
    database.pool.close().await;

    report.next(database.postgres, telemetry.exports());
    report.print();
    if let Some(exported) = telemetry.finish()? {
        report::print(&format!("\n{exported}"));
    }
    answer.map(drop).map_err(Failure::new)
}

fn order(email: &str, coupon: Option<&str>, lines: &[(&str, i64)]) -> NewOrder {
    let lines = lines.iter().map(|(sku, quantity)| Line { sku: (*sku).to_owned(), quantity: *quantity }).collect();
    NewOrder { email: email.to_owned(), coupon: coupon.map(str::to_owned), lines }
}
