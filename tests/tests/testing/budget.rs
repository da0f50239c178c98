//! Budgets: what is within them, and what is said of what is not.

use sqlspan::assert_queries;
use sqlspan::testing::{Budget, Queries, capture};

use crate::{database, fault, orders};

/// What is said of queries, without the tree.
fn said(budget: &Budget, queries: &Queries) -> Vec<String> {
    budget.check(queries).err().map(|exceeded| exceeded.reasons().to_vec()).unwrap_or_default()
}

#[tokio::test]
async fn counts() {
    let db = database().await;
    let (_, queries) = capture(orders::pay_all(&db.pool)).await;
    assert_queries!(queries, max = 1);
    assert_queries!(queries, exactly = 1, max = 7,);
    assert_queries!(&queries, max_round_trips = 3);
    assert_eq!(said(&Budget::new().max(0), &queries), ["1 query ran, at most 0 may"]);
    assert_eq!(said(&Budget::new().exactly(2), &queries), ["1 query ran, exactly 2 must"]);
    assert_eq!(said(&Budget::new().max_round_trips(2), &queries), ["3 round trips were made, at most 2 may be"]);
    assert_eq!(said(&Budget::new(), &queries), [""; 0]);
}

#[tokio::test]
async fn no_n_plus_one() {
    let db = database().await;
    let (_, queries) = capture(fault(&db.pool)).await;
    assert_eq!(
        said(&Budget::new().no_n_plus_one(), &queries),
        ["`SELECT items` ran 3 times (N+1): ask for all of them in one query"]
    );
    // Call sites of their own, failures that are tried again, and what is meant so.
    let ((), queries) = capture(async {
        orders::all(&db.pool).await.unwrap();
        orders::joined(&db.pool).await.unwrap();
        for _ in 0..2 {
            orders::add(&db.pool, 1).await.unwrap_err();
        }
        orders::add(&db.pool, 9).await.unwrap();
        sqlspan::n_plus_one::allow(async {
            for id in 1..=3 {
                orders::items(&db.pool, id).await.unwrap();
            }
        })
        .await;
    })
    .await;
    assert_queries!(queries, exactly = 8, no_n_plus_one);
}

#[tokio::test]
async fn only_tables() {
    let db = database().await;
    let (_, queries) = capture(orders::joined(&db.pool)).await;
    assert_queries!(queries, only_tables = ["orders", "items"]);
    assert_queries!(queries, only_tables = ["Orders".to_owned(), "ITEMS".to_owned()]);
    let about_items = "`SELECT orders items` is about the table `items`, only `orders` may be";
    assert_eq!(said(&Budget::new().only_tables(["orders"]), &queries), [about_items]);
    // A stated name says nothing of tables: the statement does.
    let (_, queries) = capture(orders::stated(&db.pool)).await;
    assert_queries!(queries, only_tables = ["items"]);
    let none: [&str; 0] = [];
    assert_eq!(said(&Budget::new().only_tables(none), &queries).len(), 1);
}

#[tokio::test]
async fn no_writes() {
    let db = database().await;
    let (_, queries) = capture(fault(&db.pool)).await;
    assert_queries!(queries, no_writes);
    let ((), queries) = capture(async {
        orders::stated(&db.pool).await.unwrap();
        orders::add(&db.pool, 9).await.unwrap();
        orders::pay_all(&db.pool).await.unwrap();
    })
    .await;
    assert_eq!(
        said(&Budget::new().no_writes(), &queries),
        [
            "`stock up` writes, nothing may",
            "`INSERT orders` writes, nothing may",
            "`UPDATE orders` writes, nothing may"
        ]
    );
}

#[tokio::test]
#[should_panic(
    expected = "4 queries ran, at most 1 may\n`SELECT items` ran 3 times (N+1): ask for all of them in one query\n\n4 queries\n├─ SELECT orders"
)]
async fn a_test_fails_with_the_tree() {
    let db = database().await;
    let (_, queries) = capture(fault(&db.pool)).await;
    assert_queries!(queries, max = 1, no_n_plus_one);
}

#[tokio::test]
async fn what_is_unwrapped_can_be_read() {
    let db = database().await;
    let (_, queries) = capture(fault(&db.pool)).await;
    let exceeded = Budget::new().max(1).check(&queries).unwrap_err();
    assert_eq!(format!("{exceeded:?}"), exceeded.to_string());
}
