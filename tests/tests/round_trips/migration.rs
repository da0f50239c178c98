//! Migrations: one span for a run, wherever the migrator comes from.

use std::borrow::Cow;

use opentelemetry::trace::{SpanKind, Status};
use sqlspan_tests::{Fixture, System, Trace};
use sqlx::migrate::{MigrateError, Migration, MigrationType, Migrator};
use sqlx::{MySql, Pool, Postgres, SqlSafeStr as _, Sqlite};

static MIGRATOR: Migrator = sqlx::migrate!("tests/round_trips/migrations");

fn migrator(statement: &'static str) -> Migrator {
    let statement = statement.into_sql_str();
    Migrator::with_migrations(vec![Migration::new(1, Cow::Borrowed("one"), MigrationType::Simple, statement, false)])
}

macro_rules! on {
    ($module:ident: $system:ty) => {
        mod $module {
            use super::*;

            #[sqlspan::repository]
            mod runs {
                use super::*;

                pub async fn of_macro(pool: &Pool<$system>) -> Result<(), MigrateError> {
                    sqlx::migrate!("tests/round_trips/migrations").run(pool).await
                }

                pub async fn of_static(pool: &Pool<$system>) -> Result<(), MigrateError> {
                    let mut conn = pool.acquire().await?;
                    MIGRATOR.run_to(1, &mut *conn).await
                }

                pub async fn of_local(pool: &Pool<$system>, statement: &'static str) -> Result<(), MigrateError> {
                    let migrator = migrator(statement);
                    migrator.run(pool).await
                }

                pub async fn undone(pool: &Pool<$system>) -> Result<(), MigrateError> {
                    Migrator::with_migrations(Vec::new()).set_ignore_missing(true).undo(pool, 0).await
                }
            }

            #[tokio::test]
            async fn a_run_is_a_span() {
                let Some(db) = Fixture::<$system>::new().await else { return };
                one_span(&db, runs::of_static(&db.pool), None).await;
                one_span(&db, runs::of_macro(&db.pool), None).await;
                one_span(&db, runs::undone(&db.pool), None).await;
            }

            #[tokio::test]
            async fn a_failure_is_told() {
                let Some(db) = Fixture::<$system>::new().await else { return };
                one_span(&db, runs::of_local(&db.pool, "CREATE TABLE orders (id BIGINT)"), Some(true)).await;
                let Some(db) = Fixture::<$system>::new().await else { return };
                runs::of_macro(&db.pool).await.unwrap();
                // Other migrations than those that were applied.
                one_span(&db, runs::of_local(&db.pool, "SELECT 1"), Some(false)).await;
            }
        }
    };
}

/// `failure`: whether it is the database's, with a code.
async fn one_span<DB: System>(
    db: &Fixture<DB>,
    run: impl Future<Output = Result<(), MigrateError>>,
    failure: Option<bool>,
) {
    let trace = Trace::start("deploy");
    assert_eq!(trace.run(run).await.is_err(), failure.is_some());
    let spans = trace.statements();
    let [span] = &*spans else { panic!("{spans:?}") };
    assert_eq!((span.name.as_ref(), &span.span_kind), ("migrate", &SpanKind::Internal));
    assert_eq!(span.parent_span_id, trace.root());
    let said = |name: &str| {
        span.attributes.iter().find(|pair| pair.key.as_str() == name).map(|pair| pair.value.as_str().into_owned())
    };
    assert_eq!(said("db.system.name").as_deref(), Some(db.server.system));
    assert_eq!(said("db.namespace"), db.server.namespace);
    assert!(said("code.function.name").unwrap().contains("::runs::"));
    let code = said("db.response.status_code");
    match failure {
        None => assert_eq!((said("error.type"), &span.status), (None, &Status::Unset)),
        Some(true) => assert!(code.is_some() && said("error.type") == code),
        Some(false) => assert_eq!((said("error.type").as_deref(), code), (Some("_OTHER"), None)),
    }
}

on! { postgres: Postgres }
on! { mysql: MySql }
on! { sqlite: Sqlite }

mod foreign {
    struct Job(Vec<u32>);

    impl Job {
        fn run(mut self, n: u32) -> Vec<u32> {
            self.0.push(n);
            self.0
        }

        async fn undo(&self, n: u32, _: &str) -> u32 {
            std::future::ready(n).await
        }
    }

    #[sqlspan::traced]
    async fn all(pool: &sqlx::SqlitePool) -> sqlx::Result<(Vec<u32>, u32)> {
        let job = Job(vec![1]);
        let undone = job.undo(3, "x").await;
        sqlx::query("SELECT id FROM orders WHERE id = 1").execute(pool).await?;
        Ok((job.run(2), undone))
    }

    #[tokio::test]
    async fn is_left_alone() {
        let Some(db) = sqlspan_tests::Fixture::<sqlx::Sqlite>::new().await else { return };
        let trace = sqlspan_tests::Trace::start("all");
        assert_eq!(trace.run(all(&db.pool)).await.unwrap(), (vec![1, 2], 3));
        assert_eq!(trace.statements().len(), 1);
    }
}
