//! A million queries, under a hundred thousand spans and under one that never ends: the detector sees them all, in memory
//! that does not grow.

#![deny(warnings)]
#![warn(clippy::pedantic)]
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "tests")]

use std::alloc::System;
use std::pin::pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context as Waking, Poll, Waker};
use std::time::Duration;

use futures::future::BoxFuture;
use futures::stream::BoxStream;
use opentelemetry::trace::{FutureExt as _, TraceContextExt as _, Tracer as _, TracerProvider as _};
use opentelemetry::{Context, global};
use opentelemetry_sdk::error::OTelSdkResult;
use opentelemetry_sdk::trace::{SdkTracer, SdkTracerProvider, Span, SpanData, SpanProcessor};
use sqlspan::Telemetry;
use sqlspan::n_plus_one::NPlusOne;
use sqlx::sqlite::{SqliteQueryResult, SqliteRow, SqliteStatement, SqliteTypeInfo};
use sqlx::{Either, Error, Execute, Executor, SqlStr, Sqlite};
use stats_alloc::{INSTRUMENTED_SYSTEM, StatsAlloc};

#[global_allocator]
static ALLOCATIONS: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

const QUERIES: usize = 1_000_000;
const PARENTS: usize = 100_000;
/// What may be left over: buffers of the test's own, and of the library's that are made on first use.
const SLACK: usize = 64 * 1024;

/// Bytes that are in use.
fn in_use() -> usize {
    let stats = ALLOCATIONS.stats();
    stats.bytes_allocated.wrapping_sub(stats.bytes_deallocated)
}

/// Answers at once with nothing.
#[derive(Debug)]
struct Instant;

impl<'c> Executor<'c> for &'c Instant {
    type Database = Sqlite;

    fn fetch_many<'e, 'q: 'e, E>(self, _: E) -> BoxStream<'e, Result<Either<SqliteQueryResult, SqliteRow>, Error>>
    where
        'c: 'e,
        E: 'q + Execute<'q, Sqlite>,
    {
        Box::pin(futures::stream::empty())
    }

    fn fetch_optional<'e, 'q: 'e, E>(self, _: E) -> BoxFuture<'e, Result<Option<SqliteRow>, Error>>
    where
        'c: 'e,
        E: 'q + Execute<'q, Sqlite>,
    {
        Box::pin(std::future::ready(Ok(None)))
    }

    fn prepare_with<'e>(self, _: SqlStr, _: &'e [SqliteTypeInfo]) -> BoxFuture<'e, Result<SqliteStatement, Error>>
    where
        'c: 'e,
    {
        Box::pin(std::future::ready(Err(Error::WorkerCrashed)))
    }

    fn describe<'e>(self, _: SqlStr) -> BoxFuture<'e, Result<sqlx::Describe<Sqlite>, Error>>
    where
        'c: 'e,
    {
        Box::pin(std::future::ready(Err(Error::WorkerCrashed)))
    }
}

#[sqlspan::traced]
async fn query(executor: &Instant) -> sqlx::Result<Option<SqliteRow>> {
    sqlx::query("SELECT id FROM orders").fetch_optional(executor).await
}

/// Runs one query under a span.
fn run(parent: &Context) {
    let future = query(&Instant).with_context(parent.clone());
    let polled = pin!(future).poll(&mut Waking::from_waker(Waker::noop()));
    assert!(matches!(polled, Poll::Ready(Ok(None))));
}

/// Counts the reports on spans that end, and keeps nothing.
#[derive(Debug)]
struct Reports;

static REPORTS: AtomicUsize = AtomicUsize::new(0);

impl SpanProcessor for Reports {
    fn on_start(&self, _: &mut Span, _: &Context) {}

    fn on_end(&self, span: SpanData) {
        REPORTS.fetch_add(span.events.len(), Ordering::Relaxed);
    }

    fn force_flush(&self) -> OTelSdkResult {
        Ok(())
    }

    fn shutdown_with_timeout(&self, _: Duration) -> OTelSdkResult {
        Ok(())
    }
}

fn begin(tracer: &SdkTracer) -> Context {
    Context::new().with_span(tracer.start_with_context("request", &Context::new()))
}

/// A hundred thousand requests, a hundred at a time, which take turns.
fn requests(tracer: &SdkTracer, parents: usize) {
    for _ in 0..parents / 100 {
        let at_once: Vec<Context> = (0..100).map(|_| begin(tracer)).collect();
        for _ in 0..QUERIES / PARENTS {
            at_once.iter().for_each(run);
        }
        for request in &at_once {
            request.span().end();
        }
    }
}

/// One test: memory is the process's.
#[test]
fn memory_is_flat() {
    Telemetry::builder().n_plus_one(NPlusOne::on().within(Duration::MAX)).install().unwrap();
    let provider = SdkTracerProvider::builder().with_span_processor(Reports).build();
    let tracer = provider.tracer("soak");
    global::set_tracer_provider(provider);

    // The table is made now, and the first line is logged.
    requests(&tracer, 1000);
    let before = in_use();
    let reported = REPORTS.swap(0, Ordering::Relaxed);
    assert_eq!(reported, 1000, "each request is reported, at its sixth query");

    requests(&tracer, PARENTS);
    let grown = in_use().saturating_sub(before);
    assert!(grown < SLACK, "{grown} bytes more after {QUERIES} queries under {PARENTS} spans");
    assert_eq!(REPORTS.swap(0, Ordering::Relaxed), PARENTS);

    let immortal = begin(&tracer);
    (0..6).for_each(|_| run(&immortal));
    let before = in_use();
    (6..QUERIES).for_each(|_| run(&immortal));
    let grown = in_use().saturating_sub(before);
    // The span itself keeps its events, and no more of them than doublings.
    assert!(grown < SLACK, "{grown} bytes more after {QUERIES} queries under one span");
    immortal.span().end();
    // 6, 12, .. 786,432.
    assert_eq!(REPORTS.swap(0, Ordering::Relaxed), 18);
}
