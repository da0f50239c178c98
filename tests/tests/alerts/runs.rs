//! Two minutes in the life of an application: one on which all is well, and one on which nothing is.

use std::time::Duration;

use futures::FutureExt as _;
use futures::future::{join_all, try_join_all};
use opentelemetry::global;
use opentelemetry_sdk::trace::SpanData;
use sqlspan::n_plus_one::NPlusOne;
use sqlspan::{PoolSettings, Telemetry, Waits};
use sqlspan_tests::{Fixture, Meter, Series, System, Trace};
use sqlx::pool::PoolOptions;
use sqlx::{Executor, IntoArguments, Pool};

#[sqlspan::repository]
mod orders {
    use sqlx::{Database, Executor, IntoArguments, Pool};

    pub async fn status<DB: Database>(pool: &Pool<DB>) -> sqlx::Result<()>
    where
        for<'c> &'c mut DB::Connection: Executor<'c, Database = DB>,
        DB::Arguments: IntoArguments<DB>,
    {
        sqlx::query("SELECT status FROM orders WHERE id = 1").fetch_one(pool).await.map(drop)
    }

    #[traced(operation = "report", collection = "items", allow(n_plus_one))]
    pub async fn report<DB: Database>(pool: &Pool<DB>) -> sqlx::Result<()>
    where
        for<'c> &'c mut DB::Connection: Executor<'c, Database = DB>,
        DB::Arguments: IntoArguments<DB>,
    {
        sqlx::query("SELECT name FROM items").fetch_all(pool).await.map(drop)
    }

    pub async fn place<DB: Database>(pool: &Pool<DB>, taken: bool) -> sqlx::Result<()>
    where
        for<'c> &'c mut DB::Connection: Executor<'c, Database = DB>,
        DB::Arguments: IntoArguments<DB>,
    {
        let sql = if taken {
            "INSERT INTO orders (id, status) VALUES (1, 'new')"
        } else {
            "INSERT INTO orders (id, status) VALUES (9, 'new')"
        };
        sqlx::query(sql).execute(pool).await.map(drop)
    }
}

/// What was recorded in a minute.
pub struct Minute {
    pub series: Vec<Series>,
    pub spans: Vec<SpanData>,
}

/// Both of them.
pub struct Runs {
    pub good: Minute,
    pub bad: Minute,
    /// The database's code for what it refused.
    pub refusal: String,
}

/// How often, in each minute, what happens.
struct Plan {
    status: u32,
    /// Whether all of them are of one request.
    loops: bool,
    report: u32,
    refused: u32,
    timed_out: u32,
    given_up: usize,
    pending: usize,
}

const GOOD: Plan = Plan { status: 60, loops: false, report: 6, refused: 0, timed_out: 0, given_up: 0, pending: 0 };
const BAD: Plan = Plan { status: 1200, loops: true, report: 84, refused: 1, timed_out: 6, given_up: 10, pending: 4 };

/// How many connections the pool may have.
const MAX: u32 = 2;

/// Runs them; `None` where there is no such database.
pub async fn minutes<DB: System>() -> Option<Runs>
where
    for<'c> &'c mut DB::Connection: Executor<'c, Database = DB>,
    DB::Arguments: IntoArguments<DB>,
{
    let fixture = Fixture::<DB>::alone().await?;
    let pool = connected(&fixture).await;
    // However long the queries take here.
    let detector = NPlusOne::on().within(Duration::from_hours(1));
    let builder = Telemetry::builder().waits(Waits::Always).n_plus_one(detector);
    let _telemetry = builder.pool(&pool, PoolSettings::named("shop")).install().unwrap();
    let good = minute(&pool, &GOOD).await;
    let bad = minute(&pool, &BAD).await;
    let refused = bad.series.iter().find(|series| series.attributes.contains_key("db.response.status_code"));
    let refusal = refused.unwrap().attributes["error.type"].clone();
    Some(Runs { good, bad, refusal })
}

/// A pool that has all of its connections: nobody waits for more than for one that is given back. How long, depends on
/// how long connecting takes on this machine.
async fn connected<DB: System>(fixture: &Fixture<DB>) -> Pool<DB>
where
    for<'c> &'c mut DB::Connection: Executor<'c, Database = DB>,
    DB::Arguments: IntoArguments<DB>,
{
    let mut patience = Duration::from_secs(1);
    loop {
        let options = PoolOptions::new().min_connections(1).max_connections(MAX).test_before_acquire(false);
        let pool = options.acquire_timeout(patience).connect_lazy(&fixture.url).unwrap();
        match try_join_all((0..MAX).map(|_| pool.acquire())).await {
            Ok(all) => {
                drop(all);
                return pool;
            }
            Err(sqlx::Error::PoolTimedOut) => patience *= 2,
            Err(error) => panic!("{error}"),
        }
    }
}

async fn minute<DB: System>(pool: &Pool<DB>, plan: &Plan) -> Minute
where
    for<'c> &'c mut DB::Connection: Executor<'c, Database = DB>,
    DB::Arguments: IntoArguments<DB>,
{
    // From here on it is this one that is recorded with.
    let meter = Meter::default();
    global::set_meter_provider(meter.provider.clone());
    let trace = Trace::start("request");
    let recorded = || Minute { series: meter.series(), spans: trace.spans() };
    trace.run(at_its_end(pool, plan, recorded)).await
}

/// Runs a minute, and says what is recorded at its end.
async fn at_its_end<DB: System>(pool: &Pool<DB>, plan: &Plan, recorded: impl Fn() -> Minute) -> Minute
where
    for<'c> &'c mut DB::Connection: Executor<'c, Database = DB>,
    DB::Arguments: IntoArguments<DB>,
{
    for _ in 0..plan.status {
        if plan.loops {
            orders::status(pool).await.unwrap();
        } else {
            Trace::start("request of its own").run(orders::status(pool)).await.unwrap();
        }
    }
    for _ in 0..plan.report {
        orders::report(pool).await.unwrap();
    }
    sqlx::raw_sql("DELETE FROM orders WHERE id = 9").execute(pool).await.unwrap();
    orders::place(pool, false).await.unwrap();
    for _ in 0..plan.refused {
        orders::place(pool, true).await.unwrap_err();
    }
    if plan.pending == 0 {
        // sqlx gives a connection back in a task of its own.
        while pool.num_idle() < usize::try_from(pool.size()).unwrap() {
            tokio::task::yield_now().await;
        }
        return recorded();
    }
    let held = [pool.acquire().await.unwrap(), pool.acquire().await.unwrap()];
    for timed_out in join_all((0..plan.timed_out).map(|_| orders::report(pool))).await {
        timed_out.unwrap_err();
    }
    for _ in 0..plan.given_up {
        assert!(orders::report(pool).boxed().now_or_never().is_none(), "it waits for a connection");
    }
    let mut pending: Vec<_> = (0..plan.pending).map(|_| orders::report(pool).boxed()).collect();
    for waiting in &mut pending {
        assert!(futures::poll!(waiting).is_pending());
    }
    let minute = recorded();
    drop((pending, held));
    minute
}
