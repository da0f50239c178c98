//! The floor with the same signals: span, metrics, the wait for a connection and a count of what repeats, written by hand
//! with the OpenTelemetry API. The instruments are made once; the tracer is looked up for each query, as in the floor of
//! a span alone.

use std::collections::HashMap;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError};
use std::time::{Duration, SystemTime};

use opentelemetry::metrics::{Histogram, Meter};
use opentelemetry::trace::{Span as _, SpanKind, Status, TraceContextExt as _, Tracer as _};
use opentelemetry::{Context, KeyValue, global};
use sqlx::{Database, Encode, Executor, IntoArguments, Pool, Type};

use crate::instant::Instant;
use crate::server::Target;

const TEXT: &str = "SELECT id, status FROM orders WHERE id = $1";
const POOL: &str = "orders";

/// The instruments, made once.
struct Instruments {
    duration: Histogram<f64>,
    rows: Histogram<u64>,
    wait: Histogram<f64>,
    used: Histogram<f64>,
}

fn instruments() -> &'static Instruments {
    static INSTRUMENTS: OnceLock<Instruments> = OnceLock::new();
    INSTRUMENTS.get_or_init(|| {
        let meter = global::meter("floor");
        let seconds = |meter: &Meter, name: &'static str| {
            let bounds = vec![0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1.0, 5.0, 10.0];
            meter.f64_histogram(name).with_unit("s").with_boundaries(bounds).build()
        };
        let bounds = vec![1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0, 1000.0, 2000.0, 5000.0, 10000.0];
        Instruments {
            duration: seconds(&meter, "floor.client.operation.duration"),
            rows: meter.u64_histogram("floor.client.response.returned_rows").with_boundaries(bounds).build(),
            wait: seconds(&meter, "floor.client.connection.wait_time"),
            used: seconds(&meter, "floor.client.connection.use_time"),
        }
    })
}

/// Who waits, for an observable counter.
static PENDING: AtomicI64 = AtomicI64::new(0);

fn seconds(began: SystemTime, ended: SystemTime) -> f64 {
    ended.duration_since(began).unwrap_or_default().as_secs_f64()
}

/// Counts the executions of a line under a span, and adds an event to the sixth.
fn count(parent: &Context, line: u32) {
    static COUNTS: Mutex<Option<HashMap<(u64, u32), u32>>> = Mutex::new(None);
    let id = u64::from_be_bytes(parent.span().span_context().span_id().to_bytes());
    let mut counts = COUNTS.lock().unwrap_or_else(PoisonError::into_inner);
    let counts = counts.get_or_insert_with(HashMap::new);
    if counts.len() > 8192 {
        counts.clear();
    }
    let count = counts.entry((id, line)).or_default();
    *count += 1;
    if *count == 6 {
        parent.span().add_event("n+1", vec![KeyValue::new("count", 6)]);
    }
}

/// What both the span and the metrics say.
fn described(target: &Target, room: usize) -> Vec<KeyValue> {
    let mut attributes = Vec::with_capacity(room);
    attributes.push(KeyValue::new("db.system.name", target.system));
    attributes.push(KeyValue::new("db.namespace", target.namespace));
    if let Some(address) = target.address {
        attributes.push(KeyValue::new("server.address", address));
    }
    if let Some(port) = target.port {
        attributes.push(KeyValue::new("server.port", port));
    }
    attributes.push(KeyValue::new("db.query.summary", "SELECT orders"));
    attributes
}

/// One query in its span and its metrics.
async fn observed<T>(
    target: &Target,
    line: u32,
    query: impl Future<Output = sqlx::Result<Option<T>>>,
) -> sqlx::Result<Option<T>> {
    let parent = Context::current();
    count(&parent, line);
    let began = SystemTime::now();
    let mut attributes = described(target, 10);
    attributes.push(KeyValue::new("db.query.text", TEXT));
    attributes.push(KeyValue::new("code.function.name", concat!(module_path!(), "::observed")));
    attributes.push(KeyValue::new("code.file.path", file!()));
    attributes.push(KeyValue::new("code.line.number", i64::from(line)));
    let tracer = global::tracer("floor");
    let builder = tracer.span_builder("SELECT orders").with_kind(SpanKind::Client);
    let builder = builder.with_start_time(began).with_attributes(attributes);
    let mut span = tracer.build_with_context(builder, &parent);
    let result = query.await;
    let ended = SystemTime::now();
    let measured = described(target, 8);
    instruments().duration.record(seconds(began, ended), &measured);
    match &result {
        Ok(row) => {
            let rows = row.is_some().into();
            instruments().rows.record(rows, &measured);
            span.set_attribute(KeyValue::new("db.response.returned_rows", i64::from(row.is_some())));
        }
        Err(_) => span.set_status(Status::error("")),
    }
    span.end_with_timestamp(ended);
    result
}

pub async fn on_pool<DB: Database>(pool: &Pool<DB>, target: &Target, id: i64) -> sqlx::Result<Option<DB::Row>>
where
    for<'c> &'c mut DB::Connection: Executor<'c, Database = DB>,
    DB::Arguments: IntoArguments<DB>,
    for<'q> i64: Encode<'q, DB> + Type<DB>,
{
    let asked = SystemTime::now();
    PENDING.fetch_add(1, Ordering::Relaxed);
    let connection = pool.acquire().await;
    PENDING.fetch_sub(1, Ordering::Relaxed);
    let acquired = SystemTime::now();
    let name = [KeyValue::new("db.client.connection.pool.name", POOL)];
    instruments().wait.record(seconds(asked, acquired), &name);
    if acquired.duration_since(asked).unwrap_or_default() > Duration::from_millis(10) {
        let tracer = global::tracer("floor");
        let builder = tracer.span_builder("acquire orders").with_start_time(asked);
        tracer.build(builder).end_with_timestamp(acquired);
    }
    let mut connection = connection?;
    let query = sqlx::query(TEXT).bind(id).fetch_optional(&mut *connection);
    let result = observed(target, line!(), query).await;
    drop(connection);
    instruments().used.record(seconds(acquired, SystemTime::now()), &name);
    result
}

pub async fn on_connection<DB: Database>(
    connection: &mut DB::Connection,
    target: &Target,
    id: i64,
) -> sqlx::Result<Option<DB::Row>>
where
    for<'c> &'c mut DB::Connection: Executor<'c, Database = DB>,
    DB::Arguments: IntoArguments<DB>,
    for<'q> i64: Encode<'q, DB> + Type<DB>,
{
    observed(target, line!(), sqlx::query(TEXT).bind(id).fetch_optional(connection)).await
}

pub async fn on_instant(instant: &Instant, target: &Target) -> sqlx::Result<Option<sqlx::sqlite::SqliteRow>> {
    observed(target, line!(), sqlx::query(TEXT).bind(1).fetch_optional(instant)).await
}
