//! A small order service: what sqlspan makes of its queries.
//!
//! `cargo run` serves one request on an embedded database and prints its trace. With `SQLSPAN_POSTGRES_URL` set the same
//! code runs on that server; with `OTEL_EXPORTER_OTLP_ENDPOINT` set the spans also go to a collector.
//! `repository.rs` is the file to read.

mod api;
mod database;
mod detail;
mod failure;
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
    let service = OrderService::new(Orders::new(database.pool.clone()));

    let request = NewOrder {
        email: "ada@example.org".to_owned(),
        coupon: Some("WELCOME10".to_owned()),
        lines: vec![Line { sku: "beans".to_owned(), quantity: 2 }, Line { sku: "mug".to_owned(), quantity: 1 }],
    };
    let answer = api::post_orders(&service, &request).await;
    database.pool.close().await;

    let mut report = Report::on(&database.name);
    report.request(&request, &answer);
    report.spans(&telemetry.spans());
    report.next(database.postgres, telemetry.exports());
    report.print();
    if let Some(exported) = telemetry.finish()? {
        report::print(&format!("\n{exported}"));
    }
    answer.map(drop).map_err(Failure::new)
}
