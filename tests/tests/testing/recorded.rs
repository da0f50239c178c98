//! What is known of each query, on every database.

use opentelemetry::trace::TraceContextExt as _;
use sqlspan::testing::{Queries, capture};
use sqlspan::{QueryText, Telemetry};
use sqlspan_tests::{Fixture, Trace, alone, block_on};

use crate::{database, orders};

macro_rules! system {
    ($name:ident: $system:ident, $by_id:literal, $insert:literal) => {
        mod $name {
            use super::*;

            #[sqlspan::traced]
            async fn work(pool: &sqlx::Pool<sqlx::$system>) -> sqlx::Result<()> {
                sqlx::query($by_id).bind(2_i64).fetch_all(pool).await?;
                let mut tx = pool.begin().await?;
                sqlx::query("UPDATE orders SET status = 'paid' WHERE id < 3").execute(&mut *tx).await?;
                tx.rollback().await?;
                sqlx::query($insert).bind(1_i64).bind("s3cret").execute(pool).await?;
                Ok(())
            }

            #[tokio::test]
            async fn everything_about_a_query() {
                let Some(db) = Fixture::<sqlx::$system>::new().await else { return };
                let first = line!() - 14;
                let (result, queries) = capture(work(&db.pool)).await;
                assert!(matches!(result, Err(sqlx::Error::Database(_))), "{result:?}");

                assert_eq!(queries.len(), 3);
                assert_eq!(queries.summaries(), ["SELECT orders", "UPDATE orders", "INSERT orders"]);
                let texts: Vec<_> = queries.iter().map(sqlspan::testing::Query::text).collect();
                assert_eq!(texts, [$by_id, "UPDATE orders SET status = 'paid' WHERE id < 3", $insert]);
                let lines: Vec<_> = queries.iter().map(|query| query.line() - queries[0].line()).collect();
                assert_eq!(lines, if queries[0].line() == first { [0, 2, 4] } else { [0; 3] });
                for query in &queries {
                    let function = concat!("testing::recorded::", stringify!($name), "::work");
                    assert_eq!(query.function(), function);
                    assert!(query.file().ends_with("tests/testing/recorded.rs"), "{}", query.file());
                    assert!(query.duration().is_some() && query.parent().is_none() && !query.is_step());
                }
                assert_eq!((queries[0].returned_rows(), queries[0].rows_affected()), (Some(1), None));
                assert_eq!((queries[1].returned_rows(), queries[1].rows_affected()), (None, Some(2)));
                assert_eq!((queries[0].error_type(), queries[0].error_code()), (None, None));
                let code = queries[2].error_code().unwrap();
                assert_eq!(queries[2].error_type(), Some(code));

                let steps: Vec<_> = queries.steps().map(|step| step.summary()).collect();
                assert_eq!(steps, ["BEGIN", "ROLLBACK"]);
                let trips: Vec<_> = queries.round_trips().iter().map(|query| query.summary()).collect();
                assert_eq!(trips, ["SELECT orders", "BEGIN", "UPDATE orders", "ROLLBACK", "INSERT orders"]);
                leaks_nothing(&queries);
            }
        }
    };
}

system!(sqlite: Sqlite,
    "SELECT id FROM orders WHERE id = $1",
    "INSERT INTO orders (id, status) VALUES ($1, $2)");
system!(postgres: Postgres,
    "SELECT id FROM orders WHERE id = $1",
    "INSERT INTO orders (id, status) VALUES ($1, $2)");
system!(mariadb: MySql,
    "SELECT id FROM orders WHERE id = ?",
    "INSERT INTO orders (id, status) VALUES (?, ?)");

/// Neither a bound value nor what the database said.
fn leaks_nothing(queries: &Queries) {
    for printed in [format!("{queries}"), format!("{queries:?}")] {
        let printed = printed.to_lowercase();
        assert!(
            !printed.contains("s3cret") && !printed.contains("unique") && !printed.contains("duplicate"),
            "{printed}"
        );
    }
}

#[tokio::test]
async fn the_parent_where_there_is_one() {
    let (db, trace) = (database().await, Trace::start("request"));
    let ((), queries) = trace
        .run(async {
            let (result, queries) = capture(orders::add(&db.pool, 9)).await;
            result.unwrap();
            ((), queries)
        })
        .await;
    assert_eq!(queries[0].parent(), Some(trace.context().span().span_context()));
    // And the span is made all the same.
    assert_eq!(trace.queries().len(), 1);
}

#[sqlspan::traced(summary = "look", allow(dynamic_sql, interpolated_sql))]
async fn look(pool: &sqlx::SqlitePool, name: &str) -> sqlx::Result<()> {
    let text = format!("SELECT  name FROM items WHERE name = '{name}'");
    sqlx::query(sqlx::AssertSqlSafe(text)).execute(pool).await?;
    Ok(())
}

#[tokio::test]
async fn text_that_is_not_static_is_sanitised() {
    let db = database().await;
    let (result, queries) = capture(look(&db.pool, "s3cret")).await;
    result.unwrap();
    assert_eq!((queries[0].summary(), queries[0].text()), ("look", "SELECT name FROM items WHERE name = ?"));
}

#[test]
fn text_is_recorded_whatever_spans_carry() {
    if alone("recorded::text_is_recorded_whatever_spans_carry") {
        block_on(async {
            let db = Fixture::<sqlx::Sqlite>::alone().await.unwrap();
            Telemetry::builder().query_text(QueryText::Off).only_under_parent(true).install().unwrap();
            let (result, queries) = capture(orders::pay_all(&db.pool)).await;
            result.unwrap();
            let texts: Vec<_> = queries.round_trips().iter().map(sqlspan::testing::Query::text).collect();
            assert_eq!(texts, ["BEGIN", "UPDATE orders SET status = 'paid' WHERE id > 0", "COMMIT"]);
        });
    }
}

#[tokio::test]
async fn what_is_given_up() {
    let db = database().await;
    let ((), queries) = capture(async {
        // There is no connection left.
        let _taken = futures::future::try_join_all((0..4).map(|_| db.pool.acquire())).await.unwrap();
        let mut waiting = Box::pin(orders::add(&db.pool, 9));
        assert!(futures::poll!(waiting.as_mut()).is_pending());
    })
    .await;
    assert_eq!(queries[0].outcome(), Some("cancelled"));
    assert_eq!(queries[0].error_type(), None);
}

#[tokio::test]
async fn what_goes_on_when_the_capture_ends() {
    let db = database().await;
    let (mut rows, queries) = capture(async {
        let mut rows = stream(&db.pool);
        futures::TryStreamExt::try_next(&mut rows).await.unwrap();
        rows
    })
    .await;
    assert_eq!((queries[0].duration(), queries[0].returned_rows()), (None, None));
    assert!(queries.to_string().contains("not ended"), "{queries}");
    // It is no trouble that it ends later.
    futures::TryStreamExt::try_next(&mut rows).await.unwrap();
    drop(rows);
    assert_eq!(queries[0].duration(), None);
}

#[sqlspan::traced]
fn stream(pool: &sqlx::SqlitePool) -> futures::stream::BoxStream<'_, sqlx::Result<(i64,)>> {
    sqlx::query_as("SELECT id FROM orders").fetch(pool)
}

#[tokio::test]
async fn a_transaction_that_is_dropped() {
    let db = database().await;
    let (result, queries) = capture(dropped(&db.pool)).await;
    result.unwrap();
    let steps: Vec<_> = queries.steps().map(|step| (step.summary(), step.outcome())).collect();
    assert_eq!(steps, [("BEGIN", None), ("ROLLBACK", Some("dropped"))]);
}

#[sqlspan::traced]
async fn dropped(pool: &sqlx::SqlitePool) -> sqlx::Result<()> {
    let mut tx = pool.begin().await?;
    sqlx::query("DELETE FROM items WHERE order_id = 1").execute(&mut *tx).await?;
    Ok(())
}
