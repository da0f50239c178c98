//! The alert of the documentation, in a tracing backend: siblings counted by statement under one parent. Its logic runs
//! over exported spans.

use std::collections::HashMap;

use opentelemetry::trace::{SpanId, SpanKind, TraceId};
use opentelemetry_sdk::trace::SpanData;
use sqlspan_tests::{Fixture, Trace};
use sqlx::{Sqlite, SqlitePool};

/// `GROUP BY trace_id, parent_span_id, db.query.text HAVING count(*) > 5` over spans of the kind CLIENT.
fn alerts(spans: &[SpanData]) -> Vec<(String, usize)> {
    let mut groups: HashMap<(TraceId, SpanId, String), usize> = HashMap::new();
    for span in spans.iter().filter(|span| span.span_kind == SpanKind::Client) {
        let text = span.attributes.iter().find(|attribute| attribute.key.as_str() == "db.query.text");
        if let Some(text) = text {
            let key = (span.span_context.trace_id(), span.parent_span_id, text.value.to_string());
            *groups.entry(key).or_default() += 1;
        }
    }
    groups.into_iter().filter(|(_, count)| *count > 5).map(|((_, _, text), count)| (text, count)).collect()
}

/// One query for the orders, and one for the items of each.
async fn fault(pool: &SqlitePool) -> sqlx::Result<()> {
    for (id,) in orders(pool).await? {
        items(pool, id).await?;
    }
    Ok(())
}

/// One query for the orders, and one for all their items.
async fn mend(pool: &SqlitePool) -> sqlx::Result<()> {
    orders(pool).await?;
    all_items(pool).await?;
    Ok(())
}

#[sqlspan::repository]
mod queries {
    use sqlx::SqlitePool;

    pub async fn orders(pool: &SqlitePool) -> sqlx::Result<Vec<(i64,)>> {
        sqlx::query_as("SELECT id FROM orders").fetch_all(pool).await
    }

    pub async fn items(pool: &SqlitePool, order: i64) -> sqlx::Result<Vec<(String,)>> {
        sqlx::query_as("SELECT name FROM items WHERE order_id = $1").bind(order).fetch_all(pool).await
    }

    pub async fn all_items(pool: &SqlitePool) -> sqlx::Result<Vec<(i64, String)>> {
        sqlx::query_as("SELECT order_id, name FROM items WHERE order_id IN (SELECT id FROM orders)")
            .fetch_all(pool)
            .await
    }
}
use queries::{all_items, items, orders};

#[tokio::test]
async fn fires_on_one_and_fifty_queries_and_is_silent_after_the_mend() {
    let db = Fixture::<Sqlite>::new().await.unwrap();
    sqlx::query("WITH RECURSIVE n(id) AS (SELECT 4 UNION ALL SELECT id + 1 FROM n WHERE id < 50) INSERT INTO orders SELECT id, 'new' FROM n")
        .execute(&db.pool)
        .await
        .unwrap();

    let trace = Trace::start("GET /orders");
    trace.run(fault(&db.pool)).await.unwrap();
    assert_eq!(trace.queries().len(), 51);
    assert_eq!(alerts(&trace.spans()), [("SELECT name FROM items WHERE order_id = $1".to_owned(), 50)]);
    // The same logic on what the library says itself.
    assert!(!crate::reported(&trace).is_empty());

    let trace = Trace::start("GET /orders");
    trace.run(mend(&db.pool)).await.unwrap();
    assert!(trace.queries().len() <= 2);
    assert_eq!(alerts(&trace.spans()), []);
    assert_eq!(crate::reported(&trace), []);
}
