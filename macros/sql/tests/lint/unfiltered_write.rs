//! Writes without a filter, and those that only look so.

use sqlspan_sql::Dialect::{Generic, MySql, Postgres, Sqlite};
use sqlspan_sql::lint::{self};
use sqlspan_sql::{Dialect, read};

use super::{ALL, shown};

#[test]
fn writes() {
    let reported: &[(&[Dialect], &str)] = &[
        (ALL, "DELETE FROM orders"),
        (ALL, "  -- all\n delete from orders;"),
        (ALL, "UPDATE orders SET a = 1"),
        (ALL, "UPDATE orders SET a = (SELECT max(b) FROM c WHERE d)"),
        (ALL, "DELETE FROM a WHERE b = 1; DELETE FROM c"),
        (ALL, "WITH x AS (SELECT 1 WHERE true) UPDATE orders SET a = 1"),
        (ALL, "WITH gone AS (DELETE FROM outbox RETURNING *) INSERT INTO log SELECT * FROM gone WHERE true"),
        (&[Postgres, Generic], "WITH gone AS MATERIALIZED (DELETE FROM outbox RETURNING *) SELECT * FROM gone"),
        (&[Postgres], "DELETE FROM a USING b"),
        (&[Postgres], "UPDATE a SET c = b.c FROM b RETURNING a.id"),
        (&[Postgres], "EXPLAIN ANALYZE DELETE FROM a"),
        (ALL, "DELETE FROM orders -- WHERE id = 1"),
        (ALL, "DELETE FROM orders /* WHERE */"),
        (ALL, "UPDATE \"where\" SET a = 'WHERE'"),
        (ALL, "BEGIN; DELETE FROM orders; COMMIT"),
        (ALL, "CREATE TABLE a (b int); DELETE FROM a"),
        // Inside of another statement that executes it.
        (&[Postgres, Generic], "EXPLAIN (ANALYZE, BUFFERS) DELETE FROM orders"),
        (&[Postgres, Generic], "EXPLAIN (ANALYZE true) UPDATE orders SET a = 1"),
        (&[Postgres, Generic], "EXPLAIN (VERBOSE, ANALYZE on, FORMAT json) DELETE FROM orders"),
        (&[Postgres], "EXPLAIN ANALYSE VERBOSE DELETE FROM orders"),
        (&[Postgres, Generic], "EXPLAIN ANALYZE WITH d AS (DELETE FROM orders RETURNING *) SELECT * FROM d WHERE e"),
        (&[MySql, Generic], "ANALYZE FORMAT=JSON DELETE FROM t"),
        (&[MySql, Generic], "ANALYZE UPDATE t SET a = 1"),
        (&[MySql, Generic], "EXPLAIN ANALYZE FORMAT=TREE DELETE FROM t"),
        (&[MySql, Generic], "SET STATEMENT max_statement_time=1 FOR DELETE FROM t"),
        (&[MySql, Generic], "SET STATEMENT a=1, b=2 FOR UPDATE t SET a = 1"),
        (&[Postgres, Generic], "COPY (DELETE FROM t RETURNING *) TO STDOUT"),
        (&[Postgres, Generic], "COPY (UPDATE t SET a = 1 RETURNING *) TO '/tmp/x'"),
        (&[Postgres, Generic], "COPY (WITH d AS (DELETE FROM t RETURNING *) SELECT * FROM d WHERE e) TO STDOUT"),
        (&[Postgres, Generic], "DELETE FROM ONLY (t)"),
        (&[Postgres, Generic], "UPDATE ONLY (t) SET a = 1"),
        (&[MySql], "/*!50000 DELETE FROM t */"),
        (&[MySql], "DELETE FROM t /* WHERE id = 1 */"),
    ];
    let innocent: &[(&[Dialect], &str)] = &[
        (ALL, "DELETE FROM orders WHERE id = 1"),
        (ALL, "UPDATE orders SET a = 1 WHERE true"),
        (&[MySql, Sqlite], "DELETE FROM orders ORDER BY id LIMIT 10"),
        (&[MySql], "UPDATE a JOIN b ON a.id = b.id SET a.c = b.c"),
        (&[MySql], "DELETE a FROM a LEFT JOIN b ON a.id = b.id"),
        (ALL, "INSERT INTO a (b) VALUES (1) ON CONFLICT (b) DO UPDATE SET b = 2"),
        (ALL, "INSERT INTO a (b) VALUES (1) ON DUPLICATE KEY UPDATE b = 2"),
        (ALL, "WITH x AS (SELECT 1) INSERT INTO a SELECT * FROM x ON CONFLICT DO UPDATE SET b = 2"),
        (ALL, "SELECT a FROM b FOR UPDATE"),
        (ALL, "WITH x AS (SELECT a FROM b FOR UPDATE SKIP LOCKED) SELECT * FROM x"),
        (ALL, "SELECT a FROM b FOR NO KEY UPDATE"),
        (
            &[Postgres, Generic],
            "MERGE INTO a USING b ON a.c = b.c WHEN MATCHED THEN UPDATE SET d = 1 WHEN NOT MATCHED THEN DELETE",
        ),
        (ALL, "CREATE TRIGGER t AFTER UPDATE ON a BEGIN DELETE FROM b; UPDATE c SET d = 1; END"),
        (ALL, "CREATE OR REPLACE RULE r AS ON DELETE TO a DO INSTEAD UPDATE a SET gone = true"),
        (ALL, "CREATE FUNCTION f() RETURNS int LANGUAGE sql BEGIN ATOMIC DELETE FROM a; SELECT 1; END"),
        (&[Postgres], "DO $$ BEGIN DELETE FROM a; END $$"),
        (ALL, "CREATE POLICY p ON a FOR UPDATE"),
        (ALL, "GRANT UPDATE, DELETE ON a TO b"),
        (ALL, "CREATE TABLE a (b int REFERENCES c ON DELETE CASCADE ON UPDATE SET NULL)"),
        (ALL, "EXPLAIN DELETE FROM a"),
        (ALL, "PREPARE p AS DELETE FROM a"),
        (ALL, "TRUNCATE a"),
        (ALL, "REPLACE INTO a VALUES (1)"),
        (ALL, "SELECT 'DELETE FROM a', \"update\" FROM b"),
        (&[Postgres], "UPDATE a SET b = 1 WHERE CURRENT OF c"),
        // Only explained or prepared.
        (&[Postgres, Generic], "EXPLAIN (BUFFERS) DELETE FROM a"),
        (&[Postgres, Generic], "EXPLAIN (ANALYZE false) DELETE FROM a"),
        (&[Postgres, Generic], "EXPLAIN (ANALYZE off, VERBOSE) UPDATE a SET b = 1"),
        (&[Postgres, Generic], "EXPLAIN (FORMAT json) DELETE FROM a"),
        (ALL, "EXPLAIN VERBOSE DELETE FROM a"),
        (&[MySql, Generic], "EXPLAIN FORMAT=JSON DELETE FROM a"),
        (&[MySql, Generic], "DESC DELETE FROM a"),
        (&[Sqlite, Generic], "EXPLAIN QUERY PLAN DELETE FROM a"),
        (&[Postgres, Generic], "PREPARE p (int) AS WITH d AS (DELETE FROM a RETURNING *) SELECT * FROM d"),
        (&[MySql], "PREPARE p FROM 'DELETE FROM a'"),
        // With a condition, inside of another statement.
        (&[Postgres, Generic], "EXPLAIN (ANALYZE) DELETE FROM a WHERE b"),
        (&[Postgres, Generic], "COPY (DELETE FROM t WHERE a RETURNING *) TO STDOUT"),
        (&[MySql, Generic], "ANALYZE FORMAT=JSON DELETE FROM t WHERE a"),
        (&[MySql, Generic], "SET STATEMENT a=1 FOR DELETE FROM t LIMIT 10"),
        (&[MySql], "DELETE FROM t /*!50000 WHERE id = 1 */"),
        (&[MySql], "DELETE HISTORY FROM t"),
        (&[MySql], "BEGIN NOT ATOMIC DELETE FROM t; END"),
        (ALL, ""),
        (ALL, "((((((((((((((((((((((((((((((((((((((((((("),
    ];
    for (dialects, sql) in reported {
        for dialect in *dialects {
            let verb = shown(sql, lint::unfiltered_write(&read(sql, *dialect))).map(str::to_uppercase);
            assert!(matches!(verb.as_deref(), Some("UPDATE" | "DELETE")), "{dialect:?} {sql}: {verb:?}");
        }
    }
    for (dialects, sql) in innocent {
        for dialect in *dialects {
            assert_eq!(lint::unfiltered_write(&read(sql, *dialect)), None, "{dialect:?} {sql}");
        }
    }
}
