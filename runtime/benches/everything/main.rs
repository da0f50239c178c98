//! What a traced query costs with everything on: spans, metrics, waits and the detector of what repeats, beside plain sqlx
//! and the same signals written by hand, in one run.
//!
//! ```text
//! cargo bench -p sqlspan --features postgres,sqlite,metrics,n-plus-one --bench everything
//! ```
//!
//! Each query is the first one under a span of its own, as in most requests. PostgreSQL takes part when
//! `SQLSPAN_POSTGRES_URL` is set.

#![allow(clippy::expect_used, clippy::panic, clippy::wildcard_imports, dead_code, missing_docs, reason = "a benchmark")]

mod by_hand;
#[path = "../query/instant.rs"]
mod instant;
#[path = "../query/provider.rs"]
mod provider;
#[path = "../query/queries.rs"]
mod queries;
#[path = "../query/server.rs"]
mod server;

use std::cell::Cell;
use std::time::Duration;

use divan::{AllocProfiler, Bencher};
use opentelemetry::trace::{
    FutureExt as _, SpanContext, SpanId, TraceContextExt as _, TraceFlags, TraceId, TraceState,
};
use opentelemetry::{Context, global};
use opentelemetry_sdk::metrics::{InMemoryMetricExporter, PeriodicReader, SdkMeterProvider};
use sqlspan::Telemetry;
use sqlspan::n_plus_one::NPlusOne;

use crate::instant::Instant;
use crate::provider::Provider;
use crate::queries::{raw, traced};
use crate::server::Server;

#[global_allocator]
static ALLOCATIONS: AllocProfiler = AllocProfiler::system();

fn main() {
    // Collecting is the application's cost, not the query's.
    let never = Duration::from_hours(24);
    let reader = PeriodicReader::builder(InMemoryMetricExporter::default()).with_interval(never).build();
    global::set_meter_provider(SdkMeterProvider::builder().with_reader(reader).build());
    Telemetry::builder().n_plus_one(NPlusOne::on()).install().expect("nobody else installs settings");
    divan::main();
}

/// A span that came with the request; another one each time.
fn request(provider: Provider) -> Context {
    thread_local!(static NUMBER: Cell<u64> = const { Cell::new(0) });
    let number = NUMBER.replace(NUMBER.get() + 1) + 1;
    let flags = if matches!(provider, Provider::Sampled) { TraceFlags::SAMPLED } else { TraceFlags::default() };
    let parent = SpanContext::new(TraceId::from(1), SpanId::from(number), flags, true, TraceState::NONE);
    Context::new().with_remote_span_context(parent)
}

const PROVIDERS: [Provider; 2] = [Provider::Sampled, Provider::Unsampled];

macro_rules! bench {
    ($name:ident, $database:ty, $server:expr) => {
        mod $name {
            use super::*;

            type Database = $database;

            #[divan::bench_group(sample_count = 400, sample_size = 50)]
            mod on_pool {
                use super::*;

                #[divan::bench]
                fn raw(bencher: Bencher<'_, '_>) {
                    if let Some(server) = $server {
                        Provider::None.install();
                        bencher.bench_local(|| server.run(raw::on_pool(&server.pool, 1)));
                    }
                }

                #[divan::bench(args = PROVIDERS)]
                fn by_hand(bencher: Bencher<'_, '_>, provider: Provider) {
                    if let Some(server) = $server {
                        provider.install();
                        bencher.bench_local(|| {
                            let query = by_hand::on_pool(&server.pool, &server.target, 1);
                            server.run(query.with_context(request(provider)))
                        });
                    }
                }

                #[divan::bench(args = PROVIDERS)]
                fn traced(bencher: Bencher<'_, '_>, provider: Provider) {
                    if let Some(server) = $server {
                        provider.install();
                        bencher.bench_local(|| {
                            server.run(traced::on_pool(&server.pool, 1).with_context(request(provider)))
                        });
                    }
                }
            }

            #[divan::bench_group(sample_count = 400, sample_size = 50)]
            mod on_connection {
                use super::*;

                #[divan::bench]
                fn raw(bencher: Bencher<'_, '_>) {
                    if let Some(server) = $server {
                        Provider::None.install();
                        let mut connection = server.connection();
                        bencher.bench_local(|| server.run(raw::on_connection::<Database>(&mut connection, 1)));
                    }
                }

                #[divan::bench(args = PROVIDERS)]
                fn by_hand(bencher: Bencher<'_, '_>, provider: Provider) {
                    if let Some(server) = $server {
                        provider.install();
                        let mut connection = server.connection();
                        bencher.bench_local(|| {
                            let query = by_hand::on_connection::<Database>(&mut connection, &server.target, 1);
                            server.run(query.with_context(request(provider)))
                        });
                    }
                }

                #[divan::bench(args = PROVIDERS)]
                fn traced(bencher: Bencher<'_, '_>, provider: Provider) {
                    if let Some(server) = $server {
                        provider.install();
                        let mut connection = server.connection();
                        bencher.bench_local(|| {
                            let query = traced::on_connection::<Database>(&mut connection, 1);
                            server.run(query.with_context(request(provider)))
                        });
                    }
                }
            }
        }
    };
}

bench!(sqlite, sqlx::Sqlite, Some(Server::sqlite()));
bench!(postgres, sqlx::Postgres, Server::postgres());

#[divan::bench_group(sample_count = 1000, sample_size = 200)]
mod caller {
    use super::*;

    #[divan::bench]
    fn raw(bencher: Bencher<'_, '_>) {
        Provider::None.install();
        bencher.bench_local(|| instant::run(raw::on_instant(&Instant)));
    }

    #[divan::bench(args = PROVIDERS)]
    fn by_hand(bencher: Bencher<'_, '_>, provider: Provider) {
        provider.install();
        let target = server::Target { system: "sqlite", ..server::Target::default() };
        bencher.bench_local(|| instant::run(by_hand::on_instant(&Instant, &target).with_context(request(provider))));
    }

    #[divan::bench(args = PROVIDERS)]
    fn traced(bencher: Bencher<'_, '_>, provider: Provider) {
        provider.install();
        bencher.bench_local(|| instant::run(traced::on_instant(&Instant).with_context(request(provider))));
    }
}
