//! Placeholders, comments, ends, sanitising, collapsing and telling statements from sentences.

#![allow(clippy::expect_used, clippy::too_many_lines)] // Helpers of tests panic as tests do.

use sqlspan_sql::Dialect::{Generic, MySql, Postgres, Sqlite};
use sqlspan_sql::{
    Dialect, collapse_into, ends_in_quote, greatest_placeholder, has_comment, is_statement, sanitize_into,
    takes_comment,
};

const ALL: &[Dialect] = &[Generic, Postgres, MySql, Sqlite];

#[test]
fn placeholders() {
    let rows: &[(&[Dialect], &str, Option<usize>)] = &[
        (ALL, "SELECT 1", Some(0)),
        (ALL, "SELECT '?', '$1' /* ? $1 */", Some(0)),
        (&[Postgres, Generic, Sqlite], "SELECT $2, $1, $2", Some(2)),
        (&[Postgres, Generic], "SELECT $1::text, a$2, $$ $3 $$, $t$ $4 $t$", Some(1)),
        (&[Postgres], "SELECT data ? 'a', data ?| $1, $2 ?& b", Some(2)),
        (&[Postgres], "SELECT * FROM t WHERE a = ?", None),
        // Operators of JSON and geometry, with and without placeholders beside them.
        (&[Postgres], "SELECT data ? 'a' FROM t", Some(0)),
        (&[Postgres], "SELECT data ? $1 FROM t", Some(1)),
        (&[Postgres], "SELECT (data -> 'b') ? 'a', c['d'] ? 'e', f() ? 'g'", Some(0)),
        (&[Postgres], "SELECT data ?| array['a'], data ?& array['b'], data @? '$.c'", Some(0)),
        (&[Postgres], "SELECT * FROM t WHERE NOT (data ? 'a') AND \"b\" ? 'c' OR $1::jsonb ? 'd'", Some(1)),
        (&[Postgres], "SELECT ?- lseg '((0,0),(1,0))', a ?# b, c ?-| d, e ?|| f", Some(0)),
        (&[Postgres], "SELECT a FROM t WHERE b IN (?, ?)", None),
        (&[Postgres], "INSERT INTO t VALUES ($1, ?)", None),
        (&[Postgres], "SELECT a FROM t LIMIT ?", None),
        (&[Postgres], "SELECT a FROM t WHERE b = $1 AND c = {d:?}", Some(1)),
        (&[Postgres], "SELECT a[1:2], b := 3, c @> d, e::text", Some(0)),
        (&[MySql, Sqlite, Generic], "INSERT INTO t VALUES (?, ?, ?)", Some(3)),
        (&[MySql, Sqlite, Generic], "SELECT a FROM t WHERE b LIKE ? AND c > ? LIMIT ? OFFSET ?", Some(4)),
        (&[MySql], "SELECT @x, @@y, a := ?", Some(1)),
        (&[MySql], "SELECT $1", None),
        (&[MySql], "SELECT 'it\\'s ?', \"?\" # ?", Some(0)),
        (&[Generic], "SELECT data ? 'a'", None),
        (&[Generic], "SELECT data ?| b", None),
        (&[Generic], "SELECT f(a) ? b", None),
        (&[Generic], "SELECT a = $1, b = ?", None),
        (&[Generic], "SELECT :name", None),
        (&[Generic], "SELECT @name", None),
        (&[Generic], r"SELECT 'it\'s ?'", None),
        (&[Generic, Sqlite], "SELECT ?2, ?1", Some(2)),
        (&[Sqlite], "SELECT ?5, ?, ?1, ?", Some(7)),
        (&[Sqlite], "SELECT :a, @a, $a, :a, ?", Some(4)),
        (&[Sqlite], "SELECT $1, ?", None),
        (ALL, "SELECT $0", None),
        (&[Postgres, Generic], "PREPARE p AS SELECT $1", None),
        (&[Postgres, Generic], "CREATE FUNCTION f(int) RETURNS int RETURN $1 + 1", None),
        (ALL, "CREATE TABLE a (b int)", Some(0)),
        (&[Postgres, Sqlite, Generic], "SELECT $1 FROM prepare", Some(1)),
        (ALL, "SELECT $99999999999999999999999", None),
        (&[Postgres, Generic], "SELECT $65535", Some(65535)),
    ];
    for &(dialects, sql, expected) in rows {
        for &dialect in dialects {
            assert_eq!(greatest_placeholder(sql, dialect), expected, "{dialect:?}: {sql}");
        }
    }
}

#[test]
fn comments() {
    let rows: &[(&[Dialect], &str, bool)] = &[
        (ALL, "SELECT 1", false),
        (ALL, "SELECT 1 -- x", true),
        (ALL, "SELECT /* x */ 1", true),
        (ALL, "SELECT /*+ INDEX(a) */ 1", true),
        (ALL, "SELECT /*! STRAIGHT_JOIN */ 1", true),
        (ALL, "SELECT '-- /* */ #', 'it''s --'", false),
        (&[Postgres, Sqlite, Generic], "SELECT \"--\"", false),
        (&[MySql, Sqlite, Generic], "SELECT `/*`", false),
        (&[Postgres, Generic], "SELECT $$ -- $$, $a$ /* $a$", false),
        (&[Sqlite], "SELECT [--]", false),
        (&[MySql, Generic], "SELECT 1 # x", true),
        (&[Postgres, Sqlite], "SELECT 1 # 2", false),
        (&[Postgres, Sqlite, Generic], "SELECT 1--2", true),
        (&[MySql], "SELECT 1--2", false),
        (&[Generic], "SELECT data #>> '{a}'", false),
        (ALL, "SELECT 1 /* unclosed", true),
    ];
    for &(dialects, sql, expected) in rows {
        for &dialect in dialects {
            assert_eq!(has_comment(sql, dialect), expected, "{dialect:?}: {sql}");
        }
    }
}

#[test]
fn open_quotes() {
    let rows: &[(&[Dialect], &str, bool)] = &[
        (ALL, "", false),
        (ALL, "SELECT 'a', \"b\"", false),
        (ALL, "SELECT 'a''", true),
        (ALL, "SELECT 'it''s'", false),
        (ALL, "SELECT 'a", true),
        (ALL, "SELECT \"a", true),
        (ALL, "SELECT 1 /* a", true),
        (ALL, "SELECT 1 /* a */", false),
        (ALL, "SELECT 1 -- 'a", false),
        (&[MySql, Sqlite, Generic], "SELECT `a", true),
        (&[Sqlite], "SELECT [a", true),
        (&[Postgres], "SELECT $$ a", true),
        (&[Postgres], "SELECT $a$ a $$", true),
        (&[Postgres], "SELECT $a$ a $a$", false),
        (&[Postgres], "SELECT 1 /* /* */", true),
        (&[MySql, Sqlite], "SELECT 1 /* /* */", false),
        (&[Generic], "SELECT 1 /* /* */", true),
        (&[MySql, Generic], r"SELECT 'a\'", true),
        (&[Postgres, Sqlite], r"SELECT 'a\'", false),
        (&[Postgres], r"SELECT E'a\'", true),
        (ALL, "SELECT 'é", true),
    ];
    for &(dialects, sql, expected) in rows {
        for &dialect in dialects {
            assert_eq!(ends_in_quote(sql, dialect), expected, "{dialect:?}: {sql}");
        }
    }
}

#[test]
fn what_takes_a_comment() {
    for (sql, takes) in [
        ("SELECT 1", true),
        ("SELECT 'COPY'", true),
        ("INSERT INTO copy VALUES (1)", true),
        ("CREATE TABLE views (function TEXT)", true),
        ("CREATE UNIQUE INDEX trigger ON t (a)", true),
        ("CREATE TEMP TABLE t AS SELECT 1", true),
        ("EXPLAIN SELECT 1", true),
        ("CALL p(1)", true),
        ("SET x = 1", true),
        ("DROP VIEW v", true),
        ("", false),
        (" ;\n; ", false),
        ("SELECT 1 -- one", false),
        ("SELECT 'one", false),
        ("copy t FROM STDIN", true),
        (" COPY (SELECT 1) TO STDOUT", true),
        ("LISTEN jobs", false),
        ("unlisten *", false),
        ("NOTIFY jobs, 'done'", false),
        ("SHOW POOLS", false),
        ("PREPARE p AS SELECT 1", false),
        ("CREATE FUNCTION f() RETURNS INT RETURN 1", false),
        ("CREATE OR REPLACE DEFINER = root@localhost SQL SECURITY INVOKER VIEW v AS SELECT 1", false),
        ("CREATE TRIGGER a BEFORE INSERT ON t FOR EACH ROW SET NEW.a = 1", false),
        ("ALTER EVENT e DO SELECT 1", false),
    ] {
        for &dialect in ALL {
            assert_eq!(takes_comment(sql, dialect), takes, "{dialect:?}: {sql}");
        }
    }
}

fn sanitized(sql: &str, dialect: Dialect) -> String {
    let mut text = vec![0; sql.len()];
    let len = sanitize_into(sql, dialect, &mut text);
    String::from_utf8(text[..len].to_vec()).expect("UTF-8")
}

#[test]
fn sanitizing() {
    let rows: &[(&[Dialect], &str, &str)] = &[
        (ALL, "SELECT a FROM t WHERE b = $1", "SELECT a FROM t WHERE b = $1"),
        (ALL, "SELECT TRUE, false, t.true, NULL", "SELECT ?, ?, t.true, NULL"),
        (ALL, "SELECT DATE '2024-01-01', INTERVAL '1 day', X'FF'", "SELECT DATE ?, INTERVAL ?, ?"),
        (ALL, "SELECT a -1, (b)-2, c - 3, f(-4), -5, 6 -7", "SELECT a -?, (b)-?, c - ?, f(?), ?, ? ?"),
        (ALL, "SELECT a/**/FROM t", "SELECT a FROM t"),
        (ALL, "SELECT 1 -- secret", "SELECT ? "),
        (&[Postgres, Generic], "SELECT $$secret$$, E'a\\'b', $t$x$t$", "SELECT ?, ?, ?"),
        (&[MySql], "SELECT \"secret\", 'a\\'b', _utf8'x', 2fa", "SELECT ?, ?, _utf8?, 2fa"),
        (&[Postgres], "SELECT \"a\" FROM \"b\"", "SELECT \"a\" FROM \"b\""),
        (
            &[Sqlite, Generic],
            "SELECT \"a\", \"t\".\"b\" AS \"c\" FROM \"b\"",
            "SELECT ?, \"t\".\"b\" AS \"c\" FROM \"b\"",
        ),
        (&[Generic], r"SELECT a, 'it\'s secret', 'b' FROM t", "SELECT a, ?"),
        // What follows `FROM` is a name only where a table is expected.
        (&[Sqlite, Generic], "SELECT TRIM('a' FROM \"secret\") FROM \"t\"", "SELECT TRIM(? FROM ?) FROM \"t\""),
        (
            &[Generic],
            "SELECT EXTRACT(DAY FROM \"2020-01-01\"), SUBSTRING(\"a\" FROM \"b\")",
            "SELECT EXTRACT(DAY FROM ?), SUBSTRING(? FROM ?)",
        ),
        (&[Generic], "PREPARE p FROM \"SELECT 'secret'\"", "PREPARE p FROM ?"),
        (
            &[Sqlite, Generic],
            "DELETE FROM \"t\" WHERE a IS DISTINCT FROM \"secret\"",
            "DELETE FROM \"t\" WHERE a IS DISTINCT FROM ?",
        ),
        (
            &[Sqlite, Generic],
            "SELECT * FROM a, \"b\" JOIN \"c\" ON \"d\" = 1",
            "SELECT * FROM a, ? JOIN \"c\" ON ? = ?",
        ),
        // Comments that the server runs are read, and what is in them is replaced.
        (&[MySql], "SELECT a /*!50000 , 'secret', 42 */ FROM t", "SELECT a  , ?, ?  FROM t"),
        (&[MySql], "SELECT/*!50000 a*/FROM t", "SELECT a FROM t"),
        (&[Generic], "SELECT a /*!50000 , 'secret' */ FROM t", "SELECT a ?"),
        (&[Postgres, Sqlite], "SELECT a /*!50000 , 'secret' */ FROM t", "SELECT a  FROM t"),
        (&[Generic], "SELECT a # don't\n, 'secret'", "SELECT a ?"),
        (ALL, "SELECT 'unclosed secret", "SELECT ?"),
        (&[Postgres, Sqlite, Generic], "SELECT \"unclosed secret", "SELECT ?"),
        (&[Sqlite, Generic], "SELECT :a, @b, $c, ?1", "SELECT :a, @b, $c, ?1"),
    ];
    for &(dialects, sql, expected) in rows {
        for &dialect in dialects {
            assert_eq!(sanitized(sql, dialect), expected, "{dialect:?}: {sql}");
        }
    }
    let mut short = [0; 9];
    let len = sanitize_into("SELECT aéé", Generic, &mut short);
    assert_eq!(&short[..len], "SELECT a".as_bytes());
}

fn collapsed(sql: &str, dialect: Dialect) -> String {
    let mut text = vec![0; sql.len()];
    let len = collapse_into(sql, dialect, &mut text);
    String::from_utf8(text[..len].to_vec()).expect("UTF-8")
}

#[test]
fn collapsing() {
    let rows: &[(&[Dialect], &str, &str)] = &[
        (ALL, "  SELECT\n\t a ,  b\r\nFROM t ; \n", "SELECT a , b FROM t ;"),
        (ALL, "SELECT 'a  b', 'c\n d'", "SELECT 'a  b', 'c\n d'"),
        (ALL, "SELECT 1 --  a  b \n\n  FROM t", "SELECT 1 --  a  b \nFROM t"),
        (ALL, "SELECT 1 /*  a\n  b */   FROM t", "SELECT 1 /*  a\n  b */ FROM t"),
        (ALL, "SELECT 'a'\n  'b'", "SELECT 'a'\n'b'"),
        (ALL, "SELECT 'a'   'b'", "SELECT 'a' 'b'"),
        (&[Postgres, Generic], "SELECT  $$ a  b $$", "SELECT $$ a  b $$"),
        (&[Postgres, Sqlite, Generic], "SELECT  \"a  b\"", "SELECT \"a  b\""),
        (&[MySql], "SELECT  1 #  a\n  FROM  t", "SELECT 1 #  a\nFROM t"),
        (&[Generic], "SELECT  1 #  a\n  FROM  t", "SELECT 1 #  a\n  FROM  t"),
        (&[Postgres], "SELECT  1 #  a\n  FROM  t", "SELECT 1 # a FROM t"),
        (ALL, "", ""),
        (ALL, " \n ", ""),
    ];
    for &(dialects, sql, expected) in rows {
        for &dialect in dialects {
            assert_eq!(collapsed(sql, dialect), expected, "{dialect:?}: {sql}");
        }
    }
}

#[test]
fn statements_and_sentences() {
    for sql in [
        "SELECT * FROM t",
        "select id from t",
        "SELECT 1",
        "SELECT a, b",
        "SELECT now()",
        "SELECT 'x'",
        "SELECT ?",
        "SELECT DISTINCT a",
        "(SELECT 1) UNION (SELECT 2)",
        "/* x */ SELECT $1",
        "SELECT u.id",
        "SELECT a AS b",
        "INSERT INTO t VALUES (1)",
        "INSERT OR IGNORE INTO t DEFAULT VALUES",
        "REPLACE INTO t VALUES (1)",
        "UPDATE t SET a = 1",
        "UPDATE a.b AS c SET d = 1",
        "DELETE FROM t",
        "DELETE a FROM t AS a",
        "WITH a AS (SELECT 1) SELECT 2",
        "WITH RECURSIVE t(n) AS (SELECT 1) SELECT 2",
        "CREATE TABLE t (a int)",
        "CREATE OR REPLACE VIEW v AS SELECT 1",
        "ALTER TABLE t ADD a int",
        "DROP TABLE t",
        "BEGIN",
        "BEGIN;",
        "BEGIN IMMEDIATE",
        "START TRANSACTION",
        "COMMIT",
        "ROLLBACK TO a",
        "SAVEPOINT a",
        "PRAGMA foreign_keys = ON",
        "PRAGMA table_info(t)",
        "VACUUM",
        "SET search_path TO x",
        "SET NAMES 'utf8'",
        "SHOW TABLES",
        "CALL f(1)",
        "EXPLAIN SELECT 1",
        "VALUES (1)",
        "TRUNCATE TABLE t",
        "LISTEN c",
        "MERGE INTO t USING s ON a = b WHEN MATCHED THEN DELETE",
        "COPY t FROM STDIN",
        "ANALYZE",
        "REFRESH MATERIALIZED VIEW v",
    ] {
        for &dialect in ALL {
            assert!(is_statement(sql, dialect), "{dialect:?}: {sql}");
        }
    }
    assert!(is_statement("SET @a = 1", MySql));
    for sql in [
        "",
        "hello",
        "Select an option",
        "Select",
        "Update the settings",
        "Delete this file",
        "Insert coin",
        "With great power",
        "Create something new",
        "Begin again",
        "Commit this change",
        "Set it up",
        "Show me the way",
        "Call me later",
        "Drop it",
        "Use the force",
        "End of file",
        "7",
        "'SELECT 1'",
        "-- SELECT 1",
        "selected",
        "Merge this branch",
        "Start here",
        "Copy that",
        "Do it",
        "Replace the file",
        "Grant me a wish",
    ] {
        for &dialect in ALL {
            assert!(!is_statement(sql, dialect), "{dialect:?}: {sql}");
        }
    }
}
