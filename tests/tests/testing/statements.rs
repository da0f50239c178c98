//! What budgets make of statements: read off the whole text, and never off its summary.

use sqlspan::testing::{Budget, Queries, capture};
use sqlx::SqlitePool;

use crate::database;

#[sqlspan::traced(summary = "run")]
async fn run(pool: &SqlitePool, sql: &'static str) -> sqlx::Result<()> {
    sqlx::raw_sql(sql).execute(pool).await?;
    Ok(())
}

/// Texts that the compiler has seen.
#[sqlspan::repository(dialect = sqlite)]
mod seen {
    use sqlx::SqlitePool;

    const HIDDEN: &str = "WITH c AS (SELECT 1 AS x) DELETE FROM items WHERE order_id IN (SELECT x FROM c)";

    pub async fn hidden(pool: &SqlitePool) -> sqlx::Result<()> {
        sqlx::query(HIDDEN).execute(pool).await?;
        Ok(())
    }

    pub async fn script(pool: &SqlitePool) -> sqlx::Result<()> {
        sqlx::raw_sql("SELECT 1; SELECT id FROM orders; SELECT name FROM \"items\"").execute(pool).await?;
        Ok(())
    }
}

async fn captured(pool: &SqlitePool, sql: &'static str) -> Queries {
    // Whether SQLite knows the statement makes no difference.
    capture(run(pool, sql)).await.1
}

#[tokio::test]
async fn writes() {
    let db = database().await;
    for sql in [
        "select * from orders; drop table missing",
        "with c as (select 1 as x) delete from items where order_id in (select x from c)",
        "WiTh C aS (sElEcT 1) UpDaTe OrDeRs sEt id = id wHeRe 0",
        "SELECT * INTO n FROM orders",
        "explain analyze delete from orders",
        "EXPLAIN (ANALYZE, BUFFERS) UPDATE orders SET id = 1",
        "COPY (DELETE FROM orders RETURNING *) TO STDOUT",
        "SET STATEMENT max_statement_time=1 FOR DELETE FROM orders",
        "ANALYZE FORMAT=JSON DELETE FROM orders",
        "SELECT * FROM orders FOR UPDATE",
        "SELECT nextval('ids')",
        "SELECT setval('ids', 7)",
        "PRAGMA user_version = 4",
        "VACUUM",
        "CREATE TABLE more (id INTEGER)",
        // What can't be told.
        "CALL close_month()",
        "DO $$ BEGIN END $$",
        "EXECUTE statement",
        "this is no SQL",
    ] {
        let queries = captured(&db.pool, sql).await;
        let exceeded = Budget::new().no_writes().check(&queries).expect_err(sql);
        assert_eq!(exceeded.reasons(), ["`run` writes, nothing may"], "{sql}");
    }
    for sql in [
        "SELECT 1; SELECT * FROM orders",
        "SELECT 'DELETE FROM orders' AS \"update\"",
        "SELECT * FROM orders UNION SELECT * FROM orders",
        "EXPLAIN DELETE FROM orders",
        "EXPLAIN (ANALYZE false) DELETE FROM orders",
        "VALUES (1), (2)",
        "SET search_path TO shop",
        "SELECT pg_advisory_lock(1)",
        "PRAGMA foreign_keys = ON",
        "PRAGMA table_info(orders)",
        "LISTEN jobs",
        "SELECT id FROM orders ORDER BY id LIMIT 1",
    ] {
        let queries = captured(&db.pool, sql).await;
        Budget::new().no_writes().check(&queries).expect(sql);
    }
    let (_, queries) = capture(seen::hidden(&db.pool)).await;
    assert_eq!(Budget::new().no_writes().check(&queries).unwrap_err().reasons().len(), 1);
    let (_, queries) = capture(seen::script(&db.pool)).await;
    Budget::new().no_writes().assert(&queries);
}

#[tokio::test]
async fn tables() {
    let db = database().await;
    for (sql, only) in [
        ("select * from orders union select * from items", &["orders", "items"][..]),
        ("SELECT * FROM \"user data\"", &["user data"]),
        ("SELECT * FROM \"user data\" u JOIN main.\"User Data\" v", &["user data"]),
        ("WITH c AS (SELECT * FROM orders) SELECT * FROM c, json_each('[]'), (SELECT 1) d", &["orders"]),
        ("SELECT * FROM orders; DELETE FROM main.items WHERE order_id = 7", &["orders", "items"]),
        ("UPDATE orders SET id = 1 FROM items WHERE 0", &["orders", "items"]),
        ("DELETE FROM ONLY (orders) WHERE id = 1", &["orders"]),
        ("MERGE INTO ONLY orders USING items ON true WHEN MATCHED THEN DELETE", &["orders", "items"]),
        ("SELECT 1", &[]),
        ("BEGIN", &[]),
    ] {
        let queries = captured(&db.pool, sql).await;
        Budget::new().only_tables(only.iter().copied()).check(&queries).expect(sql);
        if let [_, rest @ ..] = only {
            let exceeded = Budget::new().only_tables(rest.iter().copied()).check(&queries).expect_err(sql);
            assert!(exceeded.reasons()[0].starts_with("`run` is about the table `"), "{sql}: {exceeded}");
        }
    }
    let (_, queries) = capture(seen::script(&db.pool)).await;
    Budget::new().only_tables(["orders", "items"]).assert(&queries);
}

/// Pages and batches are asked as rarely as can be; one query an item is not.
#[tokio::test]
async fn pages() {
    let db = database().await;
    for (sql, may_repeat) in [
        ("SELECT id FROM orders WHERE id > ?1 ORDER BY id LIMIT 10", true),
        ("SELECT id FROM orders WHERE (status, id) > (?1, ?2) ORDER BY status, id LIMIT 10", true),
        ("SELECT id FROM orders ORDER BY id LIMIT 10 OFFSET 20", true),
        ("DELETE FROM orders WHERE id IN (SELECT id FROM orders WHERE status = 'gone' LIMIT 500)", true),
        ("FETCH FORWARD 20 FROM c", true),
        ("SELECT id FROM orders LIMIT 1 FOR UPDATE SKIP LOCKED", true),
        ("SELECT id FROM orders WHERE status = ?1 ORDER BY id LIMIT 10", false),
        ("SELECT id FROM orders WHERE id = ?1 LIMIT 1", false),
        ("FETCH NEXT FROM c", false),
    ] {
        let ((), queries) = capture(async {
            for _ in 0..2 {
                // What failed may be tried again, so that only what succeeds counts here.
                let _ = run(&db.pool, sql).await;
            }
        })
        .await;
        if queries.iter().all(|query| query.error_type().is_none()) {
            let within = Budget::new().no_n_plus_one().check(&queries).is_ok();
            assert_eq!(within, may_repeat, "{sql}");
        }
    }
}
