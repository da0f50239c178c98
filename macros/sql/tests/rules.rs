//! Every rule of the summary, by example.

#![allow(clippy::too_many_lines, clippy::format_push_string)] // Tables of examples.

use sqlspan_sql::Dialect::{Generic, MySql, Postgres, Sqlite};
use sqlspan_sql::{Dialect, summarize};

const ALL: &[Dialect] = &[Generic, Postgres, MySql, Sqlite];

/// Checks `(dialects, sql, summary)` rows and reports all that fail.
#[track_caller]
fn check(rows: &[(&[Dialect], &str, &str)]) {
    let mut failures = String::new();
    for &(dialects, sql, expected) in rows {
        for &dialect in dialects {
            let summary = summarize(sql, dialect);
            if summary.as_str() != expected {
                failures += &format!("\n{dialect:?}: {sql}\n  expected {expected:?}\n       got {summary:?}");
            }
        }
    }
    assert!(failures.is_empty(), "{failures}");
}

#[test]
#[rustfmt::skip]
fn rule_1_operations_are_verbatim_and_definitions_name_their_object() {
    check(&[
        (ALL, "select * from t", "select t"),
        (ALL, "SeLeCT * FrOm t", "SeLeCT t"),
        (ALL, "create table users (id int)", "create table users"),
        (ALL, "CREATE TABLE IF NOT EXISTS users (id int)", "CREATE TABLE users"),
        (ALL, "CREATE TEMP TABLE t (a int)", "CREATE TABLE t"),
        (ALL, "CREATE TEMPORARY TABLE t AS SELECT * FROM u", "CREATE TABLE t SELECT u"),
        (ALL, "CREATE UNLOGGED TABLE t (a int)", "CREATE TABLE t"),
        (ALL, "CREATE TABLE a (id int, b int REFERENCES b(id) ON DELETE SET NULL ON UPDATE CASCADE)", "CREATE TABLE a"),
        (ALL, "CREATE TABLE t PARTITION OF p FOR VALUES FROM (1) TO (10)", "CREATE TABLE t"),
        (ALL, "CREATE TABLE t (x int) WITH (fillfactor = 70)", "CREATE TABLE t"),
        (ALL, "CREATE TABLE t AS WITH c AS (SELECT * FROM u) SELECT * FROM c", "CREATE TABLE t SELECT u SELECT"),
        (&[MySql], "CREATE TABLE t SELECT * FROM u", "CREATE TABLE t SELECT u"),
        (&[Sqlite], "CREATE VIRTUAL TABLE docs USING fts5(title, body, content='x')", "CREATE TABLE docs"),
        (ALL, "CREATE INDEX i ON t (a)", "CREATE INDEX i"),
        (ALL, "CREATE UNIQUE INDEX IF NOT EXISTS i ON t (lower(a)) WHERE b", "CREATE INDEX i"),
        (ALL, "CREATE INDEX CONCURRENTLY IF NOT EXISTS i ON t USING gin (a)", "CREATE INDEX i"),
        (ALL, "CREATE INDEX ON t (a)", "CREATE INDEX"),
        (ALL, "CREATE VIEW v AS SELECT * FROM t", "CREATE VIEW v SELECT t"),
        (ALL, "CREATE OR REPLACE VIEW v (a) AS SELECT a FROM t WITH CHECK OPTION", "CREATE VIEW v SELECT t"),
        (ALL, "CREATE MATERIALIZED VIEW m AS SELECT 1 FROM t WITH NO DATA", "CREATE MATERIALIZED VIEW m SELECT t"),
        (&[MySql], "CREATE DEFINER = `root`@`localhost` SQL SECURITY INVOKER VIEW v AS SELECT a FROM t", "CREATE VIEW v SELECT t"),
        (&[MySql], "CREATE ALGORITHM=MERGE DEFINER='a'@'%' VIEW v AS SELECT a FROM t", "CREATE VIEW v SELECT t"),
        (ALL, "CREATE SCHEMA IF NOT EXISTS app", "CREATE SCHEMA app"),
        (ALL, "CREATE SCHEMA AUTHORIZATION joe", "CREATE SCHEMA"),
        (ALL, "CREATE DATABASE app", "CREATE DATABASE app"),
        (ALL, "CREATE SEQUENCE s START 1", "CREATE SEQUENCE s"),
        (&[Generic, Postgres, Sqlite], "CREATE EXTENSION IF NOT EXISTS \"uuid-ossp\"", "CREATE EXTENSION \"uuid-ossp\""),
        (ALL, "CREATE TYPE mood AS ENUM ('sad', 'ok')", "CREATE TYPE mood"),
        (ALL, "CREATE ROLE app WITH LOGIN PASSWORD 'x'", "CREATE ROLE app"),
        (ALL, "CREATE USER app WITH PASSWORD 'x'", "CREATE USER app"),
        (&[MySql], "CREATE USER 'app'@'localhost' IDENTIFIED BY 'x'", "CREATE USER"),
        (&[Postgres], "CREATE USER MAPPING FOR u SERVER s", "CREATE USER"),
        (ALL, "CREATE POLICY p ON t FOR SELECT USING (a = 1)", "CREATE POLICY p"),
        (&[Postgres], "CREATE FUNCTION f(a int) RETURNS int AS $$ SELECT 1 FROM t; $$ LANGUAGE sql", "CREATE FUNCTION f"),
        (&[Postgres], "CREATE TRIGGER g BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION f()", "CREATE TRIGGER g"),
        (ALL, "CREATE TRIGGER g AFTER INSERT ON t BEGIN INSERT INTO log VALUES (1); UPDATE u SET a = CASE WHEN 1 THEN 2 END; END; SELECT * FROM v", "CREATE TRIGGER g; SELECT v"),
        (&[MySql], "CREATE PROCEDURE p() BEGIN IF a THEN SELECT 1 FROM t; END IF; CASE b WHEN 1 THEN SELECT 2; END CASE; END", "CREATE PROCEDURE p"),
        (&[Postgres], "CREATE EVENT TRIGGER e ON ddl_command_end EXECUTE FUNCTION f()", "CREATE EVENT TRIGGER e"),
        (ALL, "CREATE TEXT SEARCH CONFIGURATION c (COPY = english)", "CREATE"),
        (ALL, "ALTER TABLE t ADD COLUMN a int", "ALTER TABLE t"),
        (ALL, "ALTER TABLE IF EXISTS ONLY t RENAME TO u", "ALTER TABLE t"),
        (ALL, "ALTER DEFAULT PRIVILEGES IN SCHEMA s GRANT SELECT ON TABLES TO r", "ALTER"),
        (ALL, "ALTER SEQUENCE s RESTART", "ALTER SEQUENCE s"),
        (ALL, "DROP TABLE IF EXISTS a, b CASCADE", "DROP TABLE a"),
        (ALL, "DROP INDEX CONCURRENTLY IF EXISTS i", "DROP INDEX i"),
        (ALL, "DROP MATERIALIZED VIEW m", "DROP MATERIALIZED VIEW m"),
        (ALL, "DROP OWNED BY joe", "DROP"),
        (ALL, "DROP TABLE", "DROP TABLE"),
    ]);
}

#[test]
#[rustfmt::skip]
fn rule_2_targets_are_verbatim_and_aliases_dropped() {
    check(&[
        (ALL, "SELECT * FROM users u", "SELECT users"),
        (ALL, "SELECT * FROM users AS u WHERE u.id = 1", "SELECT users"),
        (ALL, "SELECT * FROM a JOIN b ON a.id = b.id LEFT OUTER JOIN c USING (id), d", "SELECT a b c d"),
        (ALL, "SELECT * FROM a x, b y, c", "SELECT a b c"),
        (ALL, "SELECT * FROM a NATURAL LEFT JOIN b CROSS JOIN c", "SELECT a b c"),
        (ALL, "SELECT * FROM a CROSS APPLY f(a.x) OUTER APPLY b", "SELECT a f b"),
        (&[MySql], "SELECT * FROM a STRAIGHT_JOIN b ON a.x = b.x", "SELECT a b"),
        (ALL, "SELECT * FROM app.users JOIN public.orders o ON true", "SELECT app.users public.orders"),
        (ALL, "SELECT * FROM db.app.users", "SELECT db.app.users"),
        (ALL, "SELECT * FROM \"schema\".\"table\"", "SELECT \"schema\".\"table\""),
        (&[Generic, MySql, Sqlite], "SELECT * FROM `schema table` JOIN `a``b`.`c`", "SELECT `schema table` `a``b`.`c`"),
        (&[Generic, Sqlite], "SELECT * FROM [my table] JOIN [other] ON [other].id = 1", "SELECT [my table] [other]"),
        (ALL, "SELECT * FROM public . \n users -- the users\n u", "SELECT public.users"),
        (&[Generic], "SELECT * FROM users@remote_db", "SELECT users@remote_db"),
        (&[Generic, Sqlite], "SELECT * FROM 'artists', 'songs'", "SELECT 'artists' 'songs'"),
        (&[Postgres, MySql], "SELECT * FROM 'artists'", "SELECT"),
        (&[Generic, Postgres, Sqlite], "SELECT * FROM \"SELECT\" WHERE \"FROM\" = 1", "SELECT \"SELECT\""),
        (ALL, "SELECT * FROM źćļńĶ", "SELECT źćļńĶ"),
        (ALL, "SELECT * FROM table WHERE a = 1", "SELECT table"),
        (ALL, "SELECT t.from, t.select, t.join FROM t", "SELECT t"),
        (ALL, "SELECT a AS from FROM t AS join", "SELECT t"),
        (ALL, "SELECT * FROM (a), (b JOIN c ON true)", "SELECT a b c"),
        (ALL, "SELECT * FROM ((a JOIN b ON true) JOIN c ON true) JOIN d ON true", "SELECT a b c d"),
        (ALL, "SELECT * FROM a ORDER BY x, y", "SELECT a"),
        (ALL, "SELECT * FROM a JOIN b ON CASE WHEN a.x THEN 1 ELSE 2 END = b.y, c", "SELECT a b c"),
        (ALL, "SELECT * FROM a GROUP BY x, y HAVING count(*) > 1 ORDER BY z, w LIMIT 5, 10", "SELECT a"),
        (ALL, "SELECT 1 FROM DUAL", "SELECT DUAL"),
        (&[MySql], "SELECT * FROM a USE INDEX (i, j) FORCE INDEX FOR JOIN (k), b", "SELECT a b"),
        (&[MySql], "SELECT * FROM 2fa_tokens", "SELECT 2fa_tokens"),
        (&[Sqlite], "SELECT * FROM a INDEXED BY i JOIN b NOT INDEXED", "SELECT a b"),
        (ALL, "SELECT * FROM a TABLESAMPLE SYSTEM (5) JOIN b ON true", "SELECT a b"),
    ]);
}

#[test]
#[rustfmt::skip]
fn rule_3_nested_queries_come_in_text_order() {
    check(&[
        (ALL, "SELECT * FROM a WHERE x IN (SELECT y FROM b)", "SELECT a SELECT b"),
        (ALL, "SELECT (SELECT max(x) FROM b), c FROM a", "SELECT SELECT b a"),
        (ALL, "SELECT * FROM (SELECT * FROM (SELECT * FROM a) x) y", "SELECT SELECT SELECT a"),
        (ALL, "SELECT * FROM (SELECT * FROM a) s, b JOIN (SELECT * FROM c) d ON true, e", "SELECT SELECT a b SELECT c e"),
        (ALL, "UPDATE t1 SET a = (SELECT b FROM t2)", "UPDATE t1 SELECT t2"),
        (ALL, "DELETE FROM o WHERE c NOT IN (SELECT id FROM c) AND p NOT IN (SELECT id FROM p)", "DELETE o SELECT c SELECT p"),
        (ALL, "INSERT INTO a SELECT * FROM b JOIN c ON true", "INSERT a SELECT b c"),
        (ALL, "INSERT INTO a (x) VALUES ((SELECT max(x) FROM b))", "INSERT a SELECT b"),
        (ALL, "SELECT a FROM p UNION SELECT b FROM q", "SELECT p SELECT q"),
        (ALL, "SELECT a FROM p UNION ALL SELECT b FROM q INTERSECT SELECT c FROM r EXCEPT SELECT d FROM s", "SELECT p SELECT q SELECT r SELECT s"),
        (ALL, "(SELECT a FROM p ORDER BY x) UNION (SELECT b FROM q) ORDER BY 1, 2", "SELECT p SELECT q"),
        (ALL, "SELECT a FROM p WHERE b ORDER BY c UNION SELECT 1", "SELECT p SELECT"),
        (ALL, "SELECT id FROM users UNION VALUES (1), (2)", "SELECT users"),
        (ALL, "SELECT * FROM a WHERE EXISTS (SELECT 1 FROM b WHERE b.x = a.x) LIMIT (SELECT n FROM c)", "SELECT a SELECT b SELECT c"),
        (ALL, "SELECT coalesce((SELECT a FROM b), 0) FROM c", "SELECT SELECT b c"),
        (ALL, "SELECT CASE WHEN x THEN (SELECT v FROM a) ELSE (SELECT v FROM b) END FROM c", "SELECT SELECT a SELECT b c"),
        (&[Postgres], "SELECT array(SELECT x FROM a) || ARRAY[1, 2] FROM b", "SELECT SELECT a b"),
    ]);
}

#[test]
#[rustfmt::skip]
fn rule_4_names_of_common_table_expressions_are_no_targets() {
    check(&[
        (ALL, "WITH cte AS (SELECT a FROM b) SELECT * FROM cte", "SELECT b SELECT"),
        (ALL, "WITH RECURSIVE r AS (SELECT * FROM t UNION ALL SELECT t.* FROM t JOIN r ON r.id = t.p) SELECT * FROM R", "SELECT t SELECT t SELECT"),
        (ALL, "WITH a (x) AS (SELECT 1), b AS NOT MATERIALIZED (SELECT x FROM a JOIN u ON true) SELECT * FROM b, a, c", "SELECT SELECT u SELECT c"),
        (&[Generic, Postgres, Sqlite], "WITH \"A\" AS MATERIALIZED (SELECT 1 FROM t) SELECT * FROM a", "SELECT t SELECT"),
        (ALL, "WITH d AS (DELETE FROM t WHERE x RETURNING *) INSERT INTO log SELECT * FROM d", "DELETE t INSERT log SELECT"),
        (ALL, "WITH u AS (UPDATE t SET a = 1 RETURNING id), i AS (INSERT INTO v SELECT id FROM u) SELECT 1", "UPDATE t INSERT v SELECT SELECT"),
        (ALL, "WITH users AS (SELECT 1) INSERT INTO users SELECT * FROM users", "SELECT INSERT users SELECT"),
        (ALL, "WITH x AS (SELECT 1) SELECT * FROM public.x", "SELECT SELECT public.x"),
        (ALL, "SELECT * FROM (WITH x AS (SELECT 1 FROM a) SELECT * FROM x) y JOIN x ON true", "SELECT SELECT a SELECT x"),
        (&[Postgres, MySql], "WITH t AS (SELECT * FROM t) SELECT * FROM t", "SELECT t SELECT"),
        (&[Generic, Sqlite], "WITH t AS (SELECT * FROM t) SELECT * FROM t", "SELECT SELECT"),
        (&[Postgres], "WITH a AS (SELECT * FROM b), b AS (SELECT 1) SELECT * FROM a, b", "SELECT b SELECT SELECT"),
        (&[Postgres], "WITH RECURSIVE a AS (SELECT * FROM b), b AS (SELECT 1) SELECT * FROM a, b", "SELECT SELECT SELECT"),
        (&[Postgres], "WITH RECURSIVE t(n) AS (SELECT 1 FROM s) SEARCH DEPTH FIRST BY n, m SET o CYCLE n, m SET c USING p, v AS (SELECT 2) SELECT * FROM t, v, w", "SELECT s SELECT SELECT w"),
        (ALL, "WITH v AS (VALUES (1), (2)) SELECT * FROM v JOIN t ON true", "SELECT t"),
        (ALL, "INSERT INTO t WITH c AS (SELECT * FROM a) SELECT * FROM c", "INSERT t SELECT a SELECT"),
        (ALL, "WITH c AS (SELECT 1) SELECT * FROM c; SELECT * FROM c", "SELECT SELECT; SELECT c"),
        (ALL, "WITH a AS (SELECT * FROM s) UPDATE t SET v = (SELECT v FROM a) WHERE EXISTS (SELECT 1 FROM a)", "SELECT s UPDATE t SELECT SELECT"),
        (ALL, "WITH a AS (SELECT 1) (SELECT * FROM a) UNION (SELECT * FROM b)", "SELECT SELECT SELECT b"),
    ]);
}

#[test]
#[rustfmt::skip]
fn rule_5_nothing_is_deduplicated() {
    check(&[
        (ALL, "SELECT * FROM t a JOIN t b ON a.x = b.y", "SELECT t t"),
        (ALL, "INSERT INTO t SELECT * FROM t", "INSERT t SELECT t"),
    ]);
}

#[test]
#[rustfmt::skip]
fn rule_6_table_functions_are_targets_and_modifiers_are_not() {
    check(&[
        (ALL, "SELECT * FROM UNNEST(ARRAY[1,2,3]) AS t", "SELECT UNNEST"),
        (ALL, "SELECT * FROM generate_series(1, (SELECT max(id) FROM u)) g, v", "SELECT generate_series SELECT u v"),
        (ALL, "SELECT * FROM dbo.fn_split(1, ',')", "SELECT dbo.fn_split"),
        (ALL, "SELECT * FROM ONLY parent", "SELECT parent"),
        (&[Postgres], "SELECT * FROM ONLY (parent) p", "SELECT parent"),
        (ALL, "SELECT * FROM a, LATERAL (SELECT * FROM b) x, LATERAL f(a.x) y", "SELECT a SELECT b f"),
        (ALL, "SELECT * FROM a LEFT JOIN LATERAL (SELECT 1 FROM b) s ON true", "SELECT a SELECT b"),
        (ALL, "SELECT * FROM (VALUES (1, 'a'), (2, 'b')) AS v (id, name) JOIN u ON true", "SELECT u"),
        (ALL, "SELECT * FROM ROWS FROM (f(1), g(2)) AS x", "SELECT f g"),
        (&[MySql], "SELECT * FROM JSON_TABLE(doc, '$[*]' COLUMNS (a INT PATH '$.a')) j, t", "SELECT JSON_TABLE t"),
        (&[Sqlite], "SELECT * FROM pragma_table_info('t'), json_each(?)", "SELECT pragma_table_info json_each"),
        (&[Postgres], "SELECT * FROM unnest($1::int[], $2::text[]) AS t(a, b) WITH ORDINALITY", "SELECT unnest"),
    ]);
}

#[test]
#[rustfmt::skip]
fn rule_7_only_the_first_table_of_a_change() {
    check(&[
        (ALL, "UPDATE t1 SET a = t2.a FROM t2, t3 WHERE t1.x = t2.x", "UPDATE t1"),
        (ALL, "UPDATE t1 JOIN t2 ON t1.a = t2.a SET t1.b = t2.b", "UPDATE t1"),
        (&[MySql], "UPDATE t1, t2 SET t1.a = t2.a", "UPDATE t1"),
        (&[MySql], "UPDATE LOW_PRIORITY IGNORE t SET a = 1", "UPDATE t"),
        (&[Sqlite], "UPDATE OR IGNORE t SET a = 1", "UPDATE t"),
        (&[Postgres], "UPDATE ONLY t AS x SET a = 1 RETURNING x.a, x.b", "UPDATE t"),
        (ALL, "DELETE FROM t1 USING t2 WHERE t1.a = t2.a AND t1.b IN (SELECT b FROM t3)", "DELETE t1 SELECT t3"),
        (ALL, "DELETE t1 FROM t1 JOIN t2 ON t1.id = t2.id", "DELETE t1"),
        (&[MySql], "DELETE u FROM users u JOIN orders o ON true", "DELETE users"),
        (&[MySql], "DELETE o.*, u FROM users AS u JOIN orders AS o ON true", "DELETE orders"),
        (&[MySql], "DELETE x FROM users u", "DELETE"),
        (&[MySql], "DELETE FROM a USING users AS a JOIN b ON true", "DELETE users"),
        (&[MySql], "DELETE QUICK FROM t WHERE a = 1 ORDER BY b LIMIT 1", "DELETE t"),
        (ALL, "DELETE FROM ONLY t WHERE a = 1", "DELETE t"),
        (ALL, "SELECT a, b INTO x FROM users", "SELECT users"),
        (&[MySql], "SELECT a FROM t INTO OUTFILE '/tmp/x'", "SELECT t"),
        (ALL, "SELECT * FROM a FOR UPDATE OF b, c SKIP LOCKED", "SELECT a"),
        (ALL, "SELECT * FROM a FOR NO KEY UPDATE NOWAIT", "SELECT a"),
        (&[MySql], "SELECT * FROM a LOCK IN SHARE MODE", "SELECT a"),
        (ALL, "INSERT INTO t (a) VALUES (1) RETURNING id, (SELECT x FROM u)", "INSERT t SELECT u"),
        (ALL, "SELECT sum(a) OVER (PARTITION BY b ORDER BY c), rank() OVER w FROM t WINDOW w AS (ORDER BY d), v AS ()", "SELECT t"),
        (ALL, "MERGE INTO t AS x USING s ON x.a = s.a WHEN MATCHED THEN UPDATE SET b = s.b, c = 1 WHEN NOT MATCHED THEN INSERT (a, b) VALUES (s.a, s.b)", "MERGE t"),
        (ALL, "MERGE INTO t USING (SELECT * FROM s) q ON true WHEN MATCHED THEN DELETE", "MERGE t SELECT s"),
    ]);
}

#[test]
#[rustfmt::skip]
fn from_inside_an_expression_gives_no_target() {
    check(&[
        (ALL, "SELECT EXTRACT(YEAR FROM created_at) FROM t", "SELECT t"),
        (ALL, "SELECT TRIM(BOTH 'x' FROM name), SUBSTRING(x FROM 1 FOR 2), OVERLAY(a PLACING b FROM 3), POSITION(a IN b) FROM t", "SELECT t"),
        (ALL, "SELECT a IS DISTINCT FROM b, a IS NOT DISTINCT FROM c FROM t WHERE d IS DISTINCT FROM e", "SELECT t"),
        (ALL, "SELECT a FROM t JOIN u ON t.x IS NOT DISTINCT FROM u.x, v", "SELECT t u v"),
        (ALL, "SELECT count(*) FILTER (WHERE a), percentile_cont(0.5) WITHIN GROUP (ORDER BY b) FROM t", "SELECT t"),
        (&[Postgres], "SELECT DISTINCT ON (a, b) * FROM t", "SELECT t"),
        (&[Postgres], "SELECT data ? 'a', data ?| array['b'], data @? '$.x', a[1:2] FROM t", "SELECT t"),
        (&[Postgres], "SELECT data->>'from x', data #>> '{a,b}', a @> b, c <@ d, e @@ f FROM t", "SELECT t"),
        (ALL, "SELECT 'FROM x' FROM t WHERE a = 'it''s FROM y'", "SELECT t"),
        (&[Postgres, Generic], "SELECT E'it\\'s FROM x', $$FROM y$$, $a$ FROM z $$ $a$ FROM t", "SELECT t"),
        (&[MySql], "SELECT 'it\\'s FROM x', \"FROM y\" FROM t # FROM z", "SELECT t"),
        (ALL, "SELECT a /* FROM x */ FROM -- y\n t", "SELECT t"),
        (&[Postgres], "SELECT /* a /* b */ FROM x */ 1 FROM t", "SELECT t"),
        (ALL, "SELECT now() AT TIME ZONE 'UTC', INTERVAL '1 day', CAST(a AS numeric(10, 2)), b::text FROM t", "SELECT t"),
    ]);
}

#[test]
#[rustfmt::skip]
fn upserts() {
    check(&[
        (ALL, "INSERT INTO t (a, b) VALUES (1, 2) ON CONFLICT (a) DO UPDATE SET b = excluded.b, c = 1", "INSERT t"),
        (ALL, "INSERT INTO t SELECT * FROM u ON CONFLICT (a) DO UPDATE SET b = 1, c = 2", "INSERT t SELECT u"),
        (ALL, "INSERT INTO t SELECT * FROM u JOIN v ON u.a = v.a ON CONFLICT DO NOTHING", "INSERT t SELECT u v"),
        (&[MySql], "INSERT INTO t (a) VALUES (1) AS new ON DUPLICATE KEY UPDATE a = new.a, b = b + 1", "INSERT t"),
        (&[MySql], "INSERT INTO t SELECT * FROM u ON DUPLICATE KEY UPDATE a = VALUES(a), b = 2", "INSERT t SELECT u"),
        (&[MySql], "INSERT IGNORE INTO t VALUES (1)", "INSERT t"),
        (&[MySql], "INSERT t VALUES (1)", "INSERT t"),
        (&[MySql], "INSERT INTO t SET a = 1, b = 2", "INSERT t"),
        (ALL, "REPLACE INTO t VALUES (1)", "REPLACE t"),
        (&[Sqlite], "INSERT OR REPLACE INTO t (a) VALUES (?)", "INSERT t"),
        (ALL, "INSERT INTO t DEFAULT VALUES", "INSERT t"),
        (&[Postgres], "INSERT INTO t AS x (a) OVERRIDING SYSTEM VALUE SELECT b FROM u", "INSERT t SELECT u"),
        (&[Postgres], "INSERT INTO a TABLE b", "INSERT a TABLE b"),
    ]);
}

#[test]
#[rustfmt::skip]
fn rule_8_several_statements() {
    check(&[
        (ALL, "SELECT * FROM t1; SELECT * FROM t2", "SELECT t1; SELECT t2"),
        (ALL, "; ; SELECT * FROM t1; ; /* x */; INSERT INTO t2 VALUES (1); ;", "SELECT t1; INSERT t2"),
        (ALL, "BEGIN; UPDATE t SET a = 1; COMMIT;", "BEGIN; UPDATE t; COMMIT"),
    ]);
}

#[test]
#[rustfmt::skip]
fn rule_9_commands() {
    check(&[
        (ALL, "EXPLAIN SELECT * FROM users", "EXPLAIN SELECT users"),
        (ALL, "EXPLAIN ANALYZE VERBOSE SELECT * FROM users", "EXPLAIN SELECT users"),
        (ALL, "EXPLAIN (ANALYZE, FORMAT JSON) WITH a AS (SELECT 1) DELETE FROM t", "EXPLAIN SELECT DELETE t"),
        (&[Sqlite], "EXPLAIN QUERY PLAN SELECT * FROM t", "EXPLAIN SELECT t"),
        (ALL, "DESCRIBE users", "DESCRIBE users"),
        (ALL, "TRUNCATE TABLE users, orders", "TRUNCATE TABLE users"),
        (ALL, "TRUNCATE users RESTART IDENTITY CASCADE", "TRUNCATE users"),
        (ALL, "TRUNCATE TABLE ONLY s.users", "TRUNCATE TABLE s.users"),
        (ALL, "LOCK TABLE users IN EXCLUSIVE MODE", "LOCK TABLE users"),
        (ALL, "LOCK TABLES users WRITE, orders READ", "LOCK TABLES users"),
        (ALL, "UNLOCK TABLES", "UNLOCK TABLES"),
        (ALL, "USE mydb", "USE mydb"),
        (ALL, "BEGIN", "BEGIN"),
        (ALL, "BEGIN TRANSACTION ISOLATION LEVEL SERIALIZABLE", "BEGIN TRANSACTION"),
        (ALL, "BEGIN IMMEDIATE", "BEGIN"),
        (ALL, "START TRANSACTION READ ONLY", "START TRANSACTION"),
        (ALL, "commit transaction", "commit transaction"),
        (ALL, "ROLLBACK TO SAVEPOINT sp_1", "ROLLBACK"),
        (ALL, "SAVEPOINT sp_1", "SAVEPOINT"),
        (ALL, "RELEASE SAVEPOINT sp_1", "RELEASE"),
        (ALL, "SET search_path TO app, public", "SET"),
        (ALL, "SHOW CREATE TABLE users", "SHOW"),
        (ALL, "SHOW COLUMNS FROM users", "SHOW"),
        (ALL, "GRANT SELECT, UPDATE ON users TO admin", "GRANT"),
        (ALL, "REVOKE SELECT ON users FROM admin", "REVOKE"),
        (ALL, "VALUES (1, 'a'), (2, 'b')", "VALUES"),
        (ALL, "TABLE users", "TABLE users"),
        (ALL, "SELECT * FROM (TABLE y) z, (table)", "SELECT TABLE y table"),
        (ALL, "CALL app.do_work(1, (SELECT a FROM t))", "CALL app.do_work SELECT t"),
        (ALL, "EXEC my_procedure", "EXEC my_procedure"),
        (ALL, "execute db.do_work @param=1", "execute db.do_work"),
        (ALL, "call next value for hibernate_sequence", "call"),
        (ALL, "PRAGMA journal_mode = WAL", "PRAGMA journal_mode"),
        (ALL, "PRAGMA main.table_info(users)", "PRAGMA main.table_info"),
        (ALL, "COPY users (id, name) FROM STDIN WITH (FORMAT csv)", "COPY users"),
        (ALL, "COPY (SELECT * FROM users) TO STDOUT", "COPY SELECT users"),
        (ALL, "LISTEN orders", "LISTEN orders"),
        (ALL, "NOTIFY orders, 'payload'", "NOTIFY orders"),
        (ALL, "UNLISTEN *", "UNLISTEN"),
        (ALL, "VACUUM", "VACUUM"),
        (ALL, "VACUUM (FULL, ANALYZE) users", "VACUUM users"),
        (ALL, "VACUUM ANALYZE users", "VACUUM users"),
        (ALL, "VACUUM INTO 'backup.db'", "VACUUM"),
        (ALL, "ANALYZE users", "ANALYZE users"),
        (ALL, "ANALYZE TABLE users", "ANALYZE TABLE users"),
        (ALL, "OPTIMIZE TABLE users", "OPTIMIZE TABLE users"),
        (ALL, "REINDEX INDEX CONCURRENTLY i", "REINDEX INDEX i"),
        (ALL, "REINDEX users", "REINDEX users"),
        (ALL, "CLUSTER users USING i", "CLUSTER users"),
        (ALL, "REFRESH MATERIALIZED VIEW CONCURRENTLY m", "REFRESH MATERIALIZED VIEW m"),
        (&[Postgres, Generic], "DO $$ BEGIN DELETE FROM t; END $$", "DO"),
        (&[MySql], "LOAD DATA LOCAL INFILE 'x' INTO TABLE t FIELDS TERMINATED BY ','", "LOAD DATA t"),
        (&[MySql], "HANDLER t OPEN", "HANDLER t"),
        (&[MySql], "RENAME TABLE a TO b", "RENAME TABLE a"),
        (&[MySql], "PREPARE s FROM 'SELECT * FROM t'", "PREPARE"),
        (&[MySql], "LOCK INSTANCE FOR BACKUP", "LOCK"),
        (ALL, "PREPARE p (int) AS SELECT * FROM t", "PREPARE SELECT t"),
        (ALL, "DECLARE c NO SCROLL CURSOR WITH HOLD FOR SELECT * FROM t", "DECLARE SELECT t"),
        (ALL, "FETCH 5 FROM c", "FETCH"),
        (ALL, "COMMENT ON TABLE users IS 'x'", "COMMENT"),
        (ALL, "ATTACH DATABASE 'x.db' AS aux", "ATTACH"),
    ]);
}

#[test]
#[rustfmt::skip]
fn rule_10_no_operation_no_summary() {
    check(&[
        (ALL, "", ""),
        (ALL, ";", ""),
        (ALL, "7", ""),
        (ALL, "/* SELECT * FROM t */", ""),
        (ALL, "-- SELECT * FROM t", ""),
        (ALL, "and now for something completely different", ""),
        (ALL, "from users", ""),
        (ALL, "'SELECT * FROM t'", ""),
    ]);
}

#[test]
fn rule_11_cut_between_words() {
    let long = "x".repeat(250);
    check(&[(ALL, &format!("SELECT * FROM {long}"), "SELECT")]);
    let fits = "x".repeat(248);
    check(&[(ALL, &format!("SELECT * FROM {fits}"), &format!("SELECT {fits}"))]);
    let tables: Vec<String> = (0..50).map(|i| format!("very_long_table_name_{i}")).collect();
    let summary = format!("SELECT {}", tables[..10].join(" "));
    assert_eq!(summary.len(), 236);
    check(&[(ALL, &format!("SELECT * FROM {}", tables.join(", ")), &summary)]);
    // Never inside a quoted name, nor a character, nor after a separator.
    let spaced = format!("SELECT * FROM a, `{}`", "b c ".repeat(70));
    check(&[(&[Generic, MySql, Sqlite], &spaced, "SELECT a")]);
    let wide = format!("SELECT * FROM {}", "ö".repeat(130));
    check(&[(ALL, &wide, "SELECT")]);
    let two = format!("SELECT * FROM {}; SELECT 1", "x".repeat(243));
    check(&[(ALL, &two, &format!("SELECT {}", "x".repeat(243)))]);
}

#[test]
#[rustfmt::skip]
fn a_placeholder_or_a_template_is_never_a_target() {
    check(&[
        (ALL, "SELECT * FROM {table}", "SELECT"),
        (ALL, "SELECT * FROM {schema}.users u JOIN t ON true", "SELECT t"),
        (ALL, "SELECT * FROM users_{shard} WHERE a = 1", "SELECT"),
        (ALL, "SELECT * FROM app.{table}, {a, b}, c", "SELECT c"),
        (ALL, "SELECT * FROM {}users", "SELECT"),
        (ALL, "INSERT INTO {table} (a) VALUES (1)", "INSERT"),
        (ALL, "UPDATE {} SET a = 1", "UPDATE"),
        (ALL, "DELETE FROM logs_{} WHERE a", "DELETE"),
        (ALL, "SELECT * FROM ${table}", "SELECT"),
        (ALL, "SELECT * FROM %s JOIN t ON true", "SELECT t"),
        (ALL, "SELECT * FROM ? WHERE a", "SELECT"),
        (ALL, "SELECT * FROM $1", "SELECT"),
        (&[Sqlite, Generic], "SELECT * FROM :table, @table, $table", "SELECT"),
        (ALL, "SELECT * FROM 12345", "SELECT"),
        (ALL, "SELECT * FROM users_#{shard}", "SELECT"),
        (&[MySql], "SELECT * FROM users# all", "SELECT users"),
        (ALL, "DROP TABLE {}", "DROP TABLE"),
        (ALL, "SELECT {fn now()} FROM t", "SELECT t"),
        (ALL, "SELECT * FROM", "SELECT"),
        (ALL, "SELECT * FROM \"unclosed", "SELECT"),
        (ALL, "SELECT * FROM 'unclosed", "SELECT"),
        (&[Sqlite, MySql, Generic], "SELECT * FROM `unclosed", "SELECT"),
    ]);
}

#[test]
#[rustfmt::skip]
fn without_a_dialect_only_what_all_agree_on() {
    check(&[
        // One string or two? The tables before are certain, what follows is not.
        (&[Generic], r"SELECT * FROM a WHERE x = 'it\'s' AND y IN (SELECT 1 FROM b)", "SELECT a"),
        (&[Generic], r"SELECT 'C:\' FROM a", "SELECT"),
        (&[Generic], r"SELECT 'C:\dir' FROM a", "SELECT a"),
        (&[Postgres, Sqlite], r"SELECT 'C:\' FROM a", "SELECT a"),
        (&[MySql], r"SELECT 'it\'s' FROM a", "SELECT a"),
        (&[Generic], "SELECT * FROM a # JOIN b\n JOIN c ON true", "SELECT a"),
        (&[Generic], "SELECT data #> '{a}' FROM t", "SELECT t"),
        (&[Generic], "SELECT /* a /* b */ * FROM t -- */", "SELECT"),
        (&[Generic], "--note\nSELECT * FROM t", "SELECT t"),
        (&[Generic], "SELECT 1 --from x\n FROM t", "SELECT t"),
        (&[Generic], "SELECT 5--from x\n FROM t", "SELECT"),
        (&[MySql], "SELECT 5--3 FROM t", "SELECT t"),
        (&[Postgres, Sqlite], "SELECT 5--3 FROM t", "SELECT"),
    ]);
}

#[test]
fn beyond_what_is_kept_it_is_less_and_not_wrong() {
    let deep = format!("SELECT {}(SELECT a FROM deep){}, b FROM t", "(".repeat(100), ")".repeat(100));
    check(&[(ALL, &deep, "SELECT t")]);
    let many: Vec<String> = (0..60).map(|i| format!("c{i} AS (VALUES ({i}))")).collect();
    let many = format!("WITH {} SELECT * FROM c59 JOIN t ON true", many.join(", "));
    check(&[(ALL, &many, "SELECT")]);
    let open = "SELECT * FROM a WHERE ".to_owned() + &"(".repeat(10_000);
    check(&[(ALL, &open, "SELECT a")]);
}
