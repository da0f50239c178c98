//! The hazards of `Bound`: where it applies none of them, and the query has the result that it would have had.

use sqlspan::{BindSkipReason, CommentMode, DatabaseSystem, InstallError, PoolSettings, Telemetry};
use sqlspan_tests::{OwnPostgres, alone, block_on};
use sqlx::postgres::PgPoolOptions;
use sqlx::{AssertSqlSafe, Executor as _, PgPool, Statement as _};

use crate::modes::{install, server};
use crate::orders::Orders;
use crate::{comments, sampled};

struct Hazards {
    pool: PgPool,
}

#[sqlspan::repository(allow(bind_count, placeholder_dialect))]
impl Hazards {
    async fn too_few(&self) -> sqlx::Result<Vec<i64>> {
        sqlx::query_scalar("SELECT id FROM orders WHERE id = $1 AND status = $2")
            .bind(1_i64)
            .fetch_all(&self.pool)
            .await
    }

    async fn too_many(&self) -> sqlx::Result<Vec<i64>> {
        sqlx::query_scalar("SELECT id FROM orders WHERE id = $1").bind(1_i64).bind("x").fetch_all(&self.pool).await
    }

    #[traced(summary = "question marks", allow(dynamic_sql))]
    async fn question_marks(&self, sql: String) -> sqlx::Result<Vec<i64>> {
        sqlx::query_scalar(AssertSqlSafe(sql)).fetch_all(&self.pool).await
    }

    async fn no_arguments(&self) -> sqlx::Result<()> {
        sqlx::raw_sql("SELECT 1").execute(&self.pool).await.map(drop)
    }

    async fn prepared(&self, id: i64) -> sqlx::Result<Option<i64>> {
        let mut connection = self.pool.acquire().await?;
        let statement =
            (&mut *connection).prepare(sqlx::SqlStr::from_static("SELECT id FROM orders WHERE id = $1")).await?;
        statement.query_scalar().bind(id).fetch_optional(&mut *connection).await
    }

    async fn same_text_without(&self, id: i64) -> sqlx::Result<i64> {
        sqlx::query_scalar("SELECT id FROM orders WHERE id = $1").bind(id).fetch_one(&self.pool).await
    }
}

fn last(server: &OwnPostgres) -> String {
    server.log().pop().expect("a statement was logged").text
}

#[test]
fn each_is_refused_counted_and_harmless() {
    if !alone("refusals::each_is_refused_counted_and_harmless") {
        return;
    }
    block_on(async {
        let Some((server, orders)) = server().await else { return };
        let hazards = Hazards { pool: orders.pool.clone() };
        let telemetry = install(&orders.pool, comments(CommentMode::Bound));

        // PostgreSQL would have taken the trace context for `$2`, and returned no row where there is an error.
        let error = hazards.too_few().await.unwrap_err().to_string();
        assert!(error.contains("supplies 1 parameter"), "{error}");
        assert_eq!(telemetry.bind_skips(), [(BindSkipReason::PlaceholdersDiffer, 1)]);
        let plain = sqlx::query_scalar::<_, i64>("SELECT id FROM orders WHERE id = $1 ").bind(1_i64).bind("x");
        let plain = plain.fetch_all(&orders.pool).await.map_err(|error| error.to_string());
        assert_eq!(hazards.too_many().await.map_err(|error| error.to_string()), plain);
        assert_eq!(telemetry.bind_skips(), [(BindSkipReason::PlaceholdersDiffer, 2)]);

        // `?` behind a value is an operator, of a statement that wants no parameter ..
        for sql in [
            "SELECT id FROM orders WHERE '{\"a\":1}'::jsonb ? 'a'",
            "SELECT id FROM orders WHERE '{\"a\":1}'::jsonb ?| array['a', 'b'] OR '[\"c\"]'::jsonb ?& array['c']",
            "SELECT id FROM orders WHERE ('{\"a\":{\"b\":1}}'::jsonb -> 'a') ? 'b' AND '{\"a\":1}'::jsonb @? '$.a'",
        ] {
            assert_eq!(hazards.question_marks(sql.to_owned()).await.unwrap().len(), 3, "{sql}");
            assert_eq!(telemetry.bind_skips(), [(BindSkipReason::PlaceholdersDiffer, 2)], "{sql}");
            assert!(last(&server).ends_with("trace_parameter='1'*/"), "{sql}");
        }
        // .. and where a value is expected it is a mistake.
        hazards.question_marks("SELECT id FROM orders WHERE id = ?".to_owned()).await.unwrap_err();
        assert_eq!(telemetry.bind_skips(), [(BindSkipReason::PlaceholdersDiffer, 3)]);

        hazards.no_arguments().await.unwrap();
        assert_eq!(telemetry.bind_skips(), [(BindSkipReason::NoArguments, 1), (BindSkipReason::PlaceholdersDiffer, 3)]);
        sampled(hazards.no_arguments()).await;
        assert!(last(&server).contains("traceparent='"), "its text is never cached, so it has room");

        // Statements that the program prepared are its own.
        assert_eq!(hazards.prepared(2).await.unwrap(), Some(2));
        assert_eq!(last(&server), "SELECT id FROM orders WHERE id = $1");
        // And so is one of the same text that was cached with fewer parameters.
        let cached: i64 = sqlx::query_scalar("SELECT id FROM orders WHERE id = $1")
            .bind(3_i64)
            .fetch_one(&orders.pool)
            .await
            .unwrap();
        assert_eq!((cached, hazards.same_text_without(3).await.unwrap()), (3, 3));
        telemetry.set_comment_mode(CommentMode::Off);
        assert_eq!(hazards.same_text_without(3).await.unwrap(), 3);
        telemetry.set_comment_mode(CommentMode::Bound);
        assert_eq!(hazards.same_text_without(3).await.unwrap(), 3);
    });
}

/// A server that speaks PostgreSQL's protocol and is none: what holds for the process does not hold for it, and what is
/// stated for it alone is refused at once.
#[test]
fn other_servers_are_refused() {
    if !alone("refusals::other_servers_are_refused") {
        return;
    }
    block_on(async {
        let Some((server, orders)) = server().await else { return };
        let settings = || PoolSettings::named("orders").system(DatabaseSystem::CockroachDb);
        for mode in [CommentMode::Bound, CommentMode::Transaction] {
            let stated = Telemetry::builder().pool(&orders.pool, settings().comments(comments(mode))).install();
            let refused = InstallError::NeedsPostgres { pool: "orders".to_owned(), mode, system: "cockroachdb" };
            assert_eq!(stated.unwrap_err(), refused);
        }
        let builder = Telemetry::builder().comments(comments(CommentMode::Bound));
        let telemetry = builder.pool(&orders.pool, settings()).install().unwrap();
        sampled(orders.find(1)).await;
        assert!(last(&server).ends_with("db_driver='sqlx-postgres'*/"));
        assert_eq!(telemetry.bind_skips(), [(BindSkipReason::NotPostgres, 1)]);
    });
}

/// As many arguments as the protocol allows leave no room for one more.
#[test]
fn a_full_statement_is_refused() {
    if !alone("refusals::a_full_statement_is_refused") {
        return;
    }
    block_on(async {
        let Some((_server, orders)) = server().await else { return };
        let telemetry = install(&orders.pool, comments(CommentMode::Bound));
        let ids: Vec<i64> = (0..65_534).collect();
        assert_eq!(orders.built(&ids).await.unwrap().len(), 3);
        assert_eq!(telemetry.bind_skips(), [], "one more is allowed");
        let ids: Vec<i64> = (0..65_535).collect();
        assert_eq!(orders.built(&ids).await.unwrap().len(), 3);
        assert_eq!(telemetry.bind_skips(), [(BindSkipReason::TooManyArguments, 1)]);
    });
}

/// Once for each call site, and never with a value.
#[test]
fn a_refusal_is_said_once() {
    use std::io::Write;
    use std::sync::{Arc, Mutex};
    use tracing_subscriber::fmt::MakeWriter;

    #[derive(Clone, Default)]
    struct Said(Arc<Mutex<Vec<u8>>>);
    impl Write for Said {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0.lock().unwrap().extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    impl MakeWriter<'_> for Said {
        type Writer = Self;

        fn make_writer(&self) -> Self {
            self.clone()
        }
    }

    if !alone("refusals::a_refusal_is_said_once") {
        return;
    }
    let said = Said::default();
    let subscriber = tracing_subscriber::fmt().with_writer(said.clone()).with_ansi(false).finish();
    tracing::subscriber::set_global_default(subscriber).unwrap();
    block_on(async {
        let Some((server, orders)) = server().await else { return };
        let settings = PoolSettings::named("orders").system(DatabaseSystem::CockroachDb);
        let second = PgPoolOptions::new().max_connections(1).connect(&server.url()).await.unwrap();
        let _telemetry = Telemetry::builder()
            .comments(comments(CommentMode::Bound))
            .pool(&orders.pool, settings)
            .pool(&second, PoolSettings::named("second"))
            .install()
            .unwrap();
        for _ in 0..3 {
            orders.find(1).await.unwrap();
            orders.constant(1).await.unwrap();
            Orders { pool: second.clone() }.find(1).await.unwrap();
        }
        let said = String::from_utf8(said.0.lock().unwrap().clone()).unwrap();
        let ours: Vec<&str> = said.lines().filter(|line| line.contains(" sqlspan:")).collect();
        assert_eq!(ours.len(), 2, "{said}");
        assert!(ours[0].contains("WARN") && ours[0].contains("the server is not known to be PostgreSQL"), "{said}");
        assert!(ours[0].contains("Orders::find") && ours[1].contains("Orders::constant"), "{said}");
    });
}
