//! The databases, the query, and the measurement.

use std::time::{Duration, Instant};

use opentelemetry::Context;
use opentelemetry::trace::{FutureExt as _, TraceContextExt as _};
use sqlspan::{CommentMode, Comments, PoolSettings, TelemetryBuilder};
use sqlx::pool::PoolOptions;
use sqlx::{AssertSqlSafe, Database, Encode, Executor, IntoArguments, MySql, Pool, Postgres, Row as _, Type};
use stats_alloc::{INSTRUMENTED_SYSTEM, Region};

use crate::case::{Way, ways};
use crate::turns::{remote_parent, shuffle};

/// Queries of each way.
const QUERIES: usize = 20_000;
/// Queries of one way before it is another's turn.
const TURN: usize = 20;

/// A way and its one connection.
pub struct Lane<DB: Database> {
    pub way: Way,
    pub pool: Pool<DB>,
}

/// A database that the benchmark runs on.
pub trait Server: Database {
    const TEXT: &'static str;
    /// How many statements the server keeps for the connection.
    const PREPARED: &'static str;

    fn traced(pool: &Pool<Self>, id: i64) -> impl Future<Output = sqlx::Result<Option<Self::Row>>>;
}

#[sqlspan::traced(dialect = postgres)]
async fn on_postgres(pool: &Pool<Postgres>, id: i64) -> sqlx::Result<Option<sqlx::postgres::PgRow>> {
    sqlx::query("SELECT id, status FROM sqlspan_orders WHERE id = $1").bind(id).fetch_optional(pool).await
}

#[sqlspan::traced(dialect = mysql)]
async fn on_mysql(pool: &Pool<MySql>, id: i64) -> sqlx::Result<Option<sqlx::mysql::MySqlRow>> {
    sqlx::query("SELECT id, status FROM sqlspan_orders WHERE id = ?").bind(id).fetch_optional(pool).await
}

impl Server for Postgres {
    const TEXT: &'static str = "SELECT id, status FROM sqlspan_orders WHERE id = $1";
    const PREPARED: &'static str = "SELECT count(*) FROM pg_prepared_statements";

    fn traced(pool: &Pool<Self>, id: i64) -> impl Future<Output = sqlx::Result<Option<Self::Row>>> {
        on_postgres(pool, id)
    }
}

impl Server for MySql {
    const TEXT: &'static str = "SELECT id, status FROM sqlspan_orders WHERE id = ?";
    const PREPARED: &'static str = "SELECT CAST(SUM(IF(variable_name = 'COM_STMT_PREPARE', variable_value, -variable_value)) AS SIGNED) \
         FROM information_schema.session_status WHERE variable_name IN ('COM_STMT_PREPARE', 'COM_STMT_CLOSE')";

    fn traced(pool: &Pool<Self>, id: i64) -> impl Future<Output = sqlx::Result<Option<Self::Row>>> {
        on_mysql(pool, id)
    }
}

pub async fn postgres() -> Option<Vec<Lane<Postgres>>> {
    open("SQLSPAN_POSTGRES_URL", "CREATE TEMP TABLE sqlspan_orders (id BIGINT PRIMARY KEY, status TEXT NOT NULL)", true)
        .await
}

pub async fn mysql() -> Option<Vec<Lane<MySql>>> {
    let table = "CREATE TEMPORARY TABLE sqlspan_orders (id BIGINT PRIMARY KEY, status VARCHAR(20) NOT NULL)";
    open("SQLSPAN_MYSQL_URL", table, false).await
}

async fn open<DB: Database>(variable: &str, table: &'static str, postgres: bool) -> Option<Vec<Lane<DB>>>
where
    for<'c> &'c mut DB::Connection: Executor<'c, Database = DB>,
    DB::Arguments: IntoArguments<DB>,
{
    let url = std::env::var(variable).ok()?;
    let mut lanes = Vec::new();
    for way in ways(postgres) {
        let options = PoolOptions::<DB>::new().max_connections(1).idle_timeout(None).max_lifetime(None);
        let pool = options.test_before_acquire(false).connect(&url).await.expect("the URL leads to a server");
        sqlx::raw_sql(table).execute(&pool).await.expect("a table can be made");
        sqlx::raw_sql("INSERT INTO sqlspan_orders VALUES (1, 'new')").execute(&pool).await.expect("a row");
        lanes.push(Lane { way, pool });
    }
    Some(lanes)
}

pub fn register<DB: Database>(mut builder: TelemetryBuilder, name: &str, lanes: &[Lane<DB>]) -> TelemetryBuilder {
    for lane in lanes {
        let mode = if let Way::Traced(mode, _) = lane.way { mode } else { CommentMode::Off };
        let comments = Comments::new(mode).application("benchmark");
        builder =
            builder.pool(&lane.pool, PoolSettings::named(format!("{name} {}", lane.way.name())).comments(comments));
    }
    builder
}

/// What was measured of one way.
pub struct Measured {
    pub way: Way,
    pub times: Vec<Duration>,
    pub allocations: usize,
    pub prepared: i64,
}

pub async fn measure<DB: Server>(lanes: Vec<Lane<DB>>) -> Vec<Measured>
where
    for<'c> &'c mut DB::Connection: Executor<'c, Database = DB>,
    DB::Arguments: IntoArguments<DB>,
    for<'q> i64: Encode<'q, DB> + Type<DB>,
    for<'r> i64: sqlx::Decode<'r, DB>,
    usize: sqlx::ColumnIndex<DB::Row>,
{
    let mut measured: Vec<Measured> = lanes
        .iter()
        .map(|lane| Measured { way: lane.way, times: Vec::with_capacity(QUERIES), allocations: 0, prepared: 0 })
        .collect();
    for lane in &lanes {
        for number in 0..200 {
            run(lane, number, number).await;
        }
    }
    let mut order: Vec<usize> = (0..lanes.len()).collect();
    for turn in 0..QUERIES / TURN {
        // In another order each time, so that no way always comes after the same other.
        shuffle(&mut order, turn);
        for &position in &order {
            let (lane, measured) = (&lanes[position], &mut measured[position]);
            for number in turn * TURN..(turn + 1) * TURN {
                let (time, allocations) = run(lane, number, 1000 + number).await;
                measured.times.push(time);
                measured.allocations += allocations;
            }
        }
    }
    for (lane, measured) in lanes.iter().zip(&mut measured) {
        let count = sqlx::raw_sql(DB::PREPARED).fetch_one(&lane.pool).await.expect("the server says what it keeps");
        measured.prepared = count.get(0);
    }
    measured
}

/// One query; `id` is that of its trace.
async fn run<DB: Server>(lane: &Lane<DB>, number: usize, id: usize) -> (Duration, usize)
where
    for<'c> &'c mut DB::Connection: Executor<'c, Database = DB>,
    DB::Arguments: IntoArguments<DB>,
    for<'q> i64: Encode<'q, DB> + Type<DB>,
{
    let parent = remote_parent(id, lane.way.samples(number));
    let trace = parent.trace_id();
    let context = Context::new().with_remote_span_context(parent);
    let region = Region::new(&INSTRUMENTED_SYSTEM);
    let begin = Instant::now();
    let row = match lane.way {
        Way::Raw => sqlx::query(DB::TEXT).bind(1_i64).fetch_optional(&lane.pool).await,
        Way::Traced(..) => DB::traced(&lane.pool, 1).with_context(context).await,
        Way::Naive => {
            let text = format!("{} /*traceparent='00-{trace}-{:016x}-01'*/", DB::TEXT, id + 1);
            sqlx::query(AssertSqlSafe(text)).bind(1_i64).fetch_optional(&lane.pool).await
        }
    };
    let time = begin.elapsed();
    let allocations = region.change().allocations;
    assert!(row.expect("the query succeeds").is_some());
    (time, allocations)
}
