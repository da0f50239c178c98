//! What the program asks of the database: each request is held to a budget. With `SQLSPAN_POSTGRES_URL` on that server,
//! else on SQLite.

#![allow(clippy::expect_used, dead_code, reason = "tests of some of the program's modules")]

#[path = "../src/bin/orders/database.rs"]
mod database;
#[path = "../src/bin/orders/failure.rs"]
mod failure;
#[path = "../src/bin/orders/listing.rs"]
mod listing;
#[path = "../src/bin/orders/repository.rs"]
mod repository;
#[path = "../src/bin/orders/service.rs"]
mod service;
#[path = "../src/bin/orders/span.rs"]
mod span;

use sqlspan::assert_queries;
use sqlspan::testing::{Budget, capture};

use crate::repository::{Line, Orders};
use crate::service::{NewOrder, OrderService};

async fn orders() -> Orders {
    Orders::new(database::open().await.expect("a database").pool)
}

/// The fault: a query for the customer of every order.
#[tokio::test]
async fn the_fault_is_caught() {
    let (entries, queries) = capture(listing::one_by_one(&orders().await)).await;
    assert_eq!(entries.expect("an answer").len(), 3);

    let exceeded = Budget::new().max(2).no_n_plus_one().check(&queries).expect_err("it is a fault");
    let line = |query: usize| format!("{}:{}", queries[query].file(), queries[query].line());
    let expected = format!(
        "\
4 queries ran, at most 2 may
`SELECT customers` ran 3 times (N+1): ask for all of them in one query

4 queries
├─ SELECT orders                  3 rows
│     at queries::repository::Orders::all, {}
└─ SELECT customers  × 3  ◀ N+1   3 rows
      at queries::repository::Orders::customer_name, {}",
        line(0),
        line(1)
    );
    assert_eq!(exceeded.to_string(), expected);
    assert!(queries[1].file().ends_with("src/bin/orders/repository.rs"));
}

/// The mend.
#[tokio::test]
async fn the_mend_stays_within_two_queries() {
    let orders = orders().await;
    let (entries, queries) = capture(listing::at_once(&orders)).await;
    assert_queries!(queries, max = 2, no_n_plus_one, only_tables = ["orders", "customers"], no_writes);
    assert_eq!(entries.expect("an answer"), listing::one_by_one(&orders).await.expect("an answer"));
}

/// `POST /orders`, with two lines.
#[tokio::test]
async fn an_order_is_placed_in_one_transaction() {
    let service = OrderService::new(orders().await);
    let line = |sku: &str| Line { sku: sku.to_owned(), quantity: 1 };
    let request =
        NewOrder { email: "ada@example.org".to_owned(), coupon: None, lines: vec![line("beans"), line("mug")] };
    let (receipt, queries) = capture(service.place(&request)).await;
    assert!(receipt.is_ok());
    // Two for each line, and five however many there are.
    assert_queries!(queries, exactly = 8, max_round_trips = 10, no_n_plus_one);
    assert_eq!(queries.steps().map(sqlspan::testing::Query::summary).collect::<Vec<_>>(), ["BEGIN", "COMMIT"]);
}
