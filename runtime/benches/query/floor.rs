//! The floor: the same span written by hand with the OpenTelemetry API. The tracer is looked up for each query (one
//! that is kept would stay without effect if the provider is set later), the connection is acquired before the span
//! starts, and what samplers may ask for is given at start.

use futures::TryStreamExt as _;
use opentelemetry::KeyValue;
use opentelemetry::global::{self, BoxedSpan};
use opentelemetry::trace::{Span as _, SpanKind, Status, Tracer as _};
use sqlx::{Database, Encode, Executor, IntoArguments, Pool, Type};

use crate::instant::Instant;
use crate::server::Target;

const TEXT: &str = "SELECT id, status FROM orders WHERE id = $1";

fn start(target: &Target, text: &'static str, line: i64) -> BoxedSpan {
    let mut attributes = Vec::with_capacity(10);
    attributes.push(KeyValue::new("db.system.name", target.system));
    if !target.namespace.is_empty() {
        attributes.push(KeyValue::new("db.namespace", target.namespace));
    }
    if let Some(address) = target.address {
        attributes.push(KeyValue::new("server.address", address));
    }
    if let Some(port) = target.port {
        attributes.push(KeyValue::new("server.port", port));
    }
    attributes.push(KeyValue::new("db.query.summary", "SELECT orders"));
    attributes.push(KeyValue::new("db.query.text", text));
    attributes.push(KeyValue::new("code.function.name", concat!(module_path!(), "::on_pool")));
    attributes.push(KeyValue::new("code.file.path", file!()));
    attributes.push(KeyValue::new("code.line.number", line));
    let tracer = global::tracer("floor");
    tracer.span_builder("SELECT orders").with_kind(SpanKind::Client).with_attributes(attributes).start(&tracer)
}

fn end<T>(mut span: BoxedSpan, result: &sqlx::Result<Option<T>>) {
    match result {
        Ok(row) => span.set_attribute(KeyValue::new("db.response.returned_rows", i64::from(row.is_some()))),
        Err(error) => {
            span.set_status(Status::error(""));
            let code =
                error.as_database_error().and_then(sqlx::error::DatabaseError::code).unwrap_or_default().into_owned();
            span.set_attribute(KeyValue::new("error.type", code.clone()));
            span.set_attribute(KeyValue::new("db.response.status_code", code));
        }
    }
    span.end();
}

pub async fn on_pool<DB: Database>(pool: &Pool<DB>, target: &Target, id: i64) -> sqlx::Result<Option<DB::Row>>
where
    for<'c> &'c mut DB::Connection: Executor<'c, Database = DB>,
    DB::Arguments: IntoArguments<DB>,
    for<'q> i64: Encode<'q, DB> + Type<DB>,
{
    let mut connection = pool.acquire().await?;
    on_connection::<DB>(&mut connection, target, id).await
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
    let span = start(target, TEXT, line!().into());
    let result = sqlx::query(TEXT).bind(id).fetch_optional(connection).await;
    end(span, &result);
    result
}

pub async fn stream<DB: Database>(connection: &mut DB::Connection, target: &Target, id: i64) -> sqlx::Result<usize>
where
    for<'c> &'c mut DB::Connection: Executor<'c, Database = DB>,
    DB::Arguments: IntoArguments<DB>,
    for<'q> i64: Encode<'q, DB> + Type<DB>,
{
    let mut span = start(target, TEXT, line!().into());
    let mut rows = sqlx::query(TEXT).bind(id).fetch(connection);
    let mut count = 0;
    while rows.try_next().await?.is_some() {
        count += 1;
    }
    span.set_attribute(KeyValue::new("db.response.returned_rows", i64::try_from(count).unwrap_or(i64::MAX)));
    span.end();
    Ok(count)
}

pub async fn on_instant(instant: &Instant, target: &Target) -> sqlx::Result<Option<sqlx::sqlite::SqliteRow>> {
    let span = start(target, TEXT, line!().into());
    let result = sqlx::query(TEXT).bind(1).fetch_optional(instant).await;
    end(span, &result);
    result
}
