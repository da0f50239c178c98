//! What a traced query costs: time and allocations of raw sqlx, of the floor (the same span written by hand) and of
//! `#[traced]`, in one run.
//!
//! ```text
//! cargo bench -p sqlspan --features postgres,sqlite --bench query
//! ```
//!
//! PostgreSQL takes part when `SQLSPAN_POSTGRES_URL` is set. `caller` is the cost beside the database alone: an
//! executor that answers at once.

#![allow(clippy::expect_used, clippy::panic, clippy::wildcard_imports, missing_docs, reason = "a benchmark")]

mod floor;
mod instant;
mod provider;
mod queries;
mod same_spans;
mod server;

use divan::{AllocProfiler, Bencher};

use crate::instant::Instant;
use crate::provider::Provider;
use crate::queries::{raw, traced};
use crate::server::Server;

#[global_allocator]
static ALLOCATIONS: AllocProfiler = AllocProfiler::system();

fn main() {
    same_spans::same_spans();
    sizes();
    divan::main();
}

/// How large the future of a function with three queries is, which callers hold and move.
fn sizes() {
    let server = Server::sqlite();
    println!(
        "future of three queries on a pool, SQLite: {} bytes raw, {} traced",
        size_of_val(&raw::three(&server.pool)),
        size_of_val(&traced::three(&server.pool))
    );
    if let Some(server) = Server::postgres() {
        println!(
            "future of three queries on a pool, PostgreSQL: {} bytes raw, {} traced",
            size_of_val(&raw::three(&server.pool)),
            size_of_val(&traced::three(&server.pool))
        );
    }
}

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

                #[divan::bench(args = Provider::ALL)]
                fn floor(bencher: Bencher<'_, '_>, provider: Provider) {
                    if let Some(server) = $server {
                        provider.install();
                        bencher.bench_local(|| server.run(floor::on_pool(&server.pool, &server.target, 1)));
                    }
                }

                #[divan::bench(args = Provider::ALL)]
                fn traced(bencher: Bencher<'_, '_>, provider: Provider) {
                    if let Some(server) = $server {
                        provider.install();
                        bencher.bench_local(|| server.run(traced::on_pool(&server.pool, 1)));
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

                #[divan::bench(args = Provider::ALL)]
                fn floor(bencher: Bencher<'_, '_>, provider: Provider) {
                    if let Some(server) = $server {
                        provider.install();
                        let mut connection = server.connection();
                        bencher.bench_local(|| {
                            server.run(floor::on_connection::<Database>(&mut connection, &server.target, 1))
                        });
                    }
                }

                #[divan::bench(args = Provider::ALL)]
                fn traced(bencher: Bencher<'_, '_>, provider: Provider) {
                    if let Some(server) = $server {
                        provider.install();
                        let mut connection = server.connection();
                        bencher.bench_local(|| server.run(traced::on_connection::<Database>(&mut connection, 1)));
                    }
                }
            }

            #[divan::bench_group(sample_count = 200, sample_size = 50)]
            mod stream_on_connection {
                use super::*;

                #[divan::bench]
                fn raw(bencher: Bencher<'_, '_>) {
                    if let Some(server) = $server {
                        Provider::None.install();
                        let mut connection = server.connection();
                        bencher.bench_local(|| server.run(raw::stream::<Database>(&mut connection, 1)));
                    }
                }

                #[divan::bench(args = Provider::ALL)]
                fn floor(bencher: Bencher<'_, '_>, provider: Provider) {
                    if let Some(server) = $server {
                        provider.install();
                        let mut connection = server.connection();
                        bencher
                            .bench_local(|| server.run(floor::stream::<Database>(&mut connection, &server.target, 1)));
                    }
                }

                #[divan::bench(args = Provider::ALL)]
                fn traced(bencher: Bencher<'_, '_>, provider: Provider) {
                    if let Some(server) = $server {
                        provider.install();
                        let mut connection = server.connection();
                        bencher.bench_local(|| server.run(traced::stream::<Database>(&mut connection, 1)));
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

    #[divan::bench(args = Provider::ALL)]
    fn floor(bencher: Bencher<'_, '_>, provider: Provider) {
        provider.install();
        let target = server::Target { address: None, port: None, ..server::Target::default() };
        bencher.bench_local(|| instant::run(floor::on_instant(&Instant, &target)));
    }

    #[divan::bench(args = Provider::ALL)]
    fn traced(bencher: Bencher<'_, '_>, provider: Provider) {
        provider.install();
        bencher.bench_local(|| instant::run(traced::on_instant(&Instant)));
    }
}
