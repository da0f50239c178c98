//! What is printed, to the letter.

use opentelemetry::Context;
use opentelemetry::trace::{FutureExt as _, TraceContextExt as _};
use sqlspan::testing::{Queries, capture};
use sqlspan_tests::Trace;

use crate::{database, fault, orders};

/// As it is printed, with `LINE` for the numbers of lines.
fn printed(queries: &Queries) -> String {
    let mut printed = queries.to_string();
    for query in queries.round_trips() {
        printed = printed.replace(&format!("main.rs:{}", query.line()), "main.rs:LINE");
    }
    printed
}

#[tokio::test]
async fn call_sites_counts_and_what_came_of_them() {
    let db = database().await;
    let ((), queries) = capture(async {
        fault(&db.pool).await.unwrap();
        orders::add(&db.pool, 1).await.unwrap_err();
        orders::add(&db.pool, 9).await.unwrap();
        orders::pay_all(&db.pool).await.unwrap();
    })
    .await;
    assert_eq!(
        printed(&queries),
        "\
7 queries, 2 steps of a transaction
├─ SELECT orders              3 rows
│     at testing::orders::all, tests/tests/testing/main.rs:LINE
├─ SELECT items  × 3  ◀ N+1   3 rows
│     at testing::orders::items, tests/tests/testing/main.rs:LINE
├─ INSERT orders  × 2         1 changed, 1 failed with 1555
│     at testing::orders::add, tests/tests/testing/main.rs:LINE
├─ BEGIN
│     at testing::orders::pay_all, tests/tests/testing/main.rs:LINE
├─ UPDATE orders              4 changed
│     at testing::orders::pay, tests/tests/testing/main.rs:LINE
└─ COMMIT
      at testing::orders::pay_all, tests/tests/testing/main.rs:LINE"
    );
}

#[tokio::test]
async fn spans_where_there_are_several() {
    let (db, first, second) = (database().await, Trace::start("first"), Trace::start("second"));
    let ((), queries) = capture(async {
        orders::all(&db.pool).with_context(Context::new()).await.unwrap();
        first.run(fault(&db.pool)).await.unwrap();
        second.run(orders::joined(&db.pool)).await.unwrap();
    })
    .await;
    let id = |trace: &Trace| trace.context().span().span_context().span_id().to_string();
    let printed = printed(&queries).replace(&id(&first), "FIRST").replace(&id(&second), "SECOND");
    assert_eq!(
        printed,
        "\
6 queries
├─ outside of a trace
│  └─ SELECT orders              3 rows
│        at testing::orders::all, tests/tests/testing/main.rs:LINE
├─ span FIRST
│  ├─ SELECT orders              3 rows
│  │     at testing::orders::all, tests/tests/testing/main.rs:LINE
│  └─ SELECT items  × 3  ◀ N+1   3 rows
│        at testing::orders::items, tests/tests/testing/main.rs:LINE
└─ span SECOND
   └─ SELECT orders items        3 rows
         at testing::orders::joined, tests/tests/testing/main.rs:LINE"
    );
}
