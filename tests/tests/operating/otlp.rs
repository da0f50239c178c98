//! Over the wire: what a collector of OTLP that is not ours makes of the spans and metrics.

use opentelemetry::global;
use opentelemetry::trace::{TraceContextExt as _, Tracer as _};
use opentelemetry_otlp::{MetricExporter, Protocol, SpanExporter, WithExportConfig as _};
use opentelemetry_sdk::metrics::SdkMeterProvider;
use opentelemetry_sdk::trace::SdkTracerProvider;
use sqlspan::{PoolSettings, Telemetry, Waits};
use sqlspan_tests::{Fixture, OwnOtlpReceiver, Received, alone_with, block_on};
use sqlx::{PgPool, Postgres};

#[sqlspan::repository]
mod orders {
    use super::PgPool;

    pub async fn pay(pool: &PgPool) -> sqlx::Result<()> {
        let mut tx = pool.begin().await?;
        sqlx::query("UPDATE orders SET status = 'paid' WHERE id = $1").bind(1_i64).execute(&mut *tx).await?;
        sqlx::query("INSERT INTO orders (id, status) VALUES (1, 'twice')").execute(&mut *tx).await.unwrap_err();
        tx.rollback().await
    }
}

#[test]
fn spans_and_metrics_arrive() {
    if !alone_with("otlp::spans_and_metrics_arrive", &[("OTEL_SERVICE_NAME", "corner-shop")]) {
        return;
    }
    let Some(collector) = OwnOtlpReceiver::start() else { return };
    let endpoint = |signal: &str| format!("http://127.0.0.1:{}/v1/{signal}", collector.port);
    let spans = SpanExporter::builder().with_http().with_protocol(Protocol::HttpBinary);
    let spans = spans.with_endpoint(endpoint("traces")).build().unwrap();
    let metrics = MetricExporter::builder().with_http().with_protocol(Protocol::HttpBinary);
    let metrics = metrics.with_endpoint(endpoint("metrics")).build().unwrap();
    let tracers = SdkTracerProvider::builder().with_batch_exporter(spans).build();
    let meters = SdkMeterProvider::builder().with_periodic_exporter(metrics).build();
    global::set_tracer_provider(tracers.clone());
    global::set_meter_provider(meters.clone());

    let database = block_on(async {
        let fixture = Fixture::<Postgres>::alone().await?;
        let settings = Telemetry::builder().waits(Waits::Always);
        let _telemetry = settings.pool(&fixture.pool, PoolSettings::named("orders")).install().unwrap();
        let request = global::tracer("tests").start("request");
        let context = opentelemetry::Context::current_with_span(request);
        opentelemetry::trace::FutureExt::with_context(orders::pay(&fixture.pool), context.clone()).await.unwrap();
        context.span().end();
        meters.force_flush().unwrap();
        Some(fixture.server.clone())
    });
    let Some(database) = database else { return };
    tracers.shutdown().unwrap();
    meters.shutdown().unwrap();

    let received = collector.received();
    let ours: Vec<&Received> = received.iter().filter(|received| received.scope == "sqlspan 0.1.0").collect();
    assert!(!ours.is_empty(), "{}", collector.printed());
    for received in &ours {
        assert_eq!(received.resource["service.name"], "corner-shop", "{received:?}");
    }
    let spans: Vec<&&Received> = ours.iter().filter(|received| received.what == "Span").collect();
    let names: Vec<&str> = spans.iter().map(|span| span.fields["Name"].as_str()).collect();
    assert_eq!(names, ["acquire orders", "BEGIN", "UPDATE orders", "INSERT orders", "ROLLBACK"]);
    let request = received
        .iter()
        .find(|received| received.fields.get("Name").is_some_and(|name| name == "request"))
        .unwrap_or_else(|| panic!("{}", collector.printed()));
    for span in &spans {
        assert_eq!(span.fields["Parent ID"], request.fields["ID"]);
        assert_eq!(span.fields["Trace ID"], request.fields["Trace ID"]);
        let (name, kind) = (&span.fields["Name"], &span.fields["Kind"]);
        let expected = if name.starts_with("acquire") { "SPAN_KIND_INTERNAL" } else { "SPAN_KIND_CLIENT" };
        assert_eq!(kind, expected, "{name}");
        let failed = name == "INSERT orders";
        let status = if failed { "STATUS_CODE_ERROR" } else { "STATUS_CODE_UNSET" };
        assert_eq!(span.fields["Status code"], status, "{name}");
        assert_eq!(span.fields["Status message"], "");
        assert_eq!(span.attributes.get("error.type").map(String::as_str), failed.then_some("23505"));
        assert_eq!(span.attributes["db.system.name"], "postgresql");
        assert_eq!(span.attributes["db.namespace"], database.namespace.clone().unwrap());
        assert_eq!(span.attributes["server.port"], database.port.unwrap().to_string());
    }
    assert_eq!(spans[2].attributes["sqlspan.rows_affected"], "1");
    assert_eq!(spans[2].attributes["db.query.text"], "UPDATE orders SET status = 'paid' WHERE id = $1");

    let metrics: Vec<&&Received> = ours.iter().filter(|received| received.what == "Metric").collect();
    for (name, unit) in [
        ("db.client.operation.duration", "s"),
        ("db.client.connection.count", "{connection}"),
        ("db.client.connection.max", "{connection}"),
        ("db.client.connection.wait_time", "s"),
        ("db.client.connection.pending_requests", "{request}"),
    ] {
        let metric = metrics.iter().find(|metric| metric.fields["Name"] == name);
        let metric = metric.unwrap_or_else(|| panic!("{name}: {}", collector.printed()));
        assert_eq!(metric.fields["Unit"], unit);
        let attribute = if name.contains("connection") { "db.client.connection.pool.name" } else { "db.query.summary" };
        assert!(metric.attributes.contains_key(attribute), "{metric:?}");
    }
}
