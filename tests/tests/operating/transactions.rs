//! Transactions with a span of their own: a worker's poll is one trace.

use opentelemetry::trace::{FutureExt as _, SpanId, SpanKind, TraceContextExt as _, Tracer as _};
use opentelemetry::{Context, global};
use opentelemetry_sdk::trace::SpanData;
use sqlspan::{Telemetry, Transactions};
use sqlspan_tests::{Fixture, Trace, all_spans, alone, block_on};
use sqlx::{Connection as _, MySql, Pool, Postgres, Sqlite};

macro_rules! on {
    ($module:ident: $system:ty) => {
        mod $module {
            use super::*;

            pub type Connection = <$system as sqlx::Database>::Connection;

            #[sqlspan::repository]
            mod worker {
                use super::*;

                pub async fn pay(conn: &mut Connection) -> sqlx::Result<()> {
                    sqlx::query("UPDATE orders SET status = 'paid' WHERE id = 1").execute(&mut *conn).await?;
                    conn.ping().await
                }

                pub async fn poll(pool: &Pool<$system>) -> sqlx::Result<u64> {
                    let mut tx = pool.begin().await?;
                    let ids: Vec<i64> =
                        sqlx::query_scalar("SELECT id FROM orders WHERE status = 'new'").fetch_all(&mut *tx).await?;
                    pay(&mut tx).await?;
                    let mut inner = tx.begin().await?;
                    pay(&mut *inner).await?;
                    inner.commit().await?;
                    tx.commit().await?;
                    sqlx::query("SELECT id FROM orders WHERE id = 3").execute(pool).await?;
                    Ok(ids.len() as u64)
                }

                pub async fn dropped(pool: &Pool<$system>) -> sqlx::Result<()> {
                    let mut conn = pool.acquire().await?;
                    let mut tx = conn.begin().await?;
                    pay(tx.as_mut()).await
                }

                pub async fn given_away(pool: &Pool<$system>) -> sqlx::Result<sqlx::Transaction<'static, $system>> {
                    let mut tx = pool.begin().await?;
                    pay(&mut tx).await?;
                    Ok(tx)
                }
            }

            #[test]
            fn outside_of_a_trace() {
                if !alone(concat!("transactions::", stringify!($module), "::outside_of_a_trace")) {
                    return;
                }
                block_on(async {
                    let Some(db) = Fixture::<$system>::alone().await else { return };
                    let _provider = Trace::start("somewhere else");
                    worker::poll(&db.pool).await.unwrap();
                    let inside = [
                        "BEGIN",
                        "SELECT orders",
                        "UPDATE orders",
                        "ping",
                        "SAVEPOINT",
                        "UPDATE orders",
                        "ping",
                        "RELEASE SAVEPOINT",
                        "COMMIT",
                    ];
                    // What runs behind it on the pool is none of it.
                    assert_eq!(traces(), [[&["transaction"], &inside[..]].concat(), vec!["SELECT orders"]]);

                    worker::dropped(&db.pool).await.unwrap();
                    let dropped = vec!["transaction", "BEGIN", "UPDATE orders", "ping", "ROLLBACK"];
                    assert_eq!(traces()[2..], [dropped]);

                    worker::given_away(&db.pool).await.unwrap().rollback().await.unwrap();
                    let singles: Vec<_> = ["BEGIN", "UPDATE orders", "ping"].map(|name| vec![name]).to_vec();
                    assert_eq!(traces()[3..], singles);
                });
            }

            #[test]
            fn at_once() {
                if !alone(concat!("transactions::", stringify!($module), "::at_once")) {
                    return;
                }
                block_on(async {
                    let Some(db) = Fixture::<$system>::alone().await else { return };
                    let _provider = Trace::start("somewhere else");
                    for _ in 0..5 {
                        tokio::try_join!(worker::dropped(&db.pool), worker::dropped(&db.pool)).unwrap();
                    }
                    let expected = vec!["transaction", "BEGIN", "UPDATE orders", "ping", "ROLLBACK"];
                    assert_eq!(traces(), vec![expected; 10]);
                });
            }

            #[test]
            fn always_if_asked() {
                if !alone(concat!("transactions::", stringify!($module), "::always_if_asked")) {
                    return;
                }
                block_on(async {
                    let Some(db) = Fixture::<$system>::alone().await else { return };
                    let telemetry = Telemetry::builder().transactions(Transactions::Grouped).install().unwrap();
                    let trace = Trace::start("request");
                    trace.run(worker::poll(&db.pool)).await.unwrap();
                    let spans = trace.statements();
                    let group = spans.iter().find(|span| span.name == "transaction").unwrap();
                    assert_eq!((group.parent_span_id, &group.span_kind), (trace.root(), &SpanKind::Internal));
                    let inside = spans.iter().filter(|span| span.parent_span_id == group.span_context.span_id());
                    assert_eq!(inside.count(), 9);

                    // What has a span of its own in it keeps it.
                    let trace = Trace::start("request");
                    trace.run(spanned(&db.pool)).await.unwrap();
                    let spans = trace.statements();
                    let step = spans.iter().find(|span| span.name == "step").unwrap().span_context.span_id();
                    let update = spans.iter().find(|span| span.name == "UPDATE orders").unwrap();
                    assert_eq!(update.parent_span_id, step);

                    telemetry.set_transactions(Transactions::Steps);
                    let trace = Trace::start("request");
                    trace.run(worker::poll(&db.pool)).await.unwrap();
                    assert!(trace.statements().iter().all(|span| span.parent_span_id == trace.root()));
                });
            }

            #[sqlspan::traced]
            async fn spanned(pool: &Pool<$system>) -> sqlx::Result<()> {
                let mut tx = pool.begin().await?;
                let step = Context::current_with_span(global::tracer("test").start("step"));
                worker::pay(&mut tx).with_context(step).await?;
                tx.rollback().await
            }
        }
    };
}

/// The names of the traces that were not begun by the test, in the order in which they began; the root first, then what
/// is directly below it, in order of the start.
fn traces() -> Vec<Vec<&'static str>> {
    let mut spans: Vec<SpanData> = all_spans().into_iter().filter(|span| !span.name.starts_with("acquire ")).collect();
    spans.sort_by_key(|span| span.start_time);
    let roots = spans.iter().filter(|span| span.parent_span_id == SpanId::INVALID);
    let below = |root: &SpanData| {
        let inside = spans.iter().filter(|span| span.parent_span_id == root.span_context.span_id());
        let names = std::iter::once(root).chain(inside).map(|span| &*span.name.to_string().leak());
        names.collect()
    };
    roots.map(below).collect()
}

on! { postgres: Postgres }
on! { mysql: MySql }
on! { sqlite: Sqlite }
