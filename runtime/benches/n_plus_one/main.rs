//! What the detector adds to a traced query: off and on, in one run, on an executor that answers at once, under recorded
//! spans.
//!
//! ```text
//! cargo bench -p sqlspan --features n-plus-one,sqlite --bench n_plus_one
//! ```

#![allow(clippy::expect_used, clippy::panic, missing_docs, reason = "a benchmark")]

#[path = "../query/instant.rs"]
mod instant;
#[allow(dead_code, reason = "only one of the providers is installed")]
#[path = "../query/provider.rs"]
mod provider;

use std::fmt;
use std::sync::OnceLock;

use divan::{AllocProfiler, Bencher};
use opentelemetry::Context;
use opentelemetry::trace::{SpanContext, SpanId, TraceContextExt as _, TraceFlags, TraceId, TraceState};
use sqlspan::Telemetry;
use sqlspan::n_plus_one::NPlusOne;

use crate::instant::Instant;
use crate::provider::Provider;

#[global_allocator]
static ALLOCATIONS: AllocProfiler = AllocProfiler::system();

fn main() {
    divan::main();
}

#[derive(Clone, Copy, Debug)]
enum Detector {
    Off,
    On,
}

impl fmt::Display for Detector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Off => "off",
            Self::On => "on",
        })
    }
}

impl Detector {
    /// Twice, so that the drift of the machine shows.
    const TURNS: [Self; 4] = [Self::Off, Self::On, Self::Off, Self::On];

    fn put_in_force(self) {
        static TELEMETRY: OnceLock<Telemetry> = OnceLock::new();
        let telemetry =
            TELEMETRY.get_or_init(|| Telemetry::builder().install().expect("nobody else installs settings here"));
        telemetry.set_n_plus_one(match self {
            Self::Off => NPlusOne::off(),
            Self::On => NPlusOne::on(),
        });
        Provider::Sampled.install();
    }
}

#[sqlspan::traced]
async fn query(instant: &Instant) -> sqlx::Result<Option<sqlx::sqlite::SqliteRow>> {
    sqlx::query("SELECT id, status FROM orders WHERE id = $1").bind(1).fetch_optional(instant).await
}

/// A span that is recorded, by its ids.
fn parent(number: u64) -> Context {
    let number = number.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let ids = (TraceId::from(u128::from(number) << 32 | 1), SpanId::from(number));
    Context::new().with_remote_span_context(SpanContext::new(
        ids.0,
        ids.1,
        TraceFlags::SAMPLED,
        false,
        TraceState::NONE,
    ))
}

/// An N+1 as it goes on: one span, one call site.
#[divan::bench(args = Detector::TURNS, sample_count = 2000, sample_size = 200)]
fn again_under_one_span(bencher: Bencher<'_, '_>, detector: Detector) {
    detector.put_in_force();
    let _parent = parent(0).attach();
    bencher.bench_local(|| instant::run(query(&Instant)));
}

/// A service as it should be: every query is the first of its span, and has to find a place in the full table.
#[divan::bench(args = Detector::TURNS, sample_count = 2000, sample_size = 200)]
fn first_under_each_span(bencher: Bencher<'_, '_>, detector: Detector) {
    detector.put_in_force();
    let parents: Vec<Context> = (0..100_000).map(parent).collect();
    let mut next = parents.iter().cycle();
    bencher.bench_local(|| {
        let _parent = next.next().map(|parent| parent.clone().attach());
        instant::run(query(&Instant))
    });
}
