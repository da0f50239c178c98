//! What stands at a place of a statement, for proposals.

use sqlspan_sql::Dialect;
use sqlspan_sql::Dialect::{Generic, MySql, Postgres, Sqlite};
use sqlspan_sql::lint::slot;

use super::ALL;

#[test]
fn slots() {
    let rows: &[(&str, &str)] = &[
        ("SELECT a FROM t WHERE b = hole", "Value"),
        ("SELECT a FROM t WHERE b >= hole AND c", "Value"),
        ("SELECT a FROM t WHERE b LIKE hole", "Value"),
        ("SELECT a FROM t WHERE b BETWEEN hole AND 2", "Value"),
        ("SELECT a FROM t WHERE b BETWEEN 1 AND hole", "Value"),
        ("SELECT a FROM t WHERE lower(hole) = b", "Value"),
        ("SELECT a FROM t WHERE b IN (1, hole)", "Value"),
        ("SELECT a FROM t LIMIT hole", "Value"),
        ("SELECT a FROM t LIMIT 5 OFFSET hole", "Value"),
        ("INSERT INTO t (a) VALUES (hole)", "Value"),
        ("INSERT INTO t (a, b) VALUES (1, hole), (2, 3)", "Value"),
        ("INSERT INTO t (a, b) VALUES (1, 2), (hole, 3)", "Value"),
        ("UPDATE t SET a = hole WHERE b", "Value"),
        ("SELECT a FROM t WHERE b = now() - INTERVAL hole", "Value"),
        ("SELECT CASE WHEN a THEN hole END FROM t", "Value"),
        ("SELECT a FROM t WHERE b IN (hole)", "List"),
        ("SELECT a FROM t WHERE b NOT IN ( hole )", "List"),
        ("SELECT a FROM t WHERE b = 'hole'", "Quoted"),
        ("SELECT a FROM t WHERE b LIKE '%hole%'", "Quoted"),
        ("SELECT a FROM hole", "Table"),
        ("SELECT a FROM t JOIN hole ON b", "Table"),
        ("SELECT a FROM hole_archive WHERE b", "Table"),
        ("INSERT INTO hole (a) VALUES (1)", "Table"),
        ("UPDATE hole SET a = 1", "Table"),
        ("DELETE FROM hole", "Table"),
        ("TRUNCATE hole", "Table"),
        ("DROP TABLE hole", "Table"),
        ("SELECT hole FROM t", "Column"),
        ("SELECT a, hole FROM t", "Column"),
        ("SELECT t.hole FROM t", "Column"),
        ("SELECT a FROM t ORDER BY hole", "Column"),
        ("SELECT a FROM t ORDER BY hole DESC", "Column"),
        ("SELECT a FROM t GROUP BY a, hole", "Column"),
        ("SELECT a FROM t WHERE hole = 1", "Column"),
        ("SELECT a FROM t WHERE b = 1 AND hole IS NULL", "Column"),
        ("INSERT INTO t (hole) VALUES (1)", "Column"),
        ("INSERT INTO t (a, hole) VALUES (1, 2)", "Column"),
        ("UPDATE t SET hole = 1", "Column"),
        ("SELECT a FROM t ORDER BY b hole", "Direction"),
        ("SELECT a FROM t ORDER BY b hole, c LIMIT 1", "Direction"),
        ("PRAGMA table_info(hole)", "Name"),
        ("PRAGMA cache_size = hole", "Clause"),
        ("CREATE TABLE t (a int DEFAULT hole)", "Clause"),
        ("CREATE TABLE t AS SELECT a FROM b WHERE c = hole", "Value"),
        ("CREATE VIEW t AS SELECT a FROM b WHERE c = hole", "Clause"),
        ("CREATE SCHEMA hole", "Name"),
        ("CREATE SCHEMA IF NOT EXISTS hole", "Name"),
        ("DROP DATABASE hole WITH (FORCE)", "Name"),
        ("CREATE DATABASE hole TEMPLATE base", "Name"),
        ("CREATE DATABASE a TEMPLATE hole", "Name"),
        ("CREATE ROLE hole LOGIN", "Name"),
        ("CREATE ROLE a PASSWORD 'hole'", "Clause"),
        ("CREATE INDEX ON t (hole)", "Name"),
        ("ALTER TABLE hole ADD COLUMN a int", "Table"),
        ("ALTER TABLE t DROP COLUMN hole", "Name"),
        ("ALTER TABLE t RENAME COLUMN a TO hole", "Name"),
        ("GRANT SELECT ON t TO hole", "Name"),
        ("GRANT hole ON t TO a", "Name"),
        ("REVOKE ALL ON t FROM hole", "Name"),
        ("LISTEN hole", "Name"),
        ("NOTIFY hole, 'a'", "Name"),
        ("NOTIFY a, 'hole'", "Clause"),
        ("UNLISTEN hole", "Name"),
        ("COPY hole (a) FROM STDIN", "Table"),
        ("COPY t (hole) FROM STDIN", "Name"),
        ("SAVEPOINT hole", "Name"),
        ("ROLLBACK TO SAVEPOINT hole", "Name"),
        ("DECLARE hole CURSOR FOR SELECT a FROM t", "Name"),
        ("DECLARE c CURSOR FOR SELECT a FROM t WHERE b = hole", "Value"),
        ("FETCH 5 FROM hole", "Name"),
        ("CLOSE hole", "Name"),
        ("SET search_path TO hole", "Name"),
        ("SET ROLE hole", "Name"),
        ("VACUUM hole", "Name"),
        ("ALTER SEQUENCE s RESTART WITH hole", "Clause"),
        ("VACUUM INTO 'hole'", "Quoted"),
        ("ATTACH 'hole' AS other", "Quoted"),
        ("REINDEX TABLE hole", "Table"),
        ("IMPORT FOREIGN SCHEMA hole FROM SERVER a INTO b", "Name"),
        ("SECURITY LABEL ON TABLE t IS 'hole'", "Clause"),
        ("EXPLAIN SELECT a FROM t WHERE b = hole", "Value"),
        ("CALL hole(1)", "Name"),
        ("SELECT hole(1)", "Name"),
        ("SELECT CAST(a AS hole)", "Name"),
        ("SELECT a FROM t ORDER BY a COLLATE hole", "Name"),
        ("SELECT a FROM t ORDER BY $1 hole", "Direction"),
        ("SELECT a FROM t FOR UPDATE OF hole", "Table"),
        ("SELECT a FROM t ORDER BY a NULLS hole", "Name"),
        ("SELECT a FROM hole.t", "Name"),
        ("SELECT a FROM s.hole", "Table"),
        ("INSERT INTO s.hole (a) VALUES (1)", "Table"),
        ("SELECT a FROM t JOIN u ON u.hole = 1", "Column"),
        ("DELETE FROM t WHERE CURRENT OF hole", "Name"),
        ("SELECT sum(a) OVER hole FROM t WINDOW w AS ()", "Name"),
        ("SELECT a AT TIME ZONE hole FROM t", "Value"),
        ("SELECT a FROM t WHERE b > DATE 'hole'", "Typed"),
        ("comment = hole AND c", "Value"),
        ("show IN (1, hole)", "Value"),
        ("orders o JOIN t ON o.a = hole", "Value"),
        ("SET TRANSACTIONhole", "Clause"),
        ("SELECT a FROM thole", "Table"),
        ("DO UPDATE SET a = hole", "Value"),
        ("ALTER TABLE t ALTER a SET DEFAULT 'hole'", "Clause"),
        ("SELECT 1; PRAGMA cache_size = hole", "Clause"),
        ("b = hole AND c", "Value"),
        (" AND b = 'hole'", "Quoted"),
        ("SELECT a FROM t hole", "Clause"),
        ("SELECT a FROM t WHERE hole", "Clause"),
        ("SELECT a FROM t WHERE b = 1 hole", "Clause"),
        ("hole", "Clause"),
        ("SELECT a::hole FROM t", "Name"),
        ("SELECT a -- hole", "Clause"),
    ];
    let mut wrong = Vec::new();
    let mut check = |sql: &str, dialect: Dialect, expected: &str| {
        let start = sql.find("hole").unwrap();
        let found = format!("{:?}", slot(sql, dialect, start, start + 4));
        if !found.starts_with(expected) {
            wrong.push(format!("{dialect:?} {sql}: {found} instead of {expected}"));
        }
    };
    for (sql, expected) in rows {
        for dialect in ALL {
            check(sql, *dialect, expected);
        }
    }
    for (sql, dialect, expected) in [
        ("SET LOCAL app.user = 'hole'", Postgres, "Clause"),
        ("CREATE SCHEMA \"hole\"", Postgres, "Name"),
        ("SELECT a FROM t ORDER BY a COLLATE \"hole\" DESC", Postgres, "Name"),
        ("NOTIFY hole", Postgres, "Name"),
        ("SELECT a FROM t INDEXED BY hole", Sqlite, "Name"),
        ("SET SESSION a = hole", MySql, "Value"),
        ("SET NAMES 'hole'", MySql, "Clause"),
        ("SELECT TIMESTAMP 'hole'", MySql, "Typed { name: (7, 16), castable: Some(\"DATETIME\")"),
        ("DO 'hole'", Postgres, "Clause"),
        (
            "SELECT now() - INTERVAL 'hole days'",
            Postgres,
            "Typed { name: (15, 23), castable: None, literal: (24, 35), end: 35 }",
        ),
        (
            "SELECT now() - INTERVAL 'hole' DAY",
            Postgres,
            "Typed { name: (15, 23), castable: None, literal: (24, 30), end: 34 }",
        ),
        ("SELECT now() - INTERVAL 'hole' DAY", MySql, "Quoted"),
        ("SELECT now() - INTERVAL 'hole' DAY", Generic, "Quoted"),
    ] {
        check(sql, dialect, expected);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
