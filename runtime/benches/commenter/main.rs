//! What comments cost: time and allocations of a query, and the prepared statements that are left on the server, for
//! every mode beside raw sqlx, the traced query without a comment, and the naive way: a unique text that is cached; and
//! what the mode `Transaction` adds to a transaction.
//!
//! ```text
//! cargo bench -p sqlspan --features postgres,mysql,sqlite --bench commenter
//! ```
//!
//! It runs on `SQLSPAN_POSTGRES_URL` and `SQLSPAN_MYSQL_URL`, whichever is set. The queries of all modes take turns, so
//! that what else the machine does falls on all of them alike; each mode has a connection of its own.

#![allow(clippy::expect_used, missing_docs, reason = "a benchmark")]

mod case;
mod databases;
mod report;
mod transactions;
mod turns;

use std::alloc::System;

use opentelemetry::global;
use opentelemetry_sdk::error::OTelSdkResult;
use opentelemetry_sdk::trace::{SdkTracerProvider, Span, SpanData, SpanProcessor};
use sqlspan::Telemetry;
use stats_alloc::{INSTRUMENTED_SYSTEM, StatsAlloc};

#[global_allocator]
static ALLOCATIONS: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// A processor that drops what it gets: exporting is the application's cost, not the query's.
#[derive(Debug)]
struct Dropped;

impl SpanProcessor for Dropped {
    fn on_start(&self, _: &mut Span, _: &opentelemetry::Context) {}

    fn on_end(&self, _: SpanData) {}

    fn force_flush(&self) -> OTelSdkResult {
        Ok(())
    }

    fn shutdown_with_timeout(&self, _: std::time::Duration) -> OTelSdkResult {
        Ok(())
    }
}

fn main() {
    global::set_tracer_provider(SdkTracerProvider::builder().with_span_processor(Dropped).build());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        // Settings are installed once, so both databases are opened first.
        let postgres = databases::postgres().await;
        let mysql = databases::mysql().await;
        let transactions = transactions::open().await;
        let mut settings = transactions::register(Telemetry::builder(), transactions.as_deref().unwrap_or_default());
        settings = databases::register(settings, "postgres", postgres.as_deref().unwrap_or_default());
        settings = databases::register(settings, "mysql", mysql.as_deref().unwrap_or_default());
        settings.install().expect("nobody else installs settings");
        if let Some(lanes) = transactions {
            transactions::measure(&lanes).await;
        }
        if let Some(lanes) = postgres {
            report::print("PostgreSQL", databases::measure(lanes).await);
        }
        if let Some(lanes) = mysql {
            report::print("MariaDB", databases::measure(lanes).await);
        }
    });
}
