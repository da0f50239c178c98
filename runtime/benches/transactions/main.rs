//! What a transaction's own span costs: `begin`, one query and `commit` on SQLite in memory, plain, with a span for each
//! step, and grouped, in one run, under recorded spans.
//!
//! ```text
//! cargo bench -p sqlspan --features sqlite --bench transactions
//! ```

#![allow(clippy::expect_used, missing_docs, reason = "a benchmark")]

#[allow(dead_code, reason = "only one of the providers is installed")]
#[path = "../query/provider.rs"]
mod provider;

use std::fmt;
use std::sync::OnceLock;

use divan::{AllocProfiler, Bencher};
use opentelemetry::Context;
use opentelemetry::trace::{
    FutureExt as _, SpanContext, SpanId, TraceContextExt as _, TraceFlags, TraceId, TraceState,
};
use sqlspan::{Telemetry, Transactions};
use sqlx::sqlite::SqlitePoolOptions;
use sqlx::{Executor as _, SqlitePool};
use tokio::runtime::Runtime;

use crate::provider::Provider;

#[global_allocator]
static ALLOCATIONS: AllocProfiler = AllocProfiler::system();

fn main() {
    divan::main();
}

/// What is measured.
#[derive(Clone, Copy, Debug)]
enum Case {
    Plain,
    Steps,
    Grouped,
}

impl fmt::Display for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Plain => "plain",
            Self::Steps => "steps",
            Self::Grouped => "grouped",
        })
    }
}

async fn plain(pool: &SqlitePool) -> sqlx::Result<()> {
    let mut tx = pool.begin().await?;
    sqlx::query("SELECT id FROM orders WHERE id = 1").execute(&mut *tx).await?;
    tx.commit().await
}

#[sqlspan::traced]
async fn traced(pool: &SqlitePool) -> sqlx::Result<()> {
    let mut tx = pool.begin().await?;
    sqlx::query("SELECT id FROM orders WHERE id = 1").execute(&mut *tx).await?;
    tx.commit().await
}

/// Each twice, so that the drift of the machine shows.
#[divan::bench(args = [Case::Plain, Case::Steps, Case::Grouped, Case::Plain, Case::Steps, Case::Grouped], sample_count = 400, sample_size = 20)]
fn transaction(bencher: Bencher<'_, '_>, case: Case) {
    static TELEMETRY: OnceLock<Telemetry> = OnceLock::new();
    let telemetry = TELEMETRY.get_or_init(|| Telemetry::builder().install().expect("nobody else installs settings"));
    Provider::Sampled.install();
    telemetry.set_transactions(match case {
        Case::Plain | Case::Steps => Transactions::Steps,
        Case::Grouped => Transactions::Grouped,
    });
    let runtime = Runtime::new().expect("a runtime");
    let pool = runtime.block_on(async {
        let pool = SqlitePoolOptions::new().max_connections(1).connect("sqlite::memory:").await.expect("a pool");
        pool.execute("CREATE TABLE orders (id BIGINT PRIMARY KEY)").await.expect("a table");
        pool
    });
    let parent = Context::new().with_remote_span_context(SpanContext::new(
        TraceId::from(1),
        SpanId::from(1),
        TraceFlags::SAMPLED,
        true,
        TraceState::NONE,
    ));
    bencher.bench_local(|| {
        let work = async {
            match case {
                Case::Plain => plain(&pool).await,
                Case::Steps | Case::Grouped => traced(&pool).await,
            }
        };
        runtime.block_on(work.with_context(parent.clone())).expect("it is committed");
    });
}
