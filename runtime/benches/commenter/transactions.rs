//! What the mode `Transaction` costs: `begin`, one query, `commit`.

use std::time::{Duration, Instant};

use opentelemetry::Context;
use opentelemetry::trace::{FutureExt as _, TraceContextExt as _};
use sqlspan::{CommentMode, Comments, PoolSettings, TelemetryBuilder};
use sqlx::postgres::PgPoolOptions;
use sqlx::{PgPool, Postgres};

use crate::databases::Server as _;
use crate::turns::{remote_parent, shuffle};

const TRANSACTIONS: usize = 10_000;
/// Transactions of one way before it is another's turn.
const TURN: usize = 20;

/// A way and its one connection; `None`: plain sqlx.
pub struct Lane {
    mode: Option<CommentMode>,
    pool: PgPool,
}

#[sqlspan::traced(dialect = postgres)]
async fn traced(pool: &PgPool) -> sqlx::Result<()> {
    let mut tx = pool.begin().await?;
    sqlx::query("SELECT id, status FROM sqlspan_orders WHERE id = $1").bind(1_i64).execute(&mut *tx).await?;
    tx.commit().await
}

async fn raw(pool: &PgPool) -> sqlx::Result<()> {
    let mut tx = pool.begin().await?;
    sqlx::query(Postgres::TEXT).bind(1_i64).execute(&mut *tx).await?;
    tx.commit().await
}

pub async fn open() -> Option<Vec<Lane>> {
    let url = std::env::var("SQLSPAN_POSTGRES_URL").ok()?;
    let mut lanes = Vec::new();
    for mode in [None, Some(CommentMode::Off), Some(CommentMode::Constant), Some(CommentMode::Transaction)] {
        let options = PgPoolOptions::new().max_connections(1).idle_timeout(None).max_lifetime(None);
        let pool = options.test_before_acquire(false).connect(&url).await.expect("the URL leads to a server");
        let table = "CREATE TEMP TABLE sqlspan_orders (id BIGINT PRIMARY KEY, status TEXT NOT NULL)";
        sqlx::raw_sql(table).execute(&pool).await.expect("a table can be made");
        lanes.push(Lane { mode, pool });
    }
    Some(lanes)
}

pub fn register(mut builder: TelemetryBuilder, lanes: &[Lane]) -> TelemetryBuilder {
    for lane in lanes {
        let mode = lane.mode.unwrap_or_default();
        let settings = PoolSettings::named(format!("transactions, {:?}", lane.mode));
        builder = builder.pool(&lane.pool, settings.comments(Comments::new(mode).application("benchmark")));
    }
    builder
}

pub async fn measure(lanes: &[Lane]) {
    let mut times: Vec<Vec<Duration>> = lanes.iter().map(|_| Vec::with_capacity(TRANSACTIONS)).collect();
    let mut order: Vec<usize> = (0..lanes.len()).collect();
    for turn in 0..TRANSACTIONS / TURN {
        shuffle(&mut order, turn);
        for &position in &order {
            let lane = &lanes[position];
            for number in turn * TURN..(turn + 1) * TURN {
                let context = Context::new().with_remote_span_context(remote_parent(number, true));
                let begin = Instant::now();
                let done = match lane.mode {
                    None => raw(&lane.pool).await,
                    Some(_) => traced(&lane.pool).with_context(context).await,
                };
                done.expect("the transaction succeeds");
                times[position].push(begin.elapsed());
            }
        }
    }
    println!("\n| begin, query, commit on PostgreSQL, 100 % sampled | median |");
    println!("|---|--:|");
    for (lane, times) in lanes.iter().zip(&mut times) {
        times.sort_unstable();
        let name = lane.mode.map_or_else(|| "raw sqlx".to_owned(), |mode| format!("`{mode:?}`"));
        println!("| {name} | {:.1} µs |", times[times.len() / 2].as_secs_f64() * 1e6);
    }
}
