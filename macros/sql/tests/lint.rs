//! What the lints ask: each finding, and beside it the texts that look like one and are none.

#![allow(clippy::too_many_lines, clippy::type_complexity)]

use sqlspan_sql::Dialect::{Generic, MySql, Postgres, Sqlite};
use sqlspan_sql::lint::{self, Finding, slot};
use sqlspan_sql::{Dialect, read};

const ALL: &[Dialect] = &[Generic, Postgres, MySql, Sqlite];

fn part(sql: &str, range: Option<(usize, usize)>) -> Option<&str> {
    range.map(|(start, end)| &sql[start..end])
}

/// The part of a text that a finding is about.
fn shown(sql: &str, finding: Option<Finding>) -> Option<&str> {
    part(sql, finding.map(|finding| finding.range()))
}

#[test]
fn strays() {
    let rows: &[(&[Dialect], &str, Option<&str>)] = &[
        (ALL, "SELECT a FROM t WHERE id = {id}", Some("{id}")),
        (ALL, "SELECT a FROM t WHERE id = {}", Some("{}")),
        (ALL, "SELECT a FROM t WHERE id = {0}", Some("{0}")),
        (ALL, "SELECT a FROM t WHERE id = {:?}", Some("{:?}")),
        (ALL, "SELECT a FROM t WHERE id = {0:?}", Some("{0:?}")),
        (ALL, "SELECT a FROM t WHERE id = {x:>5}", Some("{x:>5}")),
        (ALL, "SELECT a FROM t WHERE id = { id }", Some("{ id }")),
        (ALL, "SELECT a FROM t WHERE id = {self.id}", Some("{self.id}")),
        (ALL, "SELECT a FROM t WHERE id = {{id}}", Some("{{id}}")),
        (ALL, "SELECT a FROM t WHERE id = {{ id }}", Some("{{ id }}")),
        (ALL, "SELECT a FROM t WHERE id = ${id}", Some("${id}")),
        (ALL, "SELECT a FROM t WHERE id = #{id}", Some("#{id}")),
        (ALL, "SELECT a FROM t WHERE id = #{user.id} AND b = 1", Some("#{user.id}")),
        (ALL, "SELECT a FROM t WHERE id IN (#{id})", Some("#{id}")),
        (ALL, "{statement}", Some("{statement}")),
        (ALL, "SELECT {columns} FROM t", Some("{columns}")),
        (ALL, "SELECT a FROM {table}", Some("{table}")),
        (ALL, "SELECT a FROM {prefix}_orders", Some("{prefix}")),
        (ALL, "SELECT a FROM t WHERE id = %s", Some("%s")),
        (ALL, "SELECT a FROM t WHERE id = %d AND b", Some("%d")),
        (ALL, "SELECT a FROM t WHERE id IN (%s)", Some("%s")),
        (ALL, "SELECT a FROM t WHERE id = %(id)s", Some("%(id)s")),
        (ALL, "SELECT a FROM %s WHERE b", Some("%s")),
        (ALL, "SELECT a FROM t LIMIT %d", Some("%d")),
        (ALL, "%s", Some("%s")),
        (ALL, "SELECT 'é' WHERE ü = {größe}", Some("{größe}")),
        // None of them.
        (ALL, "SELECT '{}', '{1,2}', '{\"a\":1}', '{id}' FROM t", None),
        (ALL, "SELECT a -- {todo}\nFROM t", None),
        (ALL, "SELECT a /* {x} ${y} %s */ FROM t", None),
        (ALL, "SELECT a AS \"col{1}\" FROM t", None),
        (&[Postgres, Generic], "SELECT $$ {x} $$, $tag$ ${y} %s $tag$", None),
        (&[MySql, Sqlite, Generic], "SELECT a AS `col{id}` FROM t", None),
        (&[Sqlite], "SELECT [a{id}] FROM t", None),
        (&[MySql], "SELECT a # see {todo}\nFROM t", None),
        (&[MySql], "SELECT a #{todo}\nFROM t", None),
        (&[Generic], "SELECT a # see {todo}\nFROM t", None),
        (ALL, "SELECT {d '2020-01-01'}, {ts '2020-01-01 00:00:00'}, {t '00:00'}, {fn now()}", None),
        (ALL, "SELECT a FROM {oj t LEFT JOIN s ON t.a = s.a}", None),
        (ALL, "SELECT a %s FROM t", None),
        (ALL, "SELECT (a) %d, 10 %s, 'x' %d FROM t", None),
        (ALL, "SELECT a % b, a %b, a%2 FROM t", None),
        (ALL, "SELECT a FROM t WHERE b = %score", None),
        (ALL, "SELECT a FROM t WHERE b LIKE '%s'", None),
        (&[Postgres], "SELECT a[1:2], b #> '{a,b}', b #>> '{c}' FROM t", None),
        (&[Postgres], "MATCH (a)-[]->{1,3}(b)", None),
        (&[Postgres], r"SELECT E'\'{id}' FROM t", None),
        (&[MySql], r"SELECT 'it\'s {id}' FROM t", None),
        (&[Generic], r"SELECT 'it\'s {id}' FROM t", None),
    ];
    for (dialects, sql, expected) in rows {
        for dialect in *dialects {
            assert_eq!(shown(sql, lint::stray_placeholder(sql, *dialect, 0)), *expected, "{dialect:?} {sql}");
        }
    }
    let sql = "SELECT {a}, {b}";
    let (_, end) = lint::stray_placeholder(sql, Generic, 0).unwrap().range();
    assert_eq!(shown(sql, lint::stray_placeholder(sql, Generic, end)), Some("{b}"));
}

#[test]
fn quoted() {
    let rows: &[(&[Dialect], &str, Option<(&str, bool)>)] = &[
        (ALL, "SELECT a FROM t WHERE b LIKE '%{name}%'", Some(("{name}", true))),
        (ALL, "SELECT a FROM t WHERE b LIKE '{name}%'", Some(("{name}", true))),
        (ALL, "SELECT a FROM t WHERE b = '{name}'", Some(("{name}", false))),
        (ALL, "SELECT a FROM t WHERE b = 'is {name:?} here'", Some(("{name:?}", false))),
        (ALL, "SELECT a FROM t WHERE b IN ('x', '{name}')", Some(("{name}", false))),
        (&[MySql], "SELECT a FROM t WHERE b = \"{name}\"", Some(("{name}", false))),
        (ALL, "SELECT '{}', '{1}', '{a,b}', '{\"a\": 1}', '{a b}'", None),
        (ALL, "SELECT a FROM t WHERE b = {name}", None),
        (&[Postgres, Generic], "SELECT '{name}'::text[], '{name}' ::jsonb", None),
        (ALL, "SELECT CAST('{name}' AS JSON)", None),
        (&[Postgres, Generic], "SELECT a FROM t WHERE b #>> '{name}' = 'x' AND c @> '{name}' AND d && '{name}'", None),
        (&[Postgres, Generic], "SELECT a FROM t WHERE b #> '{name}' IS NULL AND c ?| '{name}' AND d <@ '{name}'", None),
        (&[Postgres, MySql], "SELECT jsonb '{name}'", None),
        (&[Postgres], "SELECT $$ {name} $$", None),
        (ALL, "SELECT \"{\" -- '{name}'", None),
    ];
    for (dialects, sql, expected) in rows {
        for dialect in *dialects {
            let found = lint::quoted_placeholder(sql, *dialect, &["name"]);
            let found = found.map(|found| (&sql[found.range().0..found.range().1], found.number() == 2));
            assert_eq!(found, *expected, "{dialect:?} {sql}");
        }
    }
}

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

#[test]
fn several_statements() {
    let rows: &[(&[Dialect], &str, bool)] = &[
        (ALL, "DELETE FROM a; DELETE FROM b", true),
        (ALL, "BEGIN;\nSELECT 1;\nCOMMIT;", true),
        (ALL, "SELECT 1; SELECT 2", true),
        (ALL, "CREATE TABLE a (b int); CREATE INDEX c ON a (b)", true),
        (ALL, "SELECT 1;", false),
        (ALL, "SELECT 1; -- two; three\n;;", false),
        (ALL, "SELECT ';', \"a;b\" /* ; */ FROM c", false),
        (&[Postgres], "SELECT $$ ; SELECT 2 $$", false),
        (&[Postgres], "DO $$ BEGIN a; b; END $$", false),
        (ALL, "CREATE TRIGGER t AFTER INSERT ON a BEGIN UPDATE b SET c = 1; DELETE FROM d; END", false),
        (&[MySql], "CREATE DEFINER = a PROCEDURE p() BEGIN SELECT 1; SELECT 2; END", false),
        (&[Generic], r"SELECT 'it\'s; a', 'b'", false),
        (ALL, "", false),
        (ALL, ";;", false),
    ];
    for (dialects, sql, expected) in rows {
        for dialect in *dialects {
            let expected = *expected && *dialect != Sqlite;
            assert_eq!(lint::multiple_statements(&read(sql, *dialect)).is_some(), expected, "{dialect:?} {sql}");
        }
    }
}

#[test]
fn foreign() {
    let rows: &[(Dialect, &str, Option<&str>)] = &[
        (Postgres, "SELECT a FROM t WHERE b = ?", Some("?")),
        (Postgres, "SELECT a FROM t WHERE b IN (?, ?)", Some("?")),
        (Postgres, "INSERT INTO t VALUES (?, $1)", Some("?")),
        (Postgres, "SELECT a FROM t LIMIT ?", Some("?")),
        (Postgres, "SELECT a FROM t WHERE b = ?1", Some("?1")),
        (Postgres, "SELECT a FROM t WHERE b ? 'c'", None),
        (Postgres, "SELECT a FROM t WHERE (b -> 'c') ? $1 AND d ?| $2 AND e ?& array['f']", None),
        (Postgres, "SELECT a FROM t WHERE b @? '$.c' AND '?' = $1 -- ?", None),
        (Postgres, "SELECT a FROM t WHERE b['c'] ? 'd'", None),
        (Postgres, "SELECT ?- lseg '((0,0),(1,0))'", None),
        (MySql, "SELECT a FROM t WHERE b = $1", Some("$1")),
        (MySql, "SELECT a FROM t WHERE b = :name", Some(":name")),
        (MySql, "SELECT a FROM t WHERE b = ? AND c = '$1' AND d := 1", None),
        (Sqlite, "SELECT a FROM t WHERE b = ? AND c = $1 AND d = :e", None),
        (Generic, "SELECT a FROM t WHERE b = ? AND c = $1", None),
    ];
    for (dialect, sql, expected) in rows {
        assert_eq!(shown(sql, lint::placeholder_dialect(sql, *dialect)), *expected, "{dialect:?} {sql}");
    }
}

#[test]
fn batches() {
    for sql in [
        "SELECT a FROM t WHERE b = ANY($1)",
        "SELECT a FROM t WHERE b <> ALL ($1::bigint[])",
        "INSERT INTO t SELECT * FROM UNNEST($1::int[])",
        "SELECT a FROM t, jsonb_to_recordset($1) AS r(b int)",
        "SELECT a FROM t WHERE b IN (SELECT value FROM json_each(?))",
        "SELECT a FROM JSON_TABLE(?, '$[*]' COLUMNS (b INT PATH '$')) AS r",
    ] {
        assert!(read(sql, Generic).takes_list(), "{sql}");
    }
    for sql in
        ["SELECT a FROM t WHERE b = ANY(SELECT c FROM d)", "SELECT any_value(a), unnest FROM t", "SELECT '= ANY($1)'"]
    {
        assert!(!read(sql, Generic).takes_list(), "{sql}");
    }
    for sql in [
        "SELECT a FROM t ORDER BY b LIMIT $1",
        "SELECT a FROM t LIMIT 10 OFFSET $1",
        "SELECT a FROM t LIMIT 10, 20",
        "SELECT a FROM t OFFSET 5 ROWS FETCH NEXT $1 ROWS ONLY",
        "SELECT a FROM t LIMIT 1 FOR UPDATE SKIP LOCKED",
    ] {
        assert!(read(sql, Postgres).paging().is_some(), "{sql}");
    }
    for sql in ["SELECT a FROM t LIMIT 1", "SELECT a, offset FROM t WHERE b = 'LIMIT $1'", "SELECT a FROM t OFFSET 0"] {
        assert!(read(sql, Postgres).paging().is_none(), "{sql}");
    }
}

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

/// No lint has anything to say of the statements that the summaries are tested on, but what is true of these.
#[test]
fn real_statements() {
    let (mut several, mut writes) = (Vec::new(), Vec::new());
    for (text, dialect) in [
        (include_str!("statements/postgres.sql"), Postgres),
        (include_str!("statements/mysql.sql"), MySql),
        (include_str!("statements/sqlite.sql"), Sqlite),
        (include_str!("statements/common.sql"), Generic),
    ] {
        for sql in text.split("\n\n").map(str::trim) {
            for dialect in [dialect, Generic] {
                assert_eq!(shown(sql, lint::stray_placeholder(sql, dialect, 0)), None, "{dialect:?} {sql}");
                assert_eq!(lint::quoted_placeholder(sql, dialect, &["name"]), None, "{dialect:?} {sql}");
                assert_eq!(shown(sql, lint::placeholder_dialect(sql, dialect)), None, "{dialect:?} {sql}");
                let reading = read(sql, dialect);
                several.extend(reading.has_several_statements().is_yes().then_some(sql));
                writes.extend(lint::unfiltered_write(&reading).map(|_| sql));
            }
        }
    }
    several.dedup();
    writes.dedup();
    assert_eq!(
        several,
        [
            "SELECT 1; SELECT * FROM a; UPDATE b SET c = 1",
            "BEGIN; UPDATE t SET a = 1; COMMIT",
            "CREATE TABLE a (x); INSERT INTO a VALUES (1); SELECT x FROM a",
        ]
    );
    assert_eq!(
        writes,
        [
            "SELECT 1; SELECT * FROM a; UPDATE b SET c = 1",
            "WITH d AS (SELECT MAX(id) AS id FROM drafts) UPDATE posts SET draft_id = (SELECT id FROM d)",
            "UPDATE OR IGNORE t SET a = 1",
            "UPDATE accounts SET (a, b) = (SELECT a, b FROM src WHERE src.id = accounts.id)",
            "DELETE FROM t RETURNING *",
            "BEGIN; UPDATE t SET a = 1; COMMIT",
            "UPDATE accounts SET balance = (SELECT SUM(amount) FROM entries WHERE entries.account_id = accounts.id)",
        ]
    );
}

/// The same answers in constants, which is where the compiler asks.
#[test]
fn in_constants() {
    const STRAY: Option<Finding> = lint::stray_placeholder("SELECT {a}", Generic, 0);
    const WRITE: Option<Finding> = lint::unfiltered_write(&read("DELETE FROM a", Generic));
    const SEVERAL: bool = lint::multiple_statements(&read("SELECT 1; SELECT 2", Generic)).is_some();
    let range = |finding: Option<Finding>| finding.map(|finding| finding.range());
    assert_eq!((range(STRAY), range(WRITE), SEVERAL), (Some((7, 10)), Some((0, 6)), true));
}

/// The words are those of the table, whole and in their parts.
#[test]
fn words() {
    macro_rules! all {
        ($($lint:ident $name:ident { $($number:literal => $message:literal;)* })*) => {
            &[$((stringify!($lint), &[$($message),*] as &[&str])),*]
        };
    }
    const ALL_MESSAGES: &[(&str, &[&str])] = sqlspan_sql::lint_messages!(all);
    for (name, messages) in ALL_MESSAGES {
        for message in *messages {
            assert!(message.ends_with(&format!("\nnote: sqlspan::{name}")), "{message}");
            assert!(message.contains("\nhelp: "), "{message}");
        }
    }
    let finding = lint::placeholder_dialect("SELECT :a", MySql).unwrap();
    assert_eq!(finding.headline(), "`:name` and its like are no placeholders of MySQL, which `dialect` states");
    assert_eq!(finding.advice(), "help: write `?`; if the statement is for another database, state that one");
    for (sql, style) in [
        ("{id}", "`{id}`"),
        ("{ self.id }", "`{id}`"),
        ("{}", "`{}`"),
        ("{0}", "`{}`"),
        ("{{id}}", "`{{id}}`"),
        ("${id}", "`${id}`"),
        ("#{id}", "`#{id}`"),
        ("%s", "`%s`"),
        ("%(id)s", "`%(id)s`"),
    ] {
        let sql = format!("SELECT a FROM t WHERE b = {sql}");
        let finding = lint::stray_placeholder(&sql, Postgres, 0).unwrap();
        assert!(finding.headline().contains(style), "{sql}: {}", finding.headline());
    }
    let finding = lint::bind_count("SELECT $1, $2", Postgres, 12).unwrap();
    let told = lint::Told::new("SELECT $1, $2", &finding);
    assert_eq!(
        told.as_str(),
        "the statement has fewer placeholders than values are bound\n\
         help: remove what is bound in excess, or write a placeholder for it\n\
         note: it has 2 placeholders, and 12 values are bound\n\
         note: sqlspan::bind_count"
    );
}

#[test]
fn drawn_lines() {
    let line = |sql: &str, part: &str| {
        let start = sql.find(part).unwrap();
        lint::Drawn::new(sql, start, start + part.len(), "here").as_str().to_owned()
    };
    assert_eq!(line("SELECT {a}", "{a}"), "    SELECT {a}\n           ^^^ here\n");
    assert_eq!(line("SELECT\n\t  b\t= {a}  \nFROM t", "{a}"), "    b = {a}\n        ^^^ here\n");
    assert_eq!(line("SELECT 'é' = {größe}", "{größe}"), "    SELECT 'é' = {größe}\n                 ^^^^^^^ here\n");
    let long = format!("SELECT {}, {{a}} {}", "x".repeat(80), "y".repeat(80));
    let drawn = line(&long, "{a}");
    let (shown, carets) = drawn.split_once('\n').unwrap();
    assert_eq!(shown, format!("    …{}, {{a}} {}", "x".repeat(58), "y".repeat(39)));
    assert_eq!(carets, format!("{}^^^ here\n", " ".repeat(65)));
    // Cut, and between characters.
    let wide = "ö".repeat(2_000);
    assert!(lint::Drawn::new(&wide, 0, wide.len(), "").as_str().len() <= 1024);
}
