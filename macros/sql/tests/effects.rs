//! What statements do, and to what: writes that pass for reads, reads that pass for writes, statements inside of others,
//! and modifiers that look like tables.

#![allow(clippy::too_many_lines, clippy::format_push_string)] // Tables of examples.

use sqlspan_sql::Dialect::{Generic, MySql, Postgres, Sqlite};
use sqlspan_sql::{Answer, Dialect, Reading, TargetKind, read};

const ALL: &[Dialect] = &[Generic, Postgres, MySql, Sqlite];

/// Checks `(dialects, sql, effects, targets)` rows and reports all that fail. An effect with `?` is unknown, `anything`
/// stands for all that is not told otherwise. A target with `!` is written, with `?` it may be; `..` stands for targets
/// that can't be told.
#[track_caller]
fn check(rows: &[(&[Dialect], &str, &str, &str)]) {
    let mut failures = String::new();
    for &(dialects, sql, effects, targets) in rows {
        for &dialect in dialects {
            let reading = read(sql, dialect);
            let (does, about) = (described(&reading), named(&reading));
            if does != effects || about != targets {
                failures +=
                    &format!("\n{dialect:?}: {sql}\n  expected {effects:?} {targets:?}\n       got {does:?} {about:?}");
            }
        }
    }
    assert!(failures.is_empty(), "{failures}");
}

fn described(reading: &Reading<'_>) -> String {
    let effects = reading.effects();
    let all = [
        ("reads", effects.reads()),
        ("rows", effects.writes_rows()),
        ("schema", effects.changes_schema()),
        ("maintains", effects.maintains()),
        ("sequence", effects.advances_sequence()),
        ("transaction", effects.controls_transaction()),
        ("session", effects.controls_session()),
        ("copies", effects.copies()),
        ("row-locks", effects.locks_rows()),
        ("table-locks", effects.locks_tables()),
        ("advisory", effects.locks_advisory()),
        ("returns", effects.returns_written_rows()),
    ];
    let anything = all.iter().all(|(_, answer)| !answer.is_no());
    let mut words: Vec<String> = Vec::new();
    for (name, answer) in all {
        match answer {
            Answer::Yes => words.push(name.to_owned()),
            Answer::Unknown if !anything => words.push(format!("{name}?")),
            Answer::Unknown | Answer::No => {}
        }
    }
    if anything {
        words.push("anything".to_owned());
    }
    let writes = [effects.writes_rows(), effects.changes_schema(), effects.maintains(), effects.advances_sequence()];
    let expected = if writes.contains(&Answer::Yes) {
        Answer::Yes
    } else if writes.contains(&Answer::Unknown) {
        Answer::Unknown
    } else {
        Answer::No
    };
    assert_eq!(reading.writes(), expected, "{reading:?}");
    words.join(" ")
}

fn named(reading: &Reading<'_>) -> String {
    let mut words: Vec<String> = Vec::new();
    for target in reading.targets() {
        let (name, kind) = match target.kind() {
            TargetKind::Table => (target.as_str(), ""),
            TargetKind::Cte => (target.as_str(), ":cte"),
            TargetKind::Function => (target.as_str(), ":function"),
            TargetKind::Derived => ("(..)", ":derived"),
            TargetKind::Procedure => (target.as_str(), ":procedure"),
            TargetKind::Object => (target.as_str(), ":object"),
            _ => (target.as_str(), ":unknown"),
        };
        let written = match target.is_written() {
            Answer::Yes => "!",
            Answer::Unknown => "?",
            Answer::No => "",
        };
        words.push(format!("{name}{kind}{written}"));
    }
    if !reading.is_complete() {
        words.push("..".to_owned());
    }
    words.join(" ")
}

#[test]
#[rustfmt::skip]
fn writes_that_pass_for_reads() {
    check(&[
        (ALL, "select * from a; drop table b", "reads schema", "a b!"),
        (ALL, "SELECT 1; DELETE FROM a WHERE b = 1", "reads rows", "a!"),
        (ALL, "with c as (select 1 as x) delete from a where x in (select x from c)", "reads rows", "a! c:cte"),
        (ALL, "WITH c AS (SELECT 1) UPDATE a SET b = 1 WHERE d", "reads rows", "a!"),
        (ALL, "WITH c AS (SELECT 1) INSERT INTO a SELECT * FROM c", "reads rows", "a! c:cte"),
        (ALL, "with c as (select 1) replace into a select * from c", "reads rows", "a! c:cte"),
        (ALL, "wItH x As (uPdAtE a SeT b = 1 ReTuRnInG *) sElEcT * fRoM x", "reads rows returns", "a! x:cte"),
        (&[Generic, Postgres], "WITH gone AS MATERIALIZED (DELETE FROM a WHERE b RETURNING *) TABLE gone", "reads rows returns", "a! gone:cte"),
        (&[Generic, Postgres, Sqlite], "SELECT * INTO n FROM a", "reads rows schema", "n! a"),
        (&[Generic, Postgres, Sqlite], "SELECT a, b INTO TEMP TABLE n FROM t WHERE c", "reads rows schema", "n! t"),
        (&[Generic, Postgres], "SELECT * INTO UNLOGGED n FROM a UNION SELECT * FROM b", "reads rows schema", "n! a b"),
        (&[Generic, Postgres], "WITH c AS (SELECT 1) SELECT * INTO n FROM c", "reads rows schema", "n! c:cte"),
        (&[MySql], "SELECT * INTO n FROM a", "reads", "a"),
        (&[MySql], "SELECT * FROM a INTO @x", "reads", "a"),
        (&[MySql], "SELECT a FROM t INTO DUMPFILE '/x'", "reads copies", "t"),
        (&[MySql], "SELECT a, b INTO @x, @y FROM t", "reads", "t"),
        (ALL, "TABLE a; TRUNCATE t", "reads rows", "a t!"),
        (ALL, "VALUES (1); DROP VIEW v", "reads schema", "v!"),
        (ALL, "CREATE TABLE t AS SELECT * FROM u", "reads rows schema", "t! u"),
        (ALL, "CREATE TABLE t AS WITH d AS (SELECT 1) SELECT * FROM d", "reads rows schema", "t! d:cte"),
        (&[Generic, Postgres], "CREATE TABLE t AS EXECUTE p", "rows schema", "t!"),
        (&[Generic, Postgres], "CREATE TABLE t (a) AS TABLE u", "reads rows schema", "t! u"),
        (&[MySql], "CREATE TABLE t SELECT * FROM u", "reads rows schema", "t! u"),
        (&[Generic, Postgres], "CREATE MATERIALIZED VIEW v AS SELECT * FROM u", "reads rows schema", "v! u"),
        (&[Generic, Postgres], "REFRESH MATERIALIZED VIEW CONCURRENTLY v", "rows", "v!"),
        (&[MySql], "REPLACE INTO t SELECT * FROM u", "reads rows", "t! u"),
        (&[MySql], "LOAD DATA INFILE 'x' INTO TABLE t", "rows copies", "t!"),
        (&[Generic, Postgres], "COPY t FROM STDIN", "rows copies", "t!"),
        (&[Generic, Postgres], "COPY t (a, b) FROM '/x' WITH (FORMAT csv)", "rows copies", "t!"),
        (&[Generic, Postgres], "COPY (DELETE FROM t RETURNING *) TO STDOUT", "rows copies returns", "t!"),
        (&[Generic, Postgres], "COPY (WITH d AS (DELETE FROM t RETURNING *) SELECT * FROM d) TO STDOUT", "reads rows copies returns", "t! d:cte"),
        (&[Generic, Postgres], "COPY (INSERT INTO t VALUES (1) RETURNING *) TO STDOUT", "rows copies returns", "t!"),
    ]);
}

#[test]
#[rustfmt::skip]
fn reads_that_pass_for_writes() {
    check(&[
        (ALL, "SELECT 1; SELECT * FROM a", "reads", "a"),
        (ALL, "SELECT 'DELETE FROM a', \"update\" FROM b", "reads", "b"),
        (ALL, "SELECT a AS insert, b AS delete FROM t", "reads", "t"),
        (ALL, "SELECT t.update, t.drop FROM t", "reads", "t"),
        (ALL, "select * from a union select * from b", "reads", "a b"),
        (ALL, "(SELECT a FROM t) UNION (SELECT b FROM u)", "reads", "t u"),
        (ALL, "SELECT EXISTS (SELECT 1 FROM t)", "reads", "t"),
        (&[Generic, Postgres], "TABLE a", "reads", "a"),
        (ALL, "VALUES (1), (2)", "reads", ""),
        (ALL, "SHOW TABLES", "reads", ""),
        (ALL, "CREATE VIEW v AS SELECT * FROM u", "schema", "v! u"),
        (&[Generic, Postgres], "COPY t TO STDOUT", "reads copies", "t"),
        (&[Generic, Postgres], "COPY (SELECT * FROM t) TO STDOUT", "reads copies", "t"),
        (&[Generic, Postgres], "COPY (TABLE t) TO STDOUT", "reads copies", "t"),
        (&[Generic, Postgres], "DECLARE c CURSOR FOR SELECT * FROM a", "reads session", "a"),
        (&[Generic, Postgres], "FETCH 5 FROM c", "reads", ""),
        (&[MySql], "HANDLER t READ FIRST", "reads", "t"),
    ]);
}

#[test]
#[rustfmt::skip]
fn explained_or_executed() {
    check(&[
        (ALL, "EXPLAIN DELETE FROM t", "reads", "t!"),
        (ALL, "explain analyze delete from a", "reads rows", "a!"),
        (&[Generic, Postgres], "EXPLAIN ANALYSE UPDATE t SET a = 1 WHERE b", "reads rows", "t!"),
        (&[Generic, Postgres], "EXPLAIN VERBOSE DELETE FROM t", "reads", "t!"),
        (&[Generic, Postgres], "EXPLAIN ANALYZE VERBOSE (SELECT 1)", "reads", ""),
        (&[Generic, Postgres], "EXPLAIN (ANALYZE, BUFFERS) DELETE FROM orders", "reads rows", "orders!"),
        (&[Generic, Postgres], "EXPLAIN (ANALYZE true) UPDATE t SET a = 1", "reads rows", "t!"),
        (&[Generic, Postgres], "EXPLAIN (VERBOSE, ANALYZE 1) INSERT INTO t SELECT * FROM u", "reads rows", "t! u"),
        (&[Generic, Postgres], "EXPLAIN (ANALYZE 'on') DELETE FROM t WHERE a", "reads rows", "t!"),
        (&[Generic, Postgres], "EXPLAIN (ANALYZE false) UPDATE t SET a = 1", "reads", "t!"),
        (&[Generic, Postgres], "EXPLAIN (BUFFERS, ANALYZE off, FORMAT json) UPDATE t SET a = 1", "reads", "t!"),
        (&[Generic, Postgres], "EXPLAIN (FORMAT json) DELETE FROM t", "reads", "t!"),
        (&[Generic, Postgres], "EXPLAIN (ANALYZE $1) UPDATE t SET a = 1", "reads rows?", "t!"),
        (&[Generic, Postgres], "EXPLAIN (SELECT * FROM t)", "reads", "t"),
        (&[Generic, Postgres], "EXPLAIN ANALYZE EXECUTE p", "reads anything", "p:procedure?"),
        (&[Generic, Postgres], "EXPLAIN EXECUTE p", "reads", "p:procedure?"),
        (&[Generic, Postgres], "EXPLAIN ANALYZE CREATE TABLE t AS SELECT * FROM u", "reads rows schema", "t! u"),
        (&[Generic, Postgres], "EXPLAIN SELECT nextval('s')", "reads", ""),
        (&[Sqlite], "EXPLAIN QUERY PLAN DELETE FROM t", "reads", "t!"),
        (&[Generic, MySql], "EXPLAIN FORMAT = TREE DELETE FROM t", "reads", "t!"),
        (&[Generic, MySql], "EXPLAIN ANALYZE FORMAT=TREE SELECT * FROM t", "reads", "t"),
        (&[MySql], "EXPLAIN INTO @x FORMAT=JSON SELECT * FROM t", "reads", "t"),
        (&[MySql], "EXPLAIN FOR SCHEMA s DELETE FROM t", "reads", "t!"),
        (&[Generic, MySql], "EXPLAIN FOR CONNECTION 7", "reads", ""),
        (&[Generic, MySql], "EXPLAIN EXTENDED SELECT * FROM t", "reads", "t"),
        (&[Generic, MySql], "EXPLAIN PARTITIONS UPDATE t SET a = 1", "reads", "t!"),
        (&[Generic, MySql], "DESC FORMAT=JSON SELECT * FROM t", "reads", "t"),
        (ALL, "DESCRIBE t", "reads", "t"),
        (&[Generic, MySql], "DESC s.t", "reads", "s.t"),
        (&[Generic, MySql], "ANALYZE FORMAT=JSON SELECT * FROM t", "reads", "t"),
        (&[Generic, MySql], "ANALYZE FORMAT=JSON DELETE FROM t", "reads rows", "t!"),
        (&[Generic, MySql], "ANALYZE UPDATE t SET a = 1", "reads rows", "t!"),
        (&[Generic, MySql], "ANALYZE SELECT * FROM t", "reads", "t"),
        (&[Generic, MySql], "ANALYZE WITH x AS (SELECT 1) SELECT * FROM x", "reads", "x:cte"),
        (ALL, "ANALYZE update", "maintains", "update"),
        (&[Generic, Postgres], "PREPARE p AS MERGE INTO t USING s ON true WHEN MATCHED THEN DELETE", "session", "t! s"),
        (&[Generic, Postgres], "PREPARE p (int) AS WITH d AS (DELETE FROM t RETURNING *) SELECT * FROM d", "session", "t! d:cte"),
        (&[Generic, Postgres], "PREPARE p AS UPDATE t SET a = $1", "session", "t!"),
        (&[Generic, Postgres], "PREPARE p AS VALUES (1)", "session", ""),
        (&[MySql], "PREPARE p FROM 'DELETE FROM t'", "session", ""),
        (&[MySql], "SET STATEMENT max_statement_time=1 FOR SELECT * FROM t", "reads", "t"),
        (&[MySql], "SET STATEMENT a=1, b=2 FOR DELETE FROM t", "rows", "t!"),
        (&[MySql], "SET STATEMENT a=1 FOR ANALYZE DELETE FROM t", "reads rows", "t!"),
        (&[MySql], "SET STATEMENT a=1 FOR CALL p()", "anything", "p:procedure?"),
    ]);
}

#[test]
#[rustfmt::skip]
fn locks_sequences_routines_and_sessions() {
    check(&[
        (ALL, "SELECT * FROM a FOR UPDATE", "reads row-locks", "a"),
        (&[Generic, Postgres], "SELECT * FROM a FOR NO KEY UPDATE", "reads row-locks", "a"),
        (&[Generic, Postgres], "SELECT * FROM a WHERE b = 1 FOR KEY SHARE NOWAIT", "reads row-locks", "a"),
        (&[Generic, Postgres, MySql], "SELECT * FROM a WHERE b = 1 FOR SHARE OF a SKIP LOCKED", "reads row-locks", "a"),
        (&[Generic, MySql], "SELECT * FROM a LOCK IN SHARE MODE", "reads row-locks", "a"),
        (ALL, "SELECT * FROM (SELECT * FROM a FOR UPDATE) x", "reads row-locks", "(..):derived a"),
        (&[Generic, Postgres], "DECLARE c CURSOR FOR SELECT * FROM a FOR UPDATE", "reads session row-locks", "a"),
        (&[Generic, Postgres], "CREATE POLICY p ON a FOR UPDATE USING (true)", "schema", "p:object! a!"),
        (ALL, "LOCK TABLE a IN SHARE MODE", "table-locks", "a"),
        (&[Generic, MySql], "LOCK TABLES a READ, b WRITE", "table-locks", "a b"),
        (&[Generic, Postgres, MySql], "SELECT nextval('s')", "reads sequence", ""),
        (&[Generic, Postgres], "SELECT pg_catalog.nextval('s'::regclass), setval('t', 1)", "reads sequence", ""),
        (&[Generic, Postgres, MySql], "SELECT NEXT VALUE FOR s", "reads sequence", ""),
        (&[Generic, Postgres], "INSERT INTO t VALUES (nextval('s'))", "rows sequence", "t!"),
        (ALL, "SELECT lastval(), currval('s'), nextval FROM t", "reads", "t"),
        (&[Generic, Postgres], "CREATE TABLE t (id int DEFAULT nextval('s'))", "schema", "t!"),
        (&[Generic, Postgres], "SELECT pg_advisory_xact_lock(1)", "reads advisory", ""),
        (&[Generic, Postgres], "SELECT pg_try_advisory_lock($1, $2), pg_advisory_unlock_all()", "reads advisory", ""),
        (&[Generic, MySql], "SELECT GET_LOCK('a', 1), RELEASE_LOCK('b')", "reads advisory", ""),
        (ALL, "CALL p(1)", "anything", "p:procedure?"),
        (ALL, "EXEC p", "anything", "p:procedure?"),
        (&[Generic, Postgres, MySql], "EXECUTE p(1, 2)", "anything", "p:procedure?"),
        (&[MySql], "EXECUTE IMMEDIATE 'DELETE FROM t'", "anything", ""),
        (&[Generic, Postgres], "DO $$ BEGIN DELETE FROM t; END $$", "anything", ""),
        (&[Generic, Postgres, Sqlite], "DO $$ BEGIN END $$", "anything", ""),
        (&[Generic, Postgres], "DO LANGUAGE plpgsql 'BEGIN END'", "anything", ""),
        (&[MySql], "DO SLEEP(1)", "reads", ""),
        (&[MySql], "DO (SELECT max(id) FROM t)", "reads", "t"),
        (ALL, "SET x = 1", "session", ""),
        (&[Generic, Postgres], "SET LOCAL search_path TO a, b", "transaction session", ""),
        (ALL, "SET TRANSACTION READ ONLY", "transaction session", ""),
        (&[MySql], "SET @a = (SELECT max(id) FROM t)", "reads session", "t"),
        (&[Generic, MySql], "SET GLOBAL x = 1", "maintains", ""),
        (&[MySql], "SET @@global.x = 1", "maintains", ""),
        (&[Generic, MySql], "SET PERSIST x = 1", "maintains", ""),
        (&[Generic, MySql], "SET PASSWORD FOR a = 'b'", "schema", ""),
        (ALL, "RESET x", "session", ""),
        (ALL, "USE s", "session", "s:object"),
        (&[Generic, Postgres], "LISTEN x", "session", "x:object"),
        (&[Generic, Postgres], "NOTIFY x, 'y'", "session", "x:object"),
        (&[Generic, Postgres], "DISCARD ALL", "session", ""),
        (&[Generic, Sqlite], "ATTACH 'x' AS y", "session", ""),
        (&[Generic, Sqlite], "PRAGMA foreign_keys", "reads", "foreign_keys:object"),
        (&[Generic, Sqlite], "PRAGMA foreign_keys = on", "reads session", "foreign_keys:object"),
        (&[Generic, Sqlite], "PRAGMA busy_timeout(100)", "reads session", "busy_timeout:object"),
        (&[Generic, Sqlite], "PRAGMA table_info(t)", "reads", "table_info:object"),
        (&[Generic, Sqlite], "PRAGMA user_version = 4", "reads maintains", "user_version:object"),
        (&[Generic, Sqlite], "PRAGMA user_version", "reads", "user_version:object"),
        (&[Generic, Sqlite], "PRAGMA main.journal_mode = WAL", "reads maintains", "main.journal_mode:object"),
        (&[Generic, Sqlite], "PRAGMA wal_checkpoint(FULL)", "reads maintains", "wal_checkpoint:object"),
        (&[Generic, Sqlite], "PRAGMA optimize", "reads maintains", "optimize:object"),
        (ALL, "BEGIN", "transaction", ""),
        (ALL, "COMMIT", "transaction", ""),
        (ALL, "SAVEPOINT s", "transaction", ""),
        (ALL, "ROLLBACK TO s", "transaction", ""),
        (&[Generic, Postgres], "PREPARE TRANSACTION 'x'", "transaction", ""),
        (&[Generic, MySql], "START REPLICA", "maintains", ""),
        (ALL, "VACUUM", "maintains", ""),
        (ALL, "CHECKPOINT", "maintains", ""),
        (&[Generic, MySql], "FLUSH TABLES WITH READ LOCK", "maintains table-locks", ""),
        (ALL, "GRANT SELECT ON t TO u", "schema", ""),
        (ALL, "COMMENT ON TABLE t IS 'x'", "schema", "t!"),
    ]);
}

#[test]
#[rustfmt::skip]
fn what_is_no_statement_that_is_known_may_do_anything() {
    check(&[
        (ALL, "hello world", "anything", ".."),
        (ALL, "$1", "anything", ".."),
        (ALL, "'DELETE FROM t'", "anything", ".."),
        (ALL, "{call p(1)}", "anything", ".."),
        (ALL, "UPSERT INTO t VALUES (1)", "anything", ".."),
        (&[Generic, Postgres], "IMPORT FOREIGN SCHEMA s FROM SERVER x INTO y", "anything", ".."),
        (&[Generic, Postgres], "SECURITY LABEL ON TABLE t IS 'x'", "anything", ".."),
        (ALL, "SELECT 1; hello", "reads anything", ".."),
        (&[MySql], "BEGIN NOT ATOMIC DELETE FROM t; SELECT 1; END", "anything", ""),
        (&[MySql], "BEGIN NOT ATOMIC IF a THEN DELETE FROM t; END IF; END; SELECT * FROM q", "reads anything", "q"),
        (ALL, ";;;", "", ""),
        (ALL, "-- DELETE FROM t", "", ""),
    ]);
}

#[test]
#[rustfmt::skip]
fn a_modifier_is_no_table() {
    check(&[
        (&[Generic, Postgres], "MERGE INTO ONLY m USING n ON m.a = n.a WHEN MATCHED THEN UPDATE SET b = 1, c = 2 WHEN NOT MATCHED THEN INSERT (a, b) VALUES (1, 2)", "rows", "m! n"),
        (&[Generic, Postgres], "MERGE INTO ONLY (m) AS x USING (SELECT * FROM n) q ON true WHEN MATCHED THEN DELETE", "reads rows", "m! (..):derived n"),
        (&[Generic, Postgres], "UPDATE ONLY (t) SET a = 1 WHERE b", "rows", "t!"),
        (&[Generic, Postgres], "UPDATE ONLY t SET a = 1 WHERE b", "rows", "t!"),
        (&[Generic, Postgres], "UPDATE ONLY (s.t) AS x SET a = 1 FROM u WHERE b", "rows", "s.t! u"),
        (ALL, "UPDATE only SET a = 1 WHERE b", "rows", "only!"),
        (&[Generic, Postgres], "DELETE FROM ONLY (t) WHERE a", "rows", "t!"),
        (&[Generic, Postgres], "DELETE FROM ONLY t USING u WHERE a", "rows", "t! u"),
        (ALL, "DELETE FROM only WHERE a", "rows", "only!"),
        (&[Generic, Postgres], "SELECT * FROM ONLY (t), ONLY u", "reads", "t u"),
        (&[Generic, Postgres], "TRUNCATE ONLY (t), u", "rows", "t! u!"),
        (&[Generic, Postgres], "TRUNCATE TABLE ONLY t, ONLY u", "rows", "t! u!"),
        (&[Generic, Postgres], "CREATE INDEX i ON ONLY t (a)", "schema", "i:object! t!"),
        (ALL, "INSERT INTO TABLE t VALUES (1)", "rows", "t!"),
        (&[Generic, MySql], "ANALYZE NO_WRITE_TO_BINLOG TABLE t", "maintains", "t"),
        (&[Generic, MySql], "OPTIMIZE NO_WRITE_TO_BINLOG TABLE a, b", "maintains", "a b"),
        (&[Generic, MySql], "REPAIR LOCAL TABLE t", "maintains", "t"),
        (&[Generic, Postgres], "ANALYZE VERBOSE a (x, y), b", "maintains", "a b"),
        (&[Generic, Postgres], "VACUUM (FULL, ANALYZE) a", "maintains", "a"),
        (&[Generic, MySql], "ALTER ONLINE TABLE t ADD COLUMN a INT", "schema", "t!"),
        (&[Generic, MySql], "ALTER OFFLINE IGNORE TABLE t ADD COLUMN a INT", "schema", "t!"),
        (&[Generic, MySql], "CREATE ONLINE INDEX i ON t (a)", "schema", "i:object! t!"),
        (&[MySql], "DELETE HISTORY FROM t BEFORE SYSTEM_TIME '2020'", "rows", "t!"),
        (ALL, "DELETE FROM history WHERE a", "rows", "history!"),
        (&[MySql], "SELECT * FROM t FOR SYSTEM_TIME AS OF TIMESTAMP'2016-10-09 08:07:06' JOIN u ON 1", "reads", "t u"),
        (&[MySql], "SELECT * FROM t FOR SYSTEM_TIME BETWEEN '1' AND NOW(), u", "reads", "t u"),
        (&[MySql], "SELECT * FROM t FOR SYSTEM_TIME FROM '1' TO '2' WHERE a", "reads", "t"),
        (&[MySql], "SELECT * FROM t FOR SYSTEM_TIME ALL x LEFT JOIN u ON 1", "reads", "t u"),
        (&[MySql], "UPDATE t FOR PORTION OF p FROM '1' TO '2' SET a = 1 WHERE b", "rows", "t!"),
        (&[MySql], "DELETE FROM t FOR PORTION OF p FROM '1' TO '2' WHERE b", "rows", "t!"),
        (&[MySql], "SELECT * FROM a USE INDEX FOR ORDER BY (i) JOIN b ON 1", "reads", "a b"),
        (&[MySql], "SELECT * FROM a FORCE INDEX FOR JOIN (i), b", "reads", "a b"),
        (&[MySql], "SELECT * FROM a PARTITION (p0, p1) JOIN b PARTITION (p2) ON 1", "reads", "a b"),
        (&[MySql], "UPDATE LOW_PRIORITY IGNORE t SET a = 1 WHERE b", "rows", "t!"),
        (&[MySql], "DELETE LOW_PRIORITY QUICK IGNORE FROM t WHERE b", "rows", "t!"),
        (&[MySql], "INSERT HIGH_PRIORITY IGNORE INTO t VALUES (1)", "rows", "t!"),
    ]);
}

#[test]
#[rustfmt::skip]
fn tables_beside_the_one_that_is_changed() {
    check(&[
        (&[Generic, Postgres, Sqlite], "UPDATE t1 SET a = t2.a FROM t2, t3 JOIN t4 ON true WHERE t1.x = t2.x", "rows", "t1! t2 t3 t4"),
        (&[Generic, Postgres, Sqlite], "UPDATE t1 SET a = 1 FROM (SELECT * FROM t2) x WHERE b IS DISTINCT FROM c", "reads rows", "t1! (..):derived t2"),
        (&[Generic, Postgres], "UPDATE t SET (a, b) = (SELECT c, d FROM u), e = EXTRACT(year FROM f) WHERE g", "reads rows", "t! u"),
        (&[MySql], "UPDATE a JOIN b ON a.x = b.x SET a.y = b.y", "rows", "a! b?"),
        (&[MySql], "UPDATE a, b AS c SET a.y = c.y WHERE a.x = c.x", "rows", "a! b?"),
        (&[Generic, Postgres], "DELETE FROM t1 USING t2, t3 WHERE t1.a = t2.a", "rows", "t1! t2 t3"),
        (&[MySql], "DELETE a FROM t AS a JOIN u AS b ON 1", "rows", "t! u"),
        (&[MySql], "DELETE a, b FROM t AS a JOIN u AS b ON 1", "rows", "t! u!"),
        (&[MySql], "DELETE FROM a, b USING t AS a JOIN u AS b ON 1", "rows", "t! u!"),
        (&[MySql], "DELETE x FROM users u JOIN v ON 1", "rows", "users v .."),
        (&[Generic, Postgres], "MERGE INTO t USING s AS x ON t.a = x.a WHEN MATCHED THEN DO NOTHING RETURNING t.a", "rows returns", "t! s"),
        (ALL, "INSERT INTO t SELECT * FROM u WHERE EXISTS (SELECT 1 FROM v)", "reads rows", "t! u v"),
        (ALL, "DROP TABLE IF EXISTS a, b CASCADE", "schema", "a! b!"),
        (ALL, "DROP VIEW a, s.b", "schema", "a! s.b!"),
        (&[Generic, MySql], "RENAME TABLE a TO b, c TO d", "schema", "a! b! c! d!"),
        (ALL, "CREATE INDEX i ON t (a)", "schema", "i:object! t!"),
        (&[Generic, MySql], "DROP INDEX i ON t", "schema", "i:object! t!"),
        (ALL, "CREATE TRIGGER g AFTER UPDATE OF a ON t BEGIN DELETE FROM b; END", "schema", "g:object! t!"),
        (&[Generic, Postgres], "CREATE POLICY p ON t USING (true)", "schema", "p:object! t!"),
    ]);
}

#[test]
#[rustfmt::skip]
fn comments_that_the_server_runs() {
    check(&[
        (&[MySql], "SELECT * FROM t /*!50000 JOIN u ON 1 */ WHERE a = 1", "reads", "t u"),
        (&[MySql], "SELECT * FROM t /*! JOIN u ON 1 */ WHERE a = 1", "reads", "t u"),
        (&[MySql], "/*!50000 DELETE FROM t WHERE a */", "rows", "t!"),
        (&[MySql], "/*!40101 SET NAMES utf8 */;", "session", ""),
        (&[MySql], "INSERT /*!32302 DELAYED */ INTO t VALUES (1)", "rows", "t!"),
        (&[MySql], "SELECT /*!40001 SQL_NO_CACHE */ * FROM t", "reads", "t"),
        (&[MySql], "CREATE /*!32302 TEMPORARY */ TABLE t (a INT) /*!40100 DEFAULT CHARSET=utf8 */", "schema", "t!"),
        (&[MySql], "SELECT /*+ BKA(t) */ * FROM t /* JOIN u */", "reads", "t"),
        (&[MySql], "SELECT * FROM t /*!80000 JOIN u ON 1 */ WHERE a = 1", "reads", "t .."),
        (&[MySql], "/*!90000 DELETE FROM t */", "rows?", ".."),
        (&[MySql], "/*M!100100 DELETE FROM t */", "rows?", ".."),
        (&[MySql], "SELECT 1 /*M! + 1 */ FROM t", "reads", "t"),
        (&[Generic], "/*!50000 DELETE FROM t */", "rows?", ".."),
        (&[Generic], "SELECT * FROM t /*!50000 JOIN u ON 1 */ WHERE a = 1", "reads", "t .."),
        (&[Generic], "SELECT /*!40001 SQL_NO_CACHE */ * FROM t", "reads", "t"),
        (&[Postgres, Sqlite], "SELECT * FROM t /*!50000 JOIN u ON 1 */ WHERE a = 1", "reads", "t"),
        (&[Postgres, Sqlite], "/*!50000 DELETE FROM t */", "", ""),
    ]);
}

#[test]
#[rustfmt::skip]
fn what_other_peoples_statements_taught() {
    check(&[
        (ALL, "CREATE TABLE t AS (SELECT a FROM u)", "reads rows schema", "t! u"),
        (&[Generic, Postgres, MySql], "CREATE TABLE t ((SELECT a FROM u))", "reads rows schema", "t! u"),
        (&[Generic, Postgres, MySql], "CREATE TABLE t AS ((WITH c AS (SELECT 1 FROM u) SELECT * FROM c))", "reads rows schema", "t! u c:cte"),
        (&[Generic, Postgres, MySql], "CREATE TABLE t (a INT) (SELECT a FROM u) UNION ALL (SELECT b FROM v)", "reads rows schema", "t! u v"),
        (&[Generic, Postgres, MySql], "CREATE TABLE t AS (VALUES (1), (2))", "reads rows schema", "t!"),
        (&[MySql], "CREATE TABLE t (a CHAR(1)) VALUES ('a'), ('b')", "rows schema", "t!"),
        (&[Generic, Postgres], "CREATE TABLE t (a int) PARTITION BY LIST (a); CREATE TABLE u PARTITION OF t FOR VALUES IN (1)", "rows schema", "t! u!"),
        (&[Generic, Postgres], "CREATE MATERIALIZED VIEW v AS (SELECT a FROM u) WITH NO DATA", "reads rows schema", "v! u"),
        (ALL, "CREATE VIEW v AS (SELECT a FROM u)", "schema", "v! u"),
        (ALL, "SELECT a FROM t UNION (VALUES (1, 2) UNION SELECT * FROM u)", "reads", "t u"),
        (&[MySql], "(SELECT a FROM t) UNION DISTINCTROW SELECT b FROM u", "reads", "t u"),
        (&[Generic, Postgres], "SELECT lo_unlink(a), lo_import('/x') FROM t", "reads rows", "t"),
        (&[Generic, Postgres], "SELECT lo_get(a), loread(b, 1), lower(c) FROM t", "reads", "t"),
        (&[Generic, Postgres], "SELECT * FROM current_date, localtimestamp(3), session_user", "reads", "current_date:function localtimestamp:function session_user:function"),
        (&[Postgres], "SELECT * FROM user, collation FOR ('x') c", "reads", "user:function collation:function"),
        (&[Generic, MySql, Sqlite], "SELECT * FROM user", "reads", "user"),
        (&[Generic, Postgres], "CREATE EVENT TRIGGER e ON ddl_command_end EXECUTE FUNCTION f()", "schema", "e:object!"),
        (&[Generic, Postgres], "VACUUM ANALYSE t", "maintains", "t"),
        (&[Generic, MySql], "LOAD INDEX INTO CACHE t", "maintains", ""),
        (&[Generic, Postgres], "LOAD 'library'", "session", ""),
        (&[MySql], "CREATE PROCEDURE p(x INT) WHILE x DO SET x = x - 1; INSERT INTO t VALUES (x); END WHILE", "schema", "p:object!"),
        (&[MySql], "CREATE PROCEDURE p() a: LOOP LEAVE a; DELETE FROM t; END LOOP; SELECT * FROM u", "reads schema", "p:object! u"),
        (&[MySql], "CREATE PROCEDURE p() BEGIN REPEAT DELETE FROM t; UNTIL a END REPEAT; SELECT REPEAT('a', 3); END; SELECT * FROM u", "reads schema", "p:object! u"),
        (&[MySql], "DELETE t1, t2 FROM (t1) JOIN t2", "rows", "t1! t2!"),
        (&[MySql], "DELETE t1, t2 FROM (t1 JOIN t2) JOIN t3", "rows", "t1! t2! t3"),
        (&[MySql], "DELETE t1 FROM db.t1, db.t2 AS t", "rows", "db.t1! db.t2"),
        (&[MySql], "REPLACE t PARTITION (p) VALUES (1)", "rows", "t!"),
        (&[MySql], "INSERT t WITH c AS (SELECT 1) SELECT * FROM c", "reads rows", "t! c:cte"),
        (&[Generic, Sqlite], "CREATE TABLE 'my table' (a)", "schema", "'my table'!"),
        (&[Generic, Sqlite], "DROP TABLE IF EXISTS 'my table'", "schema", "'my table'!"),
        (&[Postgres], "REINDEX (CONCURRENTLY) SYSTEM", "maintains", ""),
        (&[Postgres], "REINDEX SYSTEM shop", "maintains", "shop:object"),
        (&[Postgres], "REINDEX TABLE t", "maintains", "t"),
        (&[Generic, Postgres], "CLUSTER i ON t", "maintains", "i:object t!"),
        (&[Generic, Postgres], "CLUSTER t USING i", "maintains", "t"),
    ]);
}
