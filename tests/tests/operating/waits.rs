//! Waiting for a connection: outside of the query's span, a span of its own where it lasts, an error where it is in
//! vain.

use std::time::Duration;

use opentelemetry::trace::{SpanKind, Status};
use opentelemetry_sdk::trace::SpanData;
use sqlspan::{PoolSettings, Telemetry, Waits};
use sqlspan_tests::{Fixture, System, Trace, alone, block_on};
use sqlx::pool::{PoolConnection, PoolOptions};
use sqlx::{Executor, IntoArguments, MySql, Pool, Postgres, Sqlite};

use crate::{attribute, told};

#[sqlspan::repository]
mod orders {
    use futures::TryStreamExt as _;
    use sqlx::pool::PoolConnection;
    use sqlx::{Database, Executor, IntoArguments, Pool};

    pub async fn count<DB: Database>(pool: &Pool<DB>) -> sqlx::Result<()>
    where
        for<'c> &'c mut DB::Connection: Executor<'c, Database = DB>,
        DB::Arguments: IntoArguments<DB>,
    {
        sqlx::query("SELECT count(*) FROM orders").execute(pool).await.map(drop)
    }

    pub async fn stream<DB: Database>(pool: &Pool<DB>) -> sqlx::Result<()>
    where
        for<'c> &'c mut DB::Connection: Executor<'c, Database = DB>,
        DB::Arguments: IntoArguments<DB>,
    {
        sqlx::query("SELECT id FROM orders").fetch(pool).try_collect::<Vec<_>>().await.map(drop)
    }

    pub async fn transaction<DB: Database>(pool: &Pool<DB>) -> sqlx::Result<()> {
        let tx = pool.begin().await?;
        tx.commit().await
    }

    pub async fn connection<DB: Database>(pool: &Pool<DB>) -> sqlx::Result<PoolConnection<DB>> {
        pool.acquire().await
    }
}

/// A pool of one connection on the fixture's database, and that connection. The pool waits no longer than `patience`, or
/// a multiple of it where the machine is too busy to connect within.
pub async fn exhausted<DB: System>(fixture: &Fixture<DB>, patience: Duration) -> (Pool<DB>, PoolConnection<DB>)
where
    for<'c> &'c mut DB::Connection: Executor<'c, Database = DB>,
    DB::Arguments: IntoArguments<DB>,
{
    let mut patience = patience;
    loop {
        let options = PoolOptions::new().max_connections(1).acquire_timeout(patience);
        let pool = options.connect_lazy(&fixture.url).unwrap();
        match pool.acquire().await {
            Ok(held) => return (pool, held),
            Err(sqlx::Error::PoolTimedOut) => patience *= 2,
            Err(error) => panic!("{error}"),
        }
    }
}

/// Runs `work` on a pool whose connection comes back after so long.
async fn waited<DB: System, T>(
    taken: PoolConnection<DB>,
    hold: Duration,
    work: impl Future<Output = sqlx::Result<T>>,
) -> Vec<SpanData> {
    let trace = Trace::start("request");
    let release = async {
        tokio::time::sleep(hold).await;
        drop(taken);
    };
    let (value, ()) = futures::join!(trace.run(work), release);
    value.unwrap();
    let spans = trace.spans();
    assert!(spans.iter().all(|span| span.parent_span_id == trace.root()), "siblings: {spans:?}");
    spans
}

fn length(span: &SpanData) -> Duration {
    span.end_time.duration_since(span.start_time).unwrap()
}

/// What waits, by the spans in their order: the wait, which ends before what it is for begins.
async fn outside_of_what_waits<DB: System>()
where
    for<'c> &'c mut DB::Connection: Executor<'c, Database = DB>,
    DB::Arguments: IntoArguments<DB>,
{
    let Some(fixture) = Fixture::<DB>::new().await else { return };
    for (case, summary) in [
        ("count", Some("SELECT orders")),
        ("stream", Some("SELECT orders")),
        ("transaction", Some("BEGIN")),
        ("connection", None),
    ] {
        // Ten times as long as the query takes, however busy the machine is.
        let mut hold = Duration::from_millis(30);
        loop {
            let (pool, taken) = exhausted(&fixture, Duration::from_secs(20)).await;
            let spans = match case {
                "count" => waited(taken, hold, orders::count(&pool)).await,
                "stream" => waited(taken, hold, orders::stream(&pool)).await,
                "transaction" => waited(taken, hold, orders::transaction(&pool)).await,
                _ => waited(taken, hold, orders::connection(&pool)).await,
            };
            let wait = &spans[0];
            assert_eq!(wait.span_kind, SpanKind::Internal);
            assert_eq!(wait.status, Status::Unset);
            assert_eq!(attribute(wait, "db.query.summary").as_deref(), summary, "{case}");
            assert_eq!(attribute(wait, "db.query.text"), None);
            assert_eq!(attribute(wait, "db.namespace"), fixture.server.namespace);
            let name = attribute(wait, "db.client.connection.pool.name").unwrap();
            assert_eq!(wait.name, format!("acquire {name}"));
            assert!(attribute(wait, "code.function.name").unwrap().ends_with(&format!("::{case}")));
            let Some(query) = spans.get(1) else { break };
            assert_eq!(Some(&*query.name), summary);
            assert!(query.start_time >= wait.end_time, "{case}: the query starts when the wait is over");
            if length(wait) >= 10 * length(query) {
                break;
            }
            hold *= 2;
            assert!(hold < Duration::from_secs(15), "{case}: {:?} of {:?}", length(query), length(wait));
        }
    }
}

#[tokio::test]
async fn outside_of_what_waits_on_sqlite() {
    outside_of_what_waits::<Sqlite>().await;
}

#[tokio::test]
async fn outside_of_what_waits_on_postgres() {
    outside_of_what_waits::<Postgres>().await;
}

#[tokio::test]
async fn outside_of_what_waits_on_mariadb() {
    outside_of_what_waits::<MySql>().await;
}

/// In vain: an error on the wait and on what waited.
async fn in_vain<DB: System>()
where
    for<'c> &'c mut DB::Connection: Executor<'c, Database = DB>,
    DB::Arguments: IntoArguments<DB>,
{
    let Some(fixture) = Fixture::<DB>::new().await else { return };
    let (pool, _held) = exhausted(&fixture, Duration::from_millis(30)).await;
    for (case, waiter) in [("query", "SELECT orders"), ("begin", "BEGIN"), ("acquire", "")] {
        let trace = Trace::start("request");
        let error = match case {
            "query" => trace.run(orders::count(&pool)).await.unwrap_err(),
            "begin" => trace.run(orders::transaction(&pool)).await.unwrap_err(),
            _ => trace.run(orders::connection(&pool)).await.map(drop).unwrap_err(),
        };
        assert!(matches!(error, sqlx::Error::PoolTimedOut), "{error}");
        let spans = trace.spans();
        let (wait, rest) = spans.split_first().unwrap();
        assert!(told(wait).starts_with("acquire ") && told(wait).ends_with(": error PoolTimedOut"), "{}", told(wait));
        let rest: Vec<String> = rest.iter().map(told).collect();
        let expected = if waiter.is_empty() { vec![] } else { vec![format!("{waiter}: error PoolTimedOut")] };
        assert_eq!(rest, expected);
    }
}

#[tokio::test]
async fn in_vain_on_sqlite() {
    in_vain::<Sqlite>().await;
}

#[tokio::test]
async fn in_vain_on_postgres() {
    in_vain::<Postgres>().await;
}

#[tokio::test]
async fn in_vain_on_mariadb() {
    in_vain::<MySql>().await;
}

/// Whoever gives up waiting has cancelled both the wait and the query.
#[tokio::test]
async fn given_up() {
    let fixture = Fixture::<Sqlite>::new().await.unwrap();
    let (pool, _held) = exhausted(&fixture, Duration::from_secs(20)).await;
    let trace = Trace::start("request");
    let waiting = trace.run(orders::count(&pool));
    tokio::time::timeout(Duration::from_millis(40), waiting).await.unwrap_err();
    let names: Vec<String> = trace.spans().iter().map(told).collect();
    let [wait, query] = names.as_slice() else { panic!("{names:?}") };
    assert!(wait.starts_with("acquire ") && wait.ends_with(": cancelled"), "{wait}");
    assert_eq!(query, "SELECT orders: cancelled");
}

/// Always, never, and what is said while running.
#[test]
fn which_waits_are_shown() {
    if !alone("waits::which_waits_are_shown") {
        return;
    }
    block_on(async {
        let fixture = Fixture::<Sqlite>::alone().await.unwrap();
        let builder = Telemetry::builder().waits(Waits::Always);
        let telemetry = builder.pool(&fixture.pool, PoolSettings::named("orders")).install().unwrap();
        let names = async |run: &str| {
            let trace = Trace::start("request");
            let (pool, _held) = exhausted(&fixture, Duration::from_millis(20)).await;
            match run {
                "at once" => trace.run(orders::count(&fixture.pool)).await.unwrap(),
                _ => drop(trace.run(orders::count(&pool)).await.unwrap_err()),
            }
            trace.spans().iter().map(told).collect::<Vec<_>>()
        };
        assert_eq!(names("at once").await, ["acquire orders", "SELECT orders"]);
        telemetry.set_waits(Waits::LongerThan(Duration::from_mins(10)));
        assert_eq!(names("at once").await, ["SELECT orders"]);
        assert_eq!(names("in vain").await.len(), 2, "a wait in vain is shown, however short");
        telemetry.set_waits(Waits::Never);
        assert_eq!(names("in vain").await, ["SELECT orders: error PoolTimedOut"]);
    });
}

/// sqlx's check that a connection is alive makes no span of its own: it is part of the wait.
#[test]
fn the_check_of_a_connection_is_in_the_wait() {
    if !alone("waits::the_check_of_a_connection_is_in_the_wait") {
        return;
    }
    block_on(async {
        let fixture = Fixture::<Postgres>::alone().await;
        let Some(fixture) = fixture else { return };
        let _telemetry = Telemetry::builder().waits(Waits::Always).install().unwrap();
        let options = PoolOptions::<Postgres>::new().max_connections(1).test_before_acquire(true);
        let pinged = options
            .before_acquire(|_, _| {
                Box::pin(async {
                    tokio::time::sleep(Duration::from_millis(30)).await;
                    Ok(true)
                })
            })
            .connect(&fixture.url)
            .await
            .unwrap();
        let trace = Trace::start("request");
        trace.run(orders::count(&pinged)).await.unwrap();
        let spans = trace.spans();
        assert_eq!(spans.len(), 2, "{spans:?}");
        assert!(length(&spans[0]) >= Duration::from_millis(30));
        assert!(spans[1].start_time >= spans[0].end_time);
    });
}
