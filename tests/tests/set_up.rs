//! Settings of the process and the order in which they are made. Each case has a process of its own, in which this
//! program runs that one test again.

#![deny(warnings)]
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "tests")]

use opentelemetry::global;
use opentelemetry_sdk::trace::{InMemorySpanExporter, SdkTracerProvider};
use sqlspan::{DatabaseSystem, InstallError, PoolSettings, QueryText, Telemetry, Waits};
use sqlspan_tests::{alone, block_on};
use sqlx::pool::PoolOptions;
use sqlx::{MySqlPool, PgPool, Sqlite, SqliteConnection, SqlitePool};

/// A database in memory that lives as long as its pool.
async fn pool(name: &str) -> SqlitePool {
    let options = PoolOptions::<Sqlite>::new().min_connections(1).max_connections(1);
    let pool = options.connect(&format!("sqlite:file:{name}?mode=memory&cache=shared")).await.expect("a database");
    sqlx::raw_sql("CREATE TABLE orders (id INTEGER); INSERT INTO orders VALUES (1)").execute(&pool).await.unwrap();
    pool
}

#[sqlspan::repository(dialect = sqlite)]
mod queries {
    use super::{MySqlPool, PgPool, SqliteConnection, SqlitePool};

    pub async fn of_pool(pool: &SqlitePool) -> i64 {
        sqlx::query_scalar("SELECT id FROM orders WHERE id = 1").fetch_one(pool).await.expect("a row")
    }

    pub async fn of_connection(connection: &mut SqliteConnection) -> i64 {
        sqlx::query_scalar("SELECT id FROM orders WHERE id = 1").fetch_one(connection).await.expect("a row")
    }

    pub async fn of_mysql(pool: &MySqlPool) {
        sqlx::query("SELECT 1").execute(pool).await.expect_err("nobody listens");
    }

    pub async fn of_postgres(pool: &PgPool) {
        sqlx::query("SELECT 1").execute(pool).await.expect_err("nobody listens");
    }
}

fn provider() -> (SdkTracerProvider, InMemorySpanExporter) {
    let exporter = InMemorySpanExporter::default();
    (SdkTracerProvider::builder().with_simple_exporter(exporter.clone()).build(), exporter)
}

fn count(exporter: &InMemorySpanExporter) -> usize {
    exporter.get_finished_spans().expect("the exporter is alive").len()
}

/// An attribute of the last span.
fn last(exporter: &InMemorySpanExporter, name: &str) -> Option<String> {
    let spans = exporter.get_finished_spans().expect("the exporter is alive");
    let attributes = &spans.last().expect("a span").attributes;
    attributes.iter().find(|pair| pair.key.as_str() == name).map(|pair| pair.value.to_string())
}

#[test]
fn without_a_provider_queries_just_run() {
    if alone("without_a_provider_queries_just_run") {
        block_on(async { assert_eq!(queries::of_pool(&pool("a").await).await, 1) });
    }
}

#[test]
fn a_provider_after_the_pool_and_the_first_queries() {
    if alone("a_provider_after_the_pool_and_the_first_queries") {
        block_on(async {
            let pool = pool("a").await;
            queries::of_pool(&pool).await;
            let (provider, exporter) = provider();
            global::set_tracer_provider(provider);
            queries::of_pool(&pool).await;
            assert_eq!(count(&exporter), 1);
        });
    }
}

#[test]
fn a_provider_that_is_replaced() {
    if alone("a_provider_that_is_replaced") {
        block_on(async {
            let pool = pool("a").await;
            let (first, first_exporter) = provider();
            global::set_tracer_provider(first);
            queries::of_pool(&pool).await;
            assert_eq!(count(&first_exporter), 1);
            let (second, second_exporter) = provider();
            global::set_tracer_provider(second);
            queries::of_pool(&pool).await;
            assert_eq!(count(&second_exporter), 1);
        });
    }
}

#[test]
fn a_provider_of_its_own_wins_over_the_global_one() {
    if alone("a_provider_of_its_own_wins_over_the_global_one") {
        block_on(async {
            let (own, own_exporter) = provider();
            let (shared, shared_exporter) = provider();
            global::set_tracer_provider(shared);
            let _telemetry = Telemetry::builder().tracer_provider(own).install().unwrap();
            queries::of_pool(&pool("a").await).await;
            assert_eq!((count(&own_exporter), count(&shared_exporter)), (1, 0));
        });
    }
}

#[test]
fn a_second_install_is_refused_and_changes_nothing() {
    if alone("a_second_install_is_refused_and_changes_nothing") {
        block_on(async {
            let (provider, exporter) = provider();
            global::set_tracer_provider(provider);
            let pool = pool("a").await;
            let _telemetry = Telemetry::builder().install().unwrap();
            let second = Telemetry::builder().query_text(QueryText::Off).install();
            assert_eq!(second.unwrap_err(), InstallError::AlreadyInstalled);
            queries::of_pool(&pool).await;
            assert_eq!(last(&exporter, "db.query.text").as_deref(), Some("SELECT id FROM orders WHERE id = 1"));
        });
    }
}

#[test]
fn two_pools_of_one_name_are_refused() {
    if alone("two_pools_of_one_name_are_refused") {
        block_on(async {
            let (one, two) = (pool("a").await, pool("b").await);
            let named = || PoolSettings::named("orders");
            let refused = Telemetry::builder().pool(&one, named()).pool(&two, named()).install();
            assert_eq!(refused.unwrap_err(), InstallError::DuplicatePool("orders".to_owned()));
            Telemetry::builder().pool(&one, named()).install().expect("nothing was installed");
        });
    }
}

#[test]
fn the_text_is_switched_while_running() {
    if alone("the_text_is_switched_while_running") {
        block_on(async {
            let (provider, exporter) = provider();
            global::set_tracer_provider(provider);
            let pool = pool("a").await;
            let telemetry = Telemetry::builder().query_text(QueryText::Sanitized).install().unwrap();
            queries::of_pool(&pool).await;
            assert_eq!(last(&exporter, "db.query.text").as_deref(), Some("SELECT id FROM orders WHERE id = ?"));
            telemetry.set_query_text(QueryText::Off);
            queries::of_pool(&pool).await;
            assert_eq!(last(&exporter, "db.query.text"), None);
            assert_eq!(last(&exporter, "db.query.summary").as_deref(), Some("SELECT orders"), "the name stays");
            telemetry.set_query_text(QueryText::AsWritten);
            queries::of_pool(&pool).await;
            assert_eq!(last(&exporter, "db.query.text").as_deref(), Some("SELECT id FROM orders WHERE id = 1"));
        });
    }
}

#[test]
fn a_connection_is_of_the_only_registered_pool() {
    if alone("a_connection_is_of_the_only_registered_pool") {
        block_on(async {
            let (provider, exporter) = provider();
            global::set_tracer_provider(provider);
            let (one, two) = (pool("one").await, pool("two").await);
            queries::of_pool(&one).await;
            queries::of_connection(&mut one.acquire().await.unwrap()).await;
            assert_eq!(
                last(&exporter, "db.namespace"),
                None,
                "a pool that was only seen is not taken for the only one"
            );
            let _telemetry = Telemetry::builder().pool(&one, PoolSettings::named("one")).install().unwrap();
            queries::of_connection(&mut one.acquire().await.unwrap()).await;
            assert_eq!(last(&exporter, "db.namespace").as_deref(), Some("file:one"));
            queries::of_pool(&two).await;
            assert_eq!(last(&exporter, "db.namespace").as_deref(), Some("file:two"), "a pool speaks for itself");
        });
    }
}

#[test]
fn of_two_registered_pools_none_is_guessed() {
    if alone("of_two_registered_pools_none_is_guessed") {
        block_on(async {
            let (provider, exporter) = provider();
            global::set_tracer_provider(provider);
            let (one, two) = (pool("one").await, pool("two").await);
            let builder = Telemetry::builder().pool(&one, PoolSettings::named("one"));
            let _telemetry = builder.pool(&two, PoolSettings::named("two")).install().unwrap();
            queries::of_connection(&mut one.acquire().await.unwrap()).await;
            assert_eq!(last(&exporter, "db.namespace"), None);
            two.close().await;
            drop(two);
            queries::of_connection(&mut one.acquire().await.unwrap()).await;
            assert_eq!(last(&exporter, "db.namespace").as_deref(), Some("file:one"), "the other is gone");
        });
    }
}

#[test]
fn a_system_that_the_driver_does_not_tell() {
    if alone("a_system_that_the_driver_does_not_tell") {
        block_on(async {
            let (provider, exporter) = provider();
            global::set_tracer_provider(provider);
            let impatient = std::time::Duration::from_millis(100);
            let mysql: MySqlPool = PoolOptions::new()
                .acquire_timeout(impatient)
                .connect_lazy("mysql://somebody:hidden@127.0.0.1:9/shop")
                .unwrap();
            let postgres: PgPool =
                PoolOptions::new().acquire_timeout(impatient).connect_lazy("postgres://127.0.0.1:9/shop").unwrap();
            queries::of_mysql(&mysql).await;
            assert_eq!(last(&exporter, "db.system.name").as_deref(), Some("mysql"));
            let _telemetry = Telemetry::builder()
                .pool(&mysql, PoolSettings::named("shop").system(DatabaseSystem::MariaDb))
                .pool(&postgres, PoolSettings::named("roach").system(DatabaseSystem::CockroachDb))
                .install()
                .unwrap();
            queries::of_mysql(&mysql).await;
            assert_eq!(last(&exporter, "db.system.name").as_deref(), Some("mariadb"), "also of a pool seen before");
            assert_eq!(last(&exporter, "db.namespace").as_deref(), Some("shop"));
            assert_eq!(last(&exporter, "server.port").as_deref(), Some("9"));
            queries::of_postgres(&postgres).await;
            assert_eq!(last(&exporter, "db.system.name").as_deref(), Some("cockroachdb"));
            let spans = exporter.get_finished_spans().unwrap();
            assert!(!format!("{spans:?}").contains("hidden"), "no credential in a span");
        });
    }
}

/// A pool on which nobody answers, at this port.
fn unanswered(port: u16) -> MySqlPool {
    let options = PoolOptions::new().acquire_timeout(std::time::Duration::from_millis(20));
    options.connect_lazy(&format!("mysql://127.0.0.1:{port}/shop")).unwrap()
}

#[test]
fn a_pool_that_gets_other_options_stays_the_same() {
    if alone("a_pool_that_gets_other_options_stays_the_same") {
        block_on(async {
            let (provider, exporter) = provider();
            global::set_tracer_provider(provider);
            let (shop, other) = (unanswered(9), unanswered(7));
            let settings = PoolSettings::named("shop").system(DatabaseSystem::MariaDb);
            let builder = Telemetry::builder().waits(Waits::Always);
            let _telemetry = builder.pool(&shop, settings).install().unwrap();
            // As when credentials are renewed, or another server takes over.
            for port in 10..60 {
                shop.set_connect_options(format!("mysql://127.0.0.1:{port}/shop").parse().unwrap());
                queries::of_mysql(&other).await;
                assert_eq!(last(&exporter, "db.system.name").as_deref(), Some("mysql"));
                queries::of_mysql(&shop).await;
                assert_eq!(last(&exporter, "db.system.name").as_deref(), Some("mariadb"), "{port}");
                assert_eq!(last(&exporter, "server.port"), Some(port.to_string()));
                let spans = exporter.get_finished_spans().unwrap();
                assert_eq!(spans[spans.len() - 2].name, "acquire shop");
            }
        });
    }
}

#[test]
fn a_pool_in_the_place_of_one_that_is_gone_is_another() {
    if alone("a_pool_in_the_place_of_one_that_is_gone_is_another") {
        block_on(async {
            let (provider, exporter) = provider();
            global::set_tracer_provider(provider);
            let shop = unanswered(9);
            let settings = PoolSettings::named("shop").system(DatabaseSystem::MariaDb);
            let _telemetry = Telemetry::builder().pool(&shop, settings).install().unwrap();
            queries::of_mysql(&shop).await;
            assert_eq!(last(&exporter, "db.system.name").as_deref(), Some("mariadb"));
            shop.close().await;
            drop(shop);
            for port in 10..60 {
                let next = unanswered(port);
                queries::of_mysql(&next).await;
                assert_eq!(last(&exporter, "db.system.name").as_deref(), Some("mysql"));
                assert_eq!(last(&exporter, "server.port"), Some(port.to_string()));
            }
        });
    }
}
