//! What a capture sees: what runs inside of it, wherever that is polled, and nothing else.

use std::time::Duration;

use sqlspan::testing::{capture, inherit};

use crate::{database, orders};

#[tokio::test]
async fn nothing_outside() {
    let db = database().await;
    orders::add(&db.pool, 10).await.unwrap();
    let ((), queries) = capture(async {}).await;
    orders::add(&db.pool, 11).await.unwrap();
    assert!(queries.is_empty());
    assert_eq!(queries.to_string(), "0 queries");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn captures_at_the_same_time_see_nothing_of_each_other() {
    let db = database().await;
    let captures = (0..8_usize).map(|number| {
        let pool = db.pool.clone();
        tokio::spawn(async move {
            let ((), queries) = capture(async {
                for _ in 0..number {
                    orders::all(&pool).await.unwrap();
                    tokio::task::yield_now().await;
                }
            })
            .await;
            assert_eq!(queries.len(), number);
        })
    });
    for capture in captures.collect::<Vec<_>>() {
        capture.await.unwrap();
    }
    let one = capture(orders::all(&db.pool));
    let two = capture(async { (orders::all(&db.pool).await, orders::items(&db.pool, 1).await) });
    let ((_, one), (_, two)) = tokio::join!(one, two);
    assert_eq!((one.len(), two.len()), (1, 2));
}

#[tokio::test]
async fn combinators_are_inside() {
    let db = database().await;
    let (_, queries) = capture(async {
        let (all, items) = tokio::join!(orders::all(&db.pool), orders::items(&db.pool, 1));
        all.and(items).unwrap();
        futures::future::join_all((1..=3).map(|id| orders::items(&db.pool, id))).await;
        tokio::time::timeout(Duration::from_mins(1), orders::all(&db.pool)).await
    })
    .await;
    assert_eq!(queries.len(), 6);
}

#[tokio::test]
async fn a_spawned_task_is_outside_unless_it_inherits() {
    let db = database().await;
    let pool = db.pool.clone();
    let ((), queries) = capture(async {
        let own = pool.clone();
        tokio::spawn(async move { orders::all(&own).await }).await.unwrap().unwrap();
        let own = pool.clone();
        tokio::spawn(inherit(async move { orders::items(&own, 1).await })).await.unwrap().unwrap();
    })
    .await;
    assert_eq!(queries.summaries(), ["SELECT items"]);
    // Where there is no capture, there is nothing to inherit.
    tokio::spawn(inherit(async move { orders::all(&pool).await })).await.unwrap().unwrap();
}

#[tokio::test]
async fn a_capture_in_a_capture_is_for_both() {
    let db = database().await;
    let (inner, outer) = capture(async {
        orders::all(&db.pool).await.unwrap();
        let (_, inner) = capture(orders::items(&db.pool, 1)).await;
        orders::add(&db.pool, 9).await.unwrap();
        inner
    })
    .await;
    assert_eq!(inner.summaries(), ["SELECT items"]);
    assert_eq!(outer.summaries(), ["SELECT orders", "SELECT items", "INSERT orders"]);
}

#[tokio::test]
async fn a_panic_leaves_nothing_in_force() {
    let db = database().await;
    let panicked = futures::FutureExt::catch_unwind(std::panic::AssertUnwindSafe(capture(async {
        orders::all(&db.pool).await.unwrap();
        panic!("a test that fails");
    })));
    assert!(panicked.await.is_err());
    let (_, queries) = capture(orders::all(&db.pool)).await;
    assert_eq!(queries.len(), 1);
}
