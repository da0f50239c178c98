//! Metrics: read back through the SDK, each in a process of its own, since the meter provider is the process's.

use std::collections::BTreeMap;
use std::time::Duration;

use opentelemetry::global;
use opentelemetry::trace::FutureExt as _;
use sqlspan::{PoolSettings, Telemetry};
use sqlspan_tests::{Fixture, Meter, Series, System, Trace, Value, alone, block_on};
use sqlx::pool::PoolOptions;
use sqlx::{Executor, IntoArguments, MySql, Pool, Postgres, Sqlite};

use crate::attribute;
use crate::waits::exhausted;

#[sqlspan::repository]
mod orders {
    use sqlx::{Database, Executor, IntoArguments, Pool};

    pub async fn all<DB: Database>(pool: &Pool<DB>) -> sqlx::Result<usize>
    where
        for<'c> &'c mut DB::Connection: Executor<'c, Database = DB>,
        DB::Arguments: IntoArguments<DB>,
    {
        Ok(sqlx::query("SELECT id, status FROM orders WHERE status <> 'hidden'").fetch_all(pool).await?.len())
    }

    pub async fn refused<DB: Database>(pool: &Pool<DB>) -> sqlx::Result<()>
    where
        for<'c> &'c mut DB::Connection: Executor<'c, Database = DB>,
        DB::Arguments: IntoArguments<DB>,
    {
        sqlx::query("INSERT INTO orders (id, status) VALUES (1, 'hidden')").execute(pool).await.map(drop)
    }

    pub async fn transaction<DB: Database>(pool: &Pool<DB>, keep: bool) -> sqlx::Result<()> {
        let tx = pool.begin().await?;
        if keep {
            tx.commit().await?;
        } else {
            drop(tx);
        }
        Ok(())
    }

    #[traced(operation = "SELECT", collection = "orders")]
    pub async fn stated<DB: Database>(pool: &Pool<DB>) -> sqlx::Result<()>
    where
        for<'c> &'c mut DB::Connection: Executor<'c, Database = DB>,
        DB::Arguments: IntoArguments<DB>,
    {
        sqlx::query("SELECT id FROM orders").execute(pool).await.map(drop)
    }
}

fn map<const N: usize>(pairs: [(&str, Option<String>); N]) -> BTreeMap<String, String> {
    pairs.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value?))).collect()
}

fn histogram(series: &Series) -> (u64, f64, &[f64]) {
    match &series.value {
        Value::Histogram { count, sum, bounds, .. } => (*count, *sum, bounds),
        other => panic!("{other:?}"),
    }
}

/// The duration is the span's own; the attributes are those of the span that are few.
async fn durations_and_rows<DB: System>()
where
    for<'c> &'c mut DB::Connection: Executor<'c, Database = DB>,
    DB::Arguments: IntoArguments<DB>,
{
    let Some(fixture) = Fixture::<DB>::alone().await else { return };
    let meter = Meter::default();
    // A query before the provider is there loses only itself.
    orders::all(&fixture.pool).await.unwrap();
    global::set_meter_provider(meter.provider.clone());
    let trace = Trace::start("request");
    let rows = trace
        .run(async {
            orders::refused(&fixture.pool).await.unwrap_err();
            orders::stated(&fixture.pool).await.unwrap();
            orders::all(&fixture.pool).await.unwrap()
        })
        .await;
    let [refused, stated, all] = &trace.queries()[..] else { panic!("three queries") };

    let server = &fixture.server;
    let base = map([
        ("db.system.name", Some(server.system.to_owned())),
        ("db.namespace", server.namespace.clone()),
        ("server.address", server.address.clone()),
        ("server.port", server.port.map(|port| port.to_string())),
    ]);
    let with = |more: &[(&str, String)]| {
        let mut attributes = base.clone();
        attributes.extend(more.iter().map(|(key, value)| ((*key).to_owned(), value.clone())));
        attributes
    };
    let code = attribute(refused, "error.type").unwrap();
    let expected = [
        (
            refused,
            with(&[
                ("db.query.summary", "INSERT orders".into()),
                ("error.type", code.clone()),
                ("db.response.status_code", code),
            ]),
        ),
        (all, with(&[("db.query.summary", "SELECT orders".into())])),
        (
            stated,
            with(&[
                ("db.query.summary", "SELECT orders".into()),
                ("db.operation.name", "SELECT".into()),
                ("db.collection.name", "orders".into()),
            ]),
        ),
    ];
    let durations = meter.of("db.client.operation.duration");
    assert_eq!(durations.len(), expected.len());
    for (span, attributes) in &expected {
        let found = durations.iter().find(|series| series.attributes == *attributes);
        let series = found.unwrap_or_else(|| panic!("{attributes:?} of {durations:?}"));
        assert_eq!(series.unit, "s");
        let (count, sum, bounds) = histogram(series);
        assert_eq!(bounds, [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1.0, 5.0, 10.0]);
        assert_eq!(count, 1);
        let lasted = span.end_time.duration_since(span.start_time).unwrap().as_secs_f64();
        assert!((sum - lasted).abs() < 1e-12, "{sum} is not the {lasted} of the span");
    }
    let returned = meter.of("db.client.response.returned_rows");
    assert_eq!(returned.len(), 1, "{returned:?}");
    assert_eq!((returned[0].unit.as_str(), &returned[0].attributes), ("{row}", &expected[1].1));
    let (count, sum, bounds) = histogram(&returned[0]);
    let expected = [1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0, 1000.0, 2000.0, 5000.0, 10000.0];
    assert_eq!((count, bounds), (1, &expected[..]));
    assert_eq!((sum, rows), (3.0, 3));
    assert!(!format!("{:?}", meter.series()).contains("hidden"), "never the text");
}

macro_rules! on_each {
    ($($module:ident: $test:ident, $sqlite:ident, $postgres:ident, $mariadb:ident;)*) => {$(
        #[test]
        fn $sqlite() {
            if alone(concat!("metrics::", stringify!($sqlite))) {
                block_on($test::<Sqlite>());
            }
        }

        #[test]
        fn $postgres() {
            if alone(concat!("metrics::", stringify!($postgres))) {
                block_on($test::<Postgres>());
            }
        }

        #[test]
        fn $mariadb() {
            if alone(concat!("metrics::", stringify!($mariadb))) {
                block_on($test::<MySql>());
            }
        }
    )*};
}

on_each! {
    a: durations_and_rows, durations_and_rows_on_sqlite, durations_and_rows_on_postgres, durations_and_rows_on_mariadb;
    b: of_a_pool, of_a_pool_on_sqlite, of_a_pool_on_postgres, of_a_pool_on_mariadb;
}

/// What a registered pool says of itself, idle, in use and exhausted.
async fn of_a_pool<DB: System>()
where
    for<'c> &'c mut DB::Connection: Executor<'c, Database = DB>,
    DB::Arguments: IntoArguments<DB>,
{
    let Some(fixture) = Fixture::<DB>::alone().await else { return };
    let pool: Pool<DB> = PoolOptions::new()
        .min_connections(1)
        .max_connections(2)
        .acquire_timeout(Duration::from_mins(1))
        .connect(&fixture.url)
        .await
        .unwrap();
    // One that gives up soon, so that something is in vain.
    let (impatient, _held) = exhausted(&fixture, Duration::from_millis(30)).await;
    let meter = Meter::default();
    let settings = PoolSettings::named("orders");
    let _telemetry =
        Telemetry::builder().meter_provider(meter.provider.clone()).pool(&pool, settings).install().unwrap();
    assert_eq!(meter.of("db.client.connection.max").len(), 1, "a pool is seen before its first query");
    orders::all(&pool).await.unwrap();
    let of_pool = map([("db.client.connection.pool.name", Some("orders".to_owned()))]);
    let up_down = |name: &str| {
        let series = meter.of(name);
        assert_eq!(series.len(), 1, "{name}: {series:?}");
        assert_eq!(series[0].attributes, of_pool);
        series[0].value.clone()
    };
    let states = || {
        let series = meter.of("db.client.connection.count");
        let state = |state: &str| {
            let mut wanted = of_pool.clone();
            wanted.insert("db.client.connection.state".to_owned(), state.to_owned());
            let series = series.iter().find(|series| series.attributes == wanted).expect("both states are there");
            assert_eq!(series.unit, "{connection}");
            series.value.clone()
        };
        assert_eq!(series.len(), 2);
        (state("idle"), state("used"))
    };
    let count = |idle: f64, used: f64| (Value::UpDownCounter(idle), Value::UpDownCounter(used));
    // sqlx gives a connection back in a task of its own.
    while states() != count(1.0, 0.0) {
        tokio::task::yield_now().await;
    }
    for (name, expected) in [
        ("db.client.connection.max", 2.0),
        ("db.client.connection.idle.max", 2.0),
        ("db.client.connection.idle.min", 1.0),
        ("db.client.connection.pending_requests", 0.0),
    ] {
        assert_eq!(up_down(name), Value::UpDownCounter(expected), "{name}");
    }

    let (one, two) = (pool.acquire().await.unwrap(), pool.acquire().await.unwrap());
    assert_eq!(states(), count(0.0, 2.0));
    {
        let mut waiting = Box::pin(orders::all(&pool));
        let mut also = Box::pin(orders::transaction(&pool, true));
        assert!(futures::poll!(&mut waiting).is_pending() && futures::poll!(&mut also).is_pending());
        assert_eq!(up_down("db.client.connection.pending_requests"), Value::UpDownCounter(2.0));
    }
    let none = Value::UpDownCounter(0.0);
    assert_eq!(up_down("db.client.connection.pending_requests"), none, "who gives up waits no more");
    assert!(meter.of("db.client.connection.timeouts").is_empty());
    orders::all(&impatient).await.unwrap_err();
    orders::transaction(&impatient, true).await.unwrap_err();
    let timeouts = meter.of("db.client.connection.timeouts");
    assert_eq!((timeouts[0].unit.as_str(), &timeouts[0].value), ("{timeout}", &Value::Counter(2.0)));
    assert_eq!(timeouts.len(), 1, "{timeouts:?}");
    assert_ne!(timeouts[0].attributes, of_pool, "only the other pool's");
    drop((one, two));

    let of_the_pool = |name: &str| {
        let mut series = meter.of(name);
        series.retain(|series| series.attributes == of_pool);
        assert_eq!(series.len(), 1, "{name}: {series:?}");
        series.remove(0)
    };
    let in_vain = meter.of("db.client.connection.wait_time");
    let in_vain = in_vain.iter().find(|series| series.attributes == timeouts[0].attributes).unwrap();
    assert_eq!(histogram(in_vain).0, 2, "a wait in vain is a wait");
    let before = histogram(&of_the_pool("db.client.connection.wait_time")).0;
    orders::all(&pool).await.unwrap();
    orders::transaction(&pool, true).await.unwrap();
    for (name, expected) in [
        // Two that gave up, and three that got one.
        ("db.client.connection.wait_time", 5),
        // Those of queries, not of transactions, whose end nobody sees.
        ("db.client.connection.use_time", 2),
    ] {
        let series = of_the_pool(name);
        assert_eq!(series.unit, "s", "{name}");
        let (count, sum, bounds) = histogram(&series);
        assert_eq!(bounds, [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1.0, 5.0, 10.0]);
        assert_eq!(count, expected, "{name}");
        assert!(sum > 0.0);
    }
    assert_eq!(before, 3);

    pool.close().await;
    assert!(meter.of("db.client.connection.count").is_empty(), "a pool that is closed has nothing to say");
}

/// Each round trip counts once, and a transaction that is dropped was none.
#[test]
fn transactions_and_what_is_suppressed() {
    if !alone("metrics::transactions_and_what_is_suppressed") {
        return;
    }
    block_on(async {
        let fixture = Fixture::<Sqlite>::alone().await.unwrap();
        let meter = Meter::default();
        global::set_meter_provider(meter.provider.clone());
        let _telemetry = Telemetry::builder().only_under_parent(true).install().unwrap();
        orders::transaction(&fixture.pool, true).await.unwrap();
        orders::transaction(&fixture.pool, false).await.unwrap();
        let suppressed = opentelemetry::Context::new().with_telemetry_suppressed();
        orders::all(&fixture.pool).with_context(suppressed).await.unwrap();
        let counts: Vec<(String, u64)> = meter
            .of("db.client.operation.duration")
            .iter()
            .map(|series| (series.attributes["db.query.summary"].clone(), histogram(series).0))
            .collect();
        let expected = [("BEGIN", 2), ("COMMIT", 1)].map(|(name, count)| (name.to_owned(), count));
        assert_eq!(counts, expected, "queries outside of a trace count, suppressed ones do not");

        // Another provider takes over; the first one keeps what it has.
        let second = Meter::default();
        global::set_meter_provider(second.provider.clone());
        orders::all(&fixture.pool).await.unwrap();
        assert_eq!(histogram(&second.of("db.client.operation.duration")[0]).0, 1);
        assert_eq!(meter.of("db.client.operation.duration").len(), 2);
    });
}

#[sqlspan::traced]
async fn sleep(pool: &sqlx::PgPool) -> sqlx::Result<()> {
    sqlx::query("SELECT pg_sleep(60)").execute(pool).await.map(drop)
}

/// A query that is given up is told apart by its outcome.
#[test]
fn a_query_that_is_given_up() {
    if !alone("metrics::a_query_that_is_given_up") {
        return;
    }
    block_on(async {
        let Some(fixture) = Fixture::<Postgres>::alone().await else { return };
        let meter = Meter::default();
        global::set_meter_provider(meter.provider.clone());
        let sleeping = tokio::time::timeout(Duration::from_millis(300), sleep(&fixture.pool));
        sleeping.await.unwrap_err();
        let series = meter.of("db.client.operation.duration");
        assert_eq!(series[0].attributes["sqlspan.outcome"], "cancelled");
        assert!(!series[0].attributes.contains_key("error.type"));
    });
}
