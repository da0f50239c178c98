//! `Telemetry`: what is refused, what the environment presets, and traces only where there is one.

use std::process::Command;
use std::time::Duration;

use opentelemetry::Context;
use opentelemetry::trace::{
    FutureExt as _, SpanContext, SpanId, TraceContextExt as _, TraceFlags, TraceId, TraceState,
};
use sqlspan::{
    CommentMode, Comments, Conventions, DatabaseSystem, InstallError, PoolSettings, QueryText, Telemetry, Waits,
};
use sqlspan_tests::{Fixture, OwnPostgres, SEED, Trace, alone, block_on};
use sqlx::pool::PoolOptions;
use sqlx::postgres::PgPoolOptions;
use sqlx::{MySql, PgConnection, PgPool, Pool, Postgres, Sqlite, SqlitePool};

use crate::{attribute, told};

#[sqlspan::repository]
mod orders {
    use super::{PgConnection, PgPool, SqlitePool};

    pub async fn none_in_a_transaction(pool: &SqlitePool) -> sqlx::Result<()> {
        let tx = pool.begin().await?;
        tx.commit().await
    }

    #[traced(dialect = sqlite)]
    pub async fn paid(pool: &SqlitePool) -> sqlx::Result<Vec<i64>> {
        sqlx::query_scalar("SELECT id FROM orders WHERE status = 'paid'").fetch_all(pool).await
    }

    pub async fn helper(connection: &mut PgConnection) -> sqlx::Result<i64> {
        sqlx::query_scalar("SELECT count(*) FROM orders").fetch_one(connection).await
    }

    #[traced(pool = "reports")]
    pub async fn helper_of_reports(connection: &mut PgConnection) -> sqlx::Result<i64> {
        sqlx::query_scalar("SELECT count(*) FROM orders").fetch_one(connection).await
    }

    pub async fn in_one_function(pool: &PgPool) -> sqlx::Result<i64> {
        let mut tx = pool.begin().await?;
        let count = sqlx::query_scalar("SELECT count(*) FROM orders").fetch_one(&mut *tx).await?;
        tx.commit().await?;
        Ok(count)
    }
}

fn lazy<DB: sqlx::Database>(url: &str) -> Pool<DB> {
    PoolOptions::new().connect_lazy(url).unwrap()
}

/// Each wrong combination is an error of its own, which says what to do, and nothing is installed.
#[test]
fn wrong_combinations() {
    if !alone("settings::wrong_combinations") {
        return;
    }
    block_on(async {
        let postgres: Pool<Postgres> = lazy("postgres://user:s3cret@127.0.0.1:9/orders");
        let mysql: Pool<MySql> = lazy("mysql://user:s3cret@127.0.0.1:9/orders");
        let sqlite: Pool<Sqlite> = lazy("sqlite::memory:");
        let bound = || Comments::new(CommentMode::Bound);
        let builder = Telemetry::builder;
        for (refused, expected, says) in [
            (
                builder().pool(&mysql, PoolSettings::named("a")).pool(&postgres, PoolSettings::named("a")),
                InstallError::DuplicatePool("a".into()),
                "give each pool a name of its own",
            ),
            (
                builder().pool(&mysql, PoolSettings::named("a")).pool(&mysql, PoolSettings::named("b")),
                InstallError::PoolTwice { first: "a".into(), second: "b".into() },
                "keep one of them",
            ),
            (
                builder().pool(&postgres, PoolSettings::named("a").system(DatabaseSystem::MariaDb)),
                InstallError::WrongSystem { pool: "a".into(), stated: "mariadb", driver: "postgresql" },
                "its driver is that of `postgresql`",
            ),
            (
                builder().pool(&mysql, PoolSettings::named("a").comments(bound())),
                InstallError::NeedsPostgres { pool: "a".into(), mode: CommentMode::Bound, system: "mysql" },
                "use `Constant` or `Sampled`",
            ),
            (
                builder().pool(&sqlite, PoolSettings::named("a").comments(bound().mode(CommentMode::Transaction))),
                InstallError::NeedsPostgres { pool: "a".into(), mode: CommentMode::Transaction, system: "sqlite" },
                "is for PostgreSQL",
            ),
        ] {
            let error = refused.install().unwrap_err();
            assert_eq!(error, expected);
            assert!(error.to_string().contains(says), "{error}");
            assert!(!error.to_string().contains("s3cret"), "{error}");
        }
        let telemetry = builder().pool(&mysql, PoolSettings::named("a").comments(bound().mode(CommentMode::Sampled)));
        let _telemetry = telemetry.install().unwrap();
        assert_eq!(builder().install().unwrap_err(), InstallError::AlreadyInstalled);
    });
}

/// What each variable does, in a process that has it; and a value that is none of its own.
#[test]
fn the_environment() {
    const CASE: &str = "SQLSPAN_TEST_CASE";
    let cases = [
        ("SQLSPAN_QUERY_TEXT", "Sanitized"),
        ("SQLSPAN_QUERY_TEXT", "off"),
        ("SQLSPAN_WAITS", "always"),
        ("SQLSPAN_WAITS", "never"),
        ("SQLSPAN_WAITS", "600s"),
        ("SQLSPAN_TRANSACTIONS", "grouped"),
        ("SQLSPAN_ONLY_UNDER_PARENT", "true"),
        ("SQLSPAN_COMMENTS", "constant"),
        ("OTEL_SEMCONV_STABILITY_OPT_IN", "http,database/dup"),
        ("SQLSPAN_WAITS", "soon"),
        ("SQLSPAN_COMMENTS", "postgres://user:s3cret@db"),
    ];
    let Ok(case) = std::env::var(CASE) else {
        for (name, value) in cases {
            let mut again = Command::new(std::env::current_exe().unwrap());
            again.args(["--exact", "settings::the_environment", "--nocapture"]);
            let output = again.env(CASE, format!("{name}={value}")).env(name, value).output().unwrap();
            assert!(output.status.success(), "{name}={value}: {}", String::from_utf8_lossy(&output.stderr));
        }
        return;
    };
    block_on(async {
        let fixture = Fixture::<Sqlite>::alone().await.unwrap();
        // What the environment says takes the place of what was set before.
        let builder = Telemetry::builder().query_text(QueryText::AsWritten).waits(Waits::Never).from_env();
        let (name, value) = case.split_once('=').unwrap();
        let installed = builder.install();
        if matches!(value, "soon") || value.contains("s3cret") {
            let error = installed.unwrap_err();
            assert!(matches!(error, InstallError::Variable { .. }), "{error:?}");
            assert!(error.to_string().starts_with(&format!("`{name}` must be `")), "{error}");
            assert!(!error.to_string().contains("s3cret"), "{error}");
            return;
        }
        let _telemetry = installed.unwrap();
        let trace = Trace::start("request");
        trace.run(orders::paid(&fixture.pool)).await.unwrap();
        let spans = trace.spans();
        let query = spans.last().unwrap();
        let text = attribute(query, "db.query.text");
        match (name, value) {
            ("SQLSPAN_QUERY_TEXT", "Sanitized") => {
                assert_eq!(text.as_deref(), Some("SELECT id FROM orders WHERE status = ?"));
            }
            ("SQLSPAN_QUERY_TEXT", _) => assert_eq!(text, None),
            ("SQLSPAN_WAITS", "always") => assert_eq!(spans.len(), 2),
            ("OTEL_SEMCONV_STABILITY_OPT_IN", _) => assert_eq!(text, attribute(query, "db.statement")),
            ("SQLSPAN_TRANSACTIONS", _) => {
                trace.run(orders::none_in_a_transaction(&fixture.pool)).await.unwrap();
                let names: Vec<String> = trace.spans().iter().map(told).collect();
                assert_eq!(names, ["SELECT orders", "BEGIN", "COMMIT", "transaction"]);
            }
            ("SQLSPAN_ONLY_UNDER_PARENT", _) => {
                assert_eq!(spans.len(), 1);
                orders::paid(&fixture.pool).await.unwrap();
            }
            _ => assert_eq!(spans.len(), 1),
        }
    });
}

/// Background work makes no traces of its own; below any parent, also one from another process, queries are traced.
#[test]
fn only_under_a_parent() {
    if !alone("settings::only_under_a_parent") {
        return;
    }
    block_on(async {
        let fixture = Fixture::<Sqlite>::alone().await.unwrap();
        let settings = Telemetry::builder().only_under_parent(true).waits(Waits::Always);
        let _telemetry = settings.conventions(Conventions::Stable).install().unwrap();
        let trace = Trace::start("request");
        let remote = SpanContext::new(
            trace.context().span().span_context().trace_id(),
            SpanId::from(7),
            TraceFlags::SAMPLED,
            true,
            TraceState::NONE,
        );
        assert_ne!(remote.trace_id(), TraceId::INVALID);
        assert_eq!(orders::paid(&fixture.pool).await.unwrap(), [2], "it runs all the same");
        assert!(trace.spans().is_empty());
        trace.run(orders::paid(&fixture.pool)).await.unwrap();
        orders::paid(&fixture.pool).with_context(Context::new().with_remote_span_context(remote)).await.unwrap();
        let names: Vec<String> = trace.spans().iter().map(told).collect();
        let wait = format!("acquire {}", fixture.server.namespace.as_deref().unwrap());
        assert_eq!(names, [wait.as_str(), "SELECT orders", wait.as_str(), "SELECT orders"]);
        // In no other trace either.
        let all = sqlspan_tests::all_spans();
        assert_eq!(all.iter().filter(|span| span.name == "SELECT orders").count(), 2);
    });
}

/// Two pools with different settings, found on their connections too; pools that connect late, and pools of which the
/// settings never heard.
#[test]
fn pools_of_their_own() {
    if !alone("settings::pools_of_their_own") {
        return;
    }
    block_on(async {
        let Some(server) = OwnPostgres::start() else { return };
        let before: PgPool = PgPoolOptions::new().max_connections(1).connect(&server.url()).await.unwrap();
        sqlx::raw_sql(SEED).execute(&before).await.unwrap();
        // Not connected yet.
        let reports: PgPool = PgPoolOptions::new().max_connections(1).connect_lazy(&server.url()).unwrap();
        let comments = |application: &str| Comments::new(CommentMode::Constant).application(application);
        let _telemetry = Telemetry::builder()
            .comments(comments("process"))
            .pool(&before, PoolSettings::named("orders").comments(comments("orders")))
            .pool(&reports, PoolSettings::named("reports").comments(comments("reports")))
            .install()
            .unwrap();
        let after: PgPool = PgPoolOptions::new().max_connections(1).connect(&server.url()).await.unwrap();
        let application = || {
            let text = server.log().into_iter().rfind(|logged| logged.text.contains("count(*)")).unwrap().text;
            let tags = sqlspan::comment::parse(&text);
            tags.into_iter().find(|(key, _)| key == "application").map(|(_, value)| value).unwrap()
        };
        for (pool, name) in [(&before, "orders"), (&reports, "reports"), (&after, "process")] {
            orders::in_one_function(pool).await.unwrap();
            assert_eq!(application(), name, "a transaction knows its pool in the function that began it");
        }
        // A helper can't know which of two pools its connection is of: the process's settings, unless it says so.
        orders::helper(&mut reports.acquire().await.unwrap()).await.unwrap();
        assert_eq!(application(), "process");
        orders::helper_of_reports(&mut reports.acquire().await.unwrap()).await.unwrap();
        assert_eq!(application(), "reports");
        tokio::time::timeout(Duration::from_secs(30), reports.close()).await.unwrap();
        orders::helper(&mut before.acquire().await.unwrap()).await.unwrap();
        assert_eq!(application(), "orders", "of two pools, one is closed");
    });
}
