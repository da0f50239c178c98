//! The page of everything that is emitted: what is emitted is listed, and what is listed is emitted.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use opentelemetry::global;
use opentelemetry::trace::SpanKind;
use opentelemetry_sdk::trace::SpanData;
use sqlspan::n_plus_one::NPlusOne;
use sqlspan::{Conventions, PoolSettings, Telemetry, TelemetryBuilder, Transactions, Waits};
use sqlspan_tests::{Fixture, Meter, Trace, Value, all_spans, alone, block_on, workspace};
use sqlx::pool::PoolOptions;
use sqlx::{PgPool, Sqlite, SqlitePool};

use crate::waits::exhausted;

#[sqlspan::repository]
mod orders {
    use super::{PgPool, SqlitePool};

    pub async fn all(pool: &SqlitePool) -> sqlx::Result<Vec<i64>> {
        sqlx::query_scalar("SELECT id FROM orders").fetch_all(pool).await
    }

    #[traced(operation = "UPDATE", collection = "orders")]
    pub async fn pay(pool: &SqlitePool) -> sqlx::Result<()> {
        sqlx::query("UPDATE orders SET status = 'paid' WHERE id = 1").execute(pool).await.map(drop)
    }

    #[traced(operation = "SELECT", collection = "nowhere")]
    pub async fn refused(pool: &SqlitePool) -> sqlx::Result<Vec<i64>> {
        sqlx::query_scalar("SELECT id FROM nowhere").fetch_all(pool).await
    }

    pub async fn nameless(pool: &SqlitePool) -> sqlx::Result<()> {
        sqlx::query("7").execute(pool).await.map(drop)
    }

    pub async fn by_id(pool: &SqlitePool) -> sqlx::Result<Option<String>> {
        sqlx::query_scalar("SELECT status FROM orders WHERE id = 1").fetch_optional(pool).await
    }

    pub async fn elsewhere(pool: &PgPool) -> sqlx::Result<()> {
        sqlx::query("SELECT 1 FROM orders").execute(pool).await.map(drop)
    }

    pub async fn transaction_elsewhere(pool: &PgPool) -> sqlx::Result<()> {
        pool.begin().await?.commit().await
    }
}

#[sqlspan::repository]
mod transactions {
    use super::SqlitePool;
    use sqlx::Connection as _;

    pub async fn every_step(pool: &SqlitePool) -> sqlx::Result<()> {
        let mut tx = pool.begin().await?;
        tx.begin().await?.commit().await?;
        tx.begin().await?.rollback().await?;
        tx.rollback().await?;
        let dropped = pool.begin().await?;
        drop(dropped);
        let mut tx = pool.begin().await?;
        sqlx::query("INSERT INTO parcels (order_id) VALUES (4711)").execute(&mut *tx).await?;
        tx.commit().await
    }
}

/// Every wait has a span, and every repetition in a minute is reported.
fn settings() -> TelemetryBuilder {
    Telemetry::builder()
        .waits(Waits::Always)
        .transactions(Transactions::Grouped)
        .n_plus_one(NPlusOne::on().within(Duration::from_mins(1)))
}

/// Drives every signal, and asserts nothing. Returns the span of the request.
async fn drive() -> SpanData {
    let fixture = Fixture::<Sqlite>::alone().await.unwrap();
    let pool = &fixture.pool;
    let parcels = "CREATE TABLE parcels (order_id BIGINT REFERENCES orders (id) DEFERRABLE INITIALLY DEFERRED)";
    sqlx::raw_sql(parcels).execute(pool).await.unwrap();
    let trace = Trace::start("request");
    trace
        .run(async {
            orders::all(pool).await.unwrap();
            orders::pay(pool).await.unwrap();
            orders::refused(pool).await.unwrap_err();
            orders::nameless(pool).await.unwrap_err();
            transactions::every_step(pool).await.unwrap_err();
            // Given up while it waits.
            let (one, patient) = (Duration::from_millis(20), PoolOptions::new().max_connections(1));
            let patient = patient.acquire_timeout(Duration::from_secs(20)).connect(&fixture.url).await.unwrap();
            let held = patient.acquire().await.unwrap();
            tokio::time::timeout(one, orders::all(&patient)).await.unwrap_err();
            drop(held);
            // In vain, on a server that is known by host and port, and on one that refuses with a code.
            let nowhere = PoolOptions::new().acquire_timeout(one).connect_lazy("postgres://127.0.0.1:9/shop").unwrap();
            orders::elsewhere(&nowhere).await.unwrap_err();
            orders::transaction_elsewhere(&nowhere).await.unwrap_err();
            let missing = PoolOptions::new().connect_lazy("sqlite:/no/such/folder/shop.db").unwrap();
            orders::all(&missing).await.unwrap_err();
            let (full, _held) = exhausted(&fixture, one).await;
            orders::all(&full).await.unwrap_err();
            // For every item of a list.
            for _ in 0..12 {
                orders::by_id(pool).await.unwrap();
            }
            let at_once = std::iter::repeat_with(|| orders::elsewhere(&nowhere)).take(6);
            futures::future::join_all(at_once).await;
            sqlspan::diagnose();
        })
        .await;
    trace.end()
}

/// The rows of the table below a heading, each a list of its cells.
fn table(page: &str, heading: &str, first: &str) -> Vec<Vec<String>> {
    let (_, section) = page.split_once(&format!("\n# {heading}\n")).expect("the page has the heading");
    let lines = section.lines().skip_while(|line| !line.starts_with(&format!("| {first} |")));
    let rows = lines.skip(2).take_while(|line| line.starts_with('|'));
    let cells = |row: &str| row.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect();
    let rows: Vec<Vec<String>> = rows.map(cells).collect();
    assert!(!rows.is_empty(), "{heading}");
    rows
}

/// What stands in backquotes.
fn quoted(cell: &str) -> Vec<String> {
    cell.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

/// As the page calls a span.
fn called(span: &SpanData) -> String {
    let name = span.name.as_ref();
    let steps = ["BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE SAVEPOINT", "ROLLBACK TO SAVEPOINT"];
    let system =
        span.attributes.iter().any(|pair| pair.key.as_str().starts_with("db.system") && pair.value.as_str() == name);
    match name {
        "sqlspan diagnose" | "transaction" => name.to_owned(),
        name if name.starts_with("acquire ") => "acquire <pool>".to_owned(),
        name if steps.contains(&name) => name.to_owned(),
        _ if system => "<system>".to_owned(),
        _ => "<summary>".to_owned(),
    }
}

fn page() -> String {
    std::fs::read_to_string(workspace().join("runtime/docs/signals.md")).unwrap()
}

/// The spans of this crate, by what the page calls them.
fn spans() -> Vec<(String, SpanData)> {
    let ours = all_spans().into_iter().filter(|span| span.instrumentation_scope.name() == "sqlspan");
    ours.map(|span| (called(&span), span)).collect()
}

/// Name, kind and the word under which the tables speak of it.
fn listed_spans(page: &str) -> BTreeMap<String, (String, String)> {
    let rows = table(page, "Spans", "span");
    rows.iter()
        .flat_map(|row| quoted(&row[0]).into_iter().map(|name| (name, (row[1].clone(), row[2].clone()))))
        .collect()
}

#[test]
fn spans_and_their_attributes_are_those_of_the_page() {
    if !alone("signals::spans_and_their_attributes_are_those_of_the_page") {
        return;
    }
    let _telemetry = settings().install().unwrap();
    let request = block_on(drive());
    let page = page();
    let listed = listed_spans(&page);
    let events: BTreeMap<String, BTreeSet<String>> = request
        .events
        .iter()
        .map(|event| (event.name.to_string(), event.attributes.iter().map(|pair| pair.key.to_string()).collect()))
        .collect();
    let rows = table(&page, "Events", "event");
    let promised = rows.iter().map(|row| (quoted(&row[0]).remove(0), quoted(&row[1]).into_iter().collect()));
    assert_eq!(events, promised.collect(), "events that are emitted, and events that are listed");
    let emitted = spans();
    let kinds: BTreeMap<String, String> = emitted
        .iter()
        .map(|(called, span)| {
            (called.clone(), if span.span_kind == SpanKind::Client { "CLIENT" } else { "INTERNAL" }.to_owned())
        })
        .collect();
    let expected: BTreeMap<String, String> =
        listed.iter().map(|(name, (kind, _))| (name.clone(), kind.clone())).collect();
    assert_eq!(kinds, expected, "spans that are emitted, and spans that are listed");

    let found: BTreeSet<(String, String)> = emitted
        .iter()
        .flat_map(|(called, span)| span.attributes.iter().map(|pair| (pair.key.to_string(), listed[called].1.clone())))
        .collect();
    let rows = table(&page, "Attributes of spans", "attribute");
    let promised: BTreeSet<(String, String)> =
        rows.iter().flat_map(|row| row[1].split(", ").map(|on| (quoted(&row[0]).remove(0), on.to_owned()))).collect();
    assert_eq!(found, promised, "attributes that are emitted, and attributes that are listed");
    for (_, span) in emitted {
        let failed = span.attributes.iter().any(|pair| pair.key.as_str() == "error.type");
        let status = if failed { opentelemetry::trace::Status::error("") } else { opentelemetry::trace::Status::Unset };
        assert_eq!(span.status, status);
        assert!(span.events.is_empty() && span.links.is_empty());
    }
}

#[test]
fn legacy_attributes_are_those_of_the_page() {
    if !alone("signals::legacy_attributes_are_those_of_the_page") {
        return;
    }
    let _telemetry = settings().conventions(Conventions::Legacy).install().unwrap();
    block_on(drive());
    let page = page();
    let before: BTreeSet<String> =
        table(&page, "Attributes of spans", "before").iter().map(|row| quoted(&row[0]).remove(0)).collect();
    let stands_for: BTreeSet<String> =
        table(&page, "Attributes of spans", "before").iter().map(|row| quoted(&row[1]).remove(0)).collect();
    let left_out =
        ["db.query.summary", "db.response.returned_rows", "db.response.status_code", "db.client.connection.pool.name"];
    let rows = table(&page, "Attributes of spans", "attribute");
    let kept = rows.iter().map(|row| quoted(&row[0]).remove(0));
    let kept = kept.filter(|name| !stands_for.contains(name) && !left_out.contains(&name.as_str()));
    let expected: BTreeSet<String> = before.iter().cloned().chain(kept).collect();
    let of_queries = spans().into_iter().filter(|(called, _)| called != "sqlspan diagnose");
    let found: BTreeSet<String> =
        of_queries.flat_map(|(_, span)| span.attributes.into_iter().map(|pair| pair.key.to_string())).collect();
    assert_eq!(found, expected);
}

#[test]
fn metrics_are_those_of_the_page() {
    if !alone("signals::metrics_are_those_of_the_page") {
        return;
    }
    let meter = Meter::default();
    global::set_meter_provider(meter.provider.clone());
    let pool: SqlitePool = block_on(async {
        let pool = PoolOptions::new().connect_lazy("sqlite::memory:").unwrap();
        let _telemetry = settings().pool(&pool, PoolSettings::named("orders")).install().unwrap();
        drive().await;
        pool
    });
    let mut found: BTreeMap<String, (String, String, BTreeSet<String>)> = BTreeMap::new();
    for series in meter.series() {
        let instrument = match series.value {
            Value::Histogram { .. } => "histogram",
            Value::Counter(_) => "counter",
            Value::UpDownCounter(_) => "up-down counter",
        };
        let of_name = found.entry(series.name).or_insert((instrument.to_owned(), series.unit, BTreeSet::new()));
        of_name.2.extend(series.attributes.into_keys());
    }
    // The rows have all attributes of the durations but those of what failed.
    let rows = found.get_mut("db.client.response.returned_rows").unwrap();
    assert!(rows.2.contains("db.query.summary"));
    rows.2.clear();
    let listed: BTreeMap<String, (String, String, BTreeSet<String>)> = table(&page(), "Metrics", "metric")
        .iter()
        .map(|row| {
            let attributes = quoted(&row[3]).into_iter().collect();
            (quoted(&row[0]).remove(0), (row[1].clone(), quoted(&row[2]).remove(0), attributes))
        })
        .collect();
    assert_eq!(found, listed, "metrics that are emitted, and metrics that are listed");
    drop(pool);
}
