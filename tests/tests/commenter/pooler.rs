//! Through `PgBouncer` in transaction mode, which gives each transaction another connection of the server's.

use sqlspan::{CommentMode, PoolSettings, Telemetry};
use sqlspan_tests::{OwnPgBouncer, OwnPostgres, SEED, alone, block_on};
use sqlx::postgres::PgPoolOptions;
use sqlx::{Connection as _, PgConnection};

use crate::orders::Orders;
use crate::{MODES, comments, sampled, traceparent};

/// The server, the pooler in front of it, and a pool on the pooler.
async fn through_pooler(connections: usize) -> Option<(OwnPostgres, OwnPgBouncer, Orders)> {
    let server = OwnPostgres::start()?;
    let pooler = OwnPgBouncer::start(&server, connections)?;
    let mut direct = PgConnection::connect(&server.url()).await.unwrap();
    sqlx::raw_sql(SEED).execute(&mut direct).await.unwrap();
    let pool = PgPoolOptions::new().max_connections(4).connect(&pooler.url()).await.unwrap();
    Some((server, pooler, Orders { pool }))
}

/// With `persistent(false)` there are no prepared statements for another connection to miss, in any mode; the trace
/// context is in the text, which costs no more there.
#[test]
fn without_prepared_statements() {
    if !alone("pooler::without_prepared_statements") {
        return;
    }
    block_on(async {
        let Some((server, _pooler, orders)) = through_pooler(1).await else { return };
        let telemetry = Telemetry::builder()
            .pool(&orders.pool, PoolSettings::named("orders").persistent(false).comments(comments(CommentMode::Off)))
            .install()
            .unwrap();
        for mode in MODES {
            telemetry.set_comment_mode(mode);
            for id in 1..=3 {
                let (order, spans) = sampled(orders.find(id)).await;
                assert_eq!(order.0, id);
                let logged = server.log().pop().unwrap();
                let carries = matches!(mode, CommentMode::Sampled | CommentMode::Bound);
                assert_eq!(logged.text.contains(&traceparent(&spans[0])), carries, "{mode:?}: {logged:?}");
                sampled(orders.in_transaction(id)).await;
                assert_eq!(sampled(orders.stream()).await.0, [1, 2, 3]);
                sampled(orders.raw()).await;
            }
        }
    });
}

/// Several at once in a transaction each: every connection of the pooler serves whoever comes.
#[test]
fn transactions_at_once() {
    if !alone("pooler::transactions_at_once") {
        return;
    }
    block_on(async {
        let Some((_server, _pooler, orders)) = through_pooler(2).await else { return };
        let telemetry = Telemetry::builder()
            .pool(&orders.pool, PoolSettings::named("orders").persistent(false).comments(comments(CommentMode::Off)))
            .install()
            .unwrap();
        for mode in MODES {
            telemetry.set_comment_mode(mode);
            let tasks = (0..40).map(|id| orders.in_transaction(1 + id % 3));
            let ((), _) = sampled(async { futures::future::try_join_all(tasks).await.map(drop) }).await;
        }
    });
}
