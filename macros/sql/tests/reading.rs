//! A reading as data: operations with their targets, tables, operation and table of the attributes, what overflows.

#![allow(clippy::expect_used, clippy::format_push_string)] // Helpers of tests panic as tests do.

use sqlspan_sql::Dialect::{Generic, MySql, Postgres, Sqlite};
use sqlspan_sql::{Answer, Dialect, OperationKind, Paging, Reading, TargetKind, read};

const ALL: [Dialect; 4] = [Generic, Postgres, MySql, Sqlite];

#[test]
fn operation_and_table_of_the_attributes() {
    for (sql, operation, table) in [
        ("SELECT * FROM orders WHERE id = 1", Some("SELECT"), Some("orders")),
        ("select * from shop.orders o", Some("select"), Some("shop.orders")),
        ("SELECT 1", Some("SELECT"), None),
        ("SELECT 1 UNION SELECT 2", Some("SELECT"), None),
        ("SELECT a FROM t UNION SELECT b FROM t", Some("SELECT"), Some("t")),
        ("SELECT a FROM t UNION SELECT b FROM u", Some("SELECT"), None),
        ("(SELECT a FROM t) UNION (SELECT b FROM T)", Some("SELECT"), Some("t")),
        ("SELECT 1; SELECT 2", Some("SELECT"), None),
        ("SELECT 1; select 2 from t", Some("SELECT"), Some("t")),
        ("SELECT a FROM t; DELETE FROM t WHERE b", None, Some("t")),
        ("BEGIN", Some("BEGIN"), None),
        ("BEGIN TRANSACTION", Some("BEGIN"), None),
        ("START TRANSACTION READ ONLY", Some("START"), None),
        ("BEGIN; COMMIT", None, None),
        ("EXPLAIN SELECT 1", Some("EXPLAIN"), None),
        ("EXPLAIN SELECT * FROM t", Some("EXPLAIN"), Some("t")),
        ("SELECT EXISTS (SELECT 1 FROM carts)", Some("SELECT"), Some("carts")),
        ("SELECT (SELECT max(a) FROM t), (SELECT min(a) FROM t)", Some("SELECT"), Some("t")),
        ("SELECT * FROM t JOIN \"t\" AS u ON true", Some("SELECT"), Some("t")),
        ("SELECT * FROM a JOIN b ON true", Some("SELECT"), None),
        ("SELECT * FROM (SELECT * FROM t) x", Some("SELECT"), Some("t")),
        ("SELECT * FROM unnest(a) u", Some("SELECT"), None),
        ("INSERT INTO t (a) VALUES (1)", Some("INSERT"), Some("t")),
        ("INSERT INTO t SELECT * FROM u", Some("INSERT"), None),
        ("INSERT INTO t SELECT * FROM t", Some("INSERT"), Some("t")),
        ("UPDATE t SET a = 1 FROM u WHERE b", Some("UPDATE"), Some("t")),
        ("DELETE FROM t USING u WHERE b", Some("DELETE"), Some("t")),
        ("WITH c AS (SELECT 1) DELETE FROM a WHERE x IN (SELECT * FROM c)", Some("DELETE"), Some("a")),
        ("WITH c AS (SELECT * FROM t) SELECT * FROM c", Some("SELECT"), Some("t")),
        ("CREATE TABLE t (a int)", Some("CREATE"), Some("t")),
        ("CREATE INDEX i ON t (a)", Some("CREATE"), None),
        ("DROP TABLE t", Some("DROP"), Some("t")),
        ("TRUNCATE TABLE t", Some("TRUNCATE"), Some("t")),
        ("LOCK TABLE t IN SHARE MODE", Some("LOCK"), Some("t")),
        ("CALL close_month(1)", Some("CALL"), None),
        ("SET x = 1", Some("SET"), None),
        ("VALUES (1)", Some("VALUES"), None),
        ("SELECT * FROM {table}", Some("SELECT"), None),
        ("hello", None, None),
        ("", None, None),
    ] {
        for dialect in ALL {
            let reading = read(sql, dialect);
            // To MySQL, `"t"` is a string.
            if dialect == MySql && sql.contains('"') {
                continue;
            }
            assert_eq!(reading.operation(), operation, "{dialect:?} {sql}");
            assert_eq!(reading.collection(), table, "{dialect:?} {sql}");
        }
    }
    assert_eq!(read("SELECT * FROM \"user data\"", Postgres).collection(), Some("\"user data\""));
    assert_eq!(read("SELECT * FROM `user data` AS u", MySql).collection(), Some("`user data`"));
    assert_eq!(read("SELECT * FROM [user data]", Sqlite).collection(), Some("[user data]"));
}

#[test]
fn a_table_is_listed_once_however_it_is_written() {
    for (dialect, sql, expected) in [
        (Postgres, "SELECT * FROM a, A, \"a\", b", "a b"),
        (Postgres, "SELECT * FROM s.a JOIN \"s\".\"A\" ON true JOIN S . a ON true JOIN a ON true", "s.a a"),
        (MySql, "SELECT * FROM `a b`, `A B`, ab", "`a b` ab"),
        (Sqlite, "SELECT * FROM [a b] JOIN \"a b\" JOIN `a b`", "[a b]"),
        (Postgres, "WITH c AS (SELECT * FROM t) SELECT * FROM c, f(1), (SELECT 1) d, t", "t"),
        (Postgres, "UPDATE a SET b = 1 FROM c WHERE d IN (SELECT e FROM a)", "a c"),
    ] {
        let reading = read(sql, dialect);
        let tables: Vec<&str> = reading.tables().map(|table| table.as_str()).collect();
        let expected: Vec<&str> = split(expected);
        assert_eq!(tables, expected, "{sql}");
    }
}

/// Names, by the spaces that are not quoted.
fn split(names: &str) -> Vec<&str> {
    let mut quoted = false;
    names
        .split(|c| {
            quoted ^= matches!(c, '`' | '[' | ']');
            c == ' ' && !quoted
        })
        .collect()
}

#[test]
fn a_table_goes_by_its_name_with_and_without_a_schema() {
    let reading = read("SELECT * FROM shop.\"User Data\", \"a.b\".c, plain", Postgres);
    let tables: Vec<_> = reading.tables().collect();
    for name in ["User Data", "user data", "\"user data\"", "shop.user data", "\"shop\".\"user data\""] {
        assert!(tables[0].is_called(name), "{name}");
    }
    for name in ["shop", "data", "userdata", "op.user data", "user", "", "shop.plain"] {
        assert!(!tables[0].is_called(name), "{name}");
    }
    assert!(tables[1].is_called("c") && tables[1].is_called("a.b.c") && !tables[1].is_called("b.c"));
    assert!(tables[2].is_called("PLAIN") && !tables[2].is_called("shop.plain"));
}

#[test]
fn each_operation_has_its_targets() {
    let reading = read(
        "WITH gone AS (DELETE FROM carts WHERE old RETURNING *) \
         INSERT INTO archive SELECT g.*, (SELECT max(id) FROM runs) FROM gone g JOIN users ON true",
        Postgres,
    );
    let operations: Vec<String> = reading
        .operations()
        .map(|operation| {
            let targets: Vec<&str> = operation.targets().map(|target| target.as_str()).collect();
            format!("{:?} {}", operation.kind(), targets.join(" "))
        })
        .collect();
    assert_eq!(operations, ["Delete carts", "Insert archive", "Select gone users", "Select runs"]);
    let main = reading.main_operation(0).expect("an operation");
    assert_eq!(main.kind(), OperationKind::Insert);
    let delete = reading.operations().next().expect("an operation");
    assert_eq!(delete.is_filtered(), Answer::Yes);
}

#[test]
fn without_a_dialect_a_name_that_may_be_a_common_table_expression_is_open() {
    let sql = "WITH t AS (SELECT * FROM t) SELECT * FROM t";
    let kinds = |dialect| read(sql, dialect).targets().map(|target| target.kind()).collect::<Vec<_>>();
    assert_eq!(kinds(Postgres), [TargetKind::Table, TargetKind::Cte]);
    assert_eq!(kinds(Sqlite), [TargetKind::Cte, TargetKind::Cte]);
    assert_eq!(kinds(Generic), [TargetKind::Unknown, TargetKind::Cte]);
    assert!(!read(sql, Generic).is_complete());
}

#[test]
fn statements_have_ranges_and_effects_of_their_own() {
    let sql = " BEGIN ;; /* one */ DELETE FROM a WHERE b ; SELECT 1 -- last\n ; ";
    let reading = read(sql, Postgres);
    let parts: Vec<(&str, Answer)> = (0..reading.statement_count())
        .filter_map(|number| reading.statement(number))
        .map(|statement| {
            let (start, end) = statement.range();
            (&sql[start..end], statement.effects().writes())
        })
        .collect();
    assert_eq!(parts, [("BEGIN", Answer::No), ("DELETE FROM a WHERE b", Answer::Yes), ("SELECT 1", Answer::No)]);
}

#[test]
fn several_statements() {
    for (sql, expected) in [
        ("SELECT 1", Answer::No),
        ("SELECT 1;;", Answer::No),
        ("SELECT 1; SELECT 2", Answer::Yes),
        ("CREATE TRIGGER g AFTER INSERT ON t BEGIN DELETE FROM a; DELETE FROM b; END", Answer::No),
        ("CREATE TRIGGER g AFTER INSERT ON t BEGIN DELETE FROM a; END; SELECT 1", Answer::Unknown),
    ] {
        assert_eq!(read(sql, Generic).has_several_statements(), expected, "{sql}");
    }
    // A string to one dialect, its end to the others.
    assert_eq!(read(r"SELECT 'it\'; DELETE FROM a; --'", Generic).has_several_statements(), Answer::Unknown);
}

/// However much there is, a write is not lost.
#[test]
fn no_write_is_lost_beyond_what_is_kept() {
    let selects = "SELECT * FROM a; ".repeat(400);
    let tables = (0..400).map(|number| format!("t{number}")).collect::<Vec<_>>().join(", ");
    let deep = format!("{}SELECT 1{}", "(".repeat(100), ")".repeat(100));
    let many = (0..100).map(|number| format!("c{number} AS (SELECT 1)")).collect::<Vec<_>>().join(", ");
    for before in [selects, format!("SELECT * FROM {tables}; "), format!("WITH {many} SELECT 1; ")] {
        for dialect in ALL {
            assert_eq!(read(&before, dialect).writes(), Answer::No);
            let last = format!("{before}DELETE FROM lost");
            let writes = read(&last, dialect);
            assert_eq!(writes.writes(), Answer::Yes);
            let (start, end) = writes.unfiltered_write().expect("it is unfiltered");
            assert_eq!(&writes.sql()[start..end], "DELETE");
            let hidden = format!("{before}WITH d AS (DELETE FROM lost WHERE a RETURNING *) SELECT * FROM d");
            assert_eq!(read(&hidden, dialect).writes(), Answer::Yes);
        }
    }
    // What is too deep to be read may be one.
    assert_eq!(read(&deep, Postgres).writes(), Answer::Unknown);
    let many = format!("WITH {many}, d AS (DELETE FROM lost RETURNING *) SELECT * FROM d");
    assert_eq!(read(&many, Postgres).writes(), Answer::Yes);
}

#[test]
fn the_text_that_dialects_read_differently() {
    // A comment to MySQL alone.
    let reading = read("SELECT 1 # 2; DELETE FROM a", Generic);
    assert_eq!(reading.writes(), Answer::Unknown);
    assert_eq!(read("SELECT 1 # 2; DELETE FROM a", MySql).writes(), Answer::No);
    assert_eq!(read("SELECT 1 # 2; DELETE FROM a", Postgres).writes(), Answer::Yes);
    // Whichever way it is read.
    assert_eq!(read(r"DELETE FROM a WHERE b = 'C:\'", Generic).writes(), Answer::Yes);
    assert_eq!(read(r"SELECT 'C:\' FROM a", Generic).writes(), Answer::No);
}

#[test]
fn comments_hints_and_placeholders() {
    for (dialect, sql, comment, hint, placeholders) in [
        (Postgres, "SELECT 1", false, false, Some(0)),
        (Postgres, "SELECT $1 -- x", true, false, Some(1)),
        (MySql, "SELECT /*+ BKA(t) */ ?", true, true, Some(1)),
        (MySql, "SELECT /*!50000 ? */ + ?", true, false, Some(2)),
        (Postgres, "SELECT data ? 'a' FROM t", false, false, Some(0)),
        (Postgres, "SELECT data ? $1 FROM t", false, false, Some(1)),
        (Postgres, "SELECT a FROM t WHERE b = ?", false, false, None),
        (Generic, "SELECT a FROM t WHERE b = ?", false, false, Some(1)),
        (Sqlite, "SELECT ?2, :a", false, false, Some(3)),
    ] {
        let reading = read(sql, dialect);
        assert_eq!(reading.has_comment(), comment, "{sql}");
        assert_eq!(reading.has_hint(), hint, "{sql}");
        assert_eq!(reading.placeholders(), placeholders, "{sql}");
        assert_eq!(reading.placeholders(), sqlspan_sql::greatest_placeholder(sql, dialect), "{sql}");
    }
}

#[test]
fn pages_and_batches() {
    let rows: &[(&[Dialect], &str, Option<Paging>)] = &[
        (&ALL, "SELECT a FROM t ORDER BY a LIMIT 10 OFFSET 20", Some(Paging::Offset)),
        (&[Postgres, Generic], "SELECT a FROM t LIMIT 10 OFFSET $1", Some(Paging::Offset)),
        (&[MySql, Sqlite], "SELECT a FROM t LIMIT 20, 10", Some(Paging::Offset)),
        (&[MySql, Sqlite], "SELECT a FROM t LIMIT ?, ?", Some(Paging::Offset)),
        (&[Postgres], "SELECT a FROM t ORDER BY b LIMIT $1", Some(Paging::Limit)),
        (&[Postgres], "SELECT a FROM t FETCH FIRST $1 ROWS ONLY", Some(Paging::Limit)),
        // The page behind a key.
        (&[Postgres], "SELECT a FROM t WHERE id > $1 ORDER BY id LIMIT 10", Some(Paging::Keyset)),
        (&[Postgres], "SELECT a FROM t WHERE t.id < $1 ORDER BY t.id DESC LIMIT 10", Some(Paging::Keyset)),
        (
            &[Postgres],
            "SELECT a FROM t WHERE id >= $1 ORDER BY t.\"id\" FETCH FIRST 10 ROWS ONLY",
            Some(Paging::Keyset),
        ),
        (&[Postgres], "SELECT a FROM t WHERE id > $1 ORDER BY id FETCH NEXT 10 ROWS ONLY", Some(Paging::Keyset)),
        (&[Postgres], "SELECT a FROM t WHERE (b, id) > ($1, $2) ORDER BY b, id LIMIT 10", Some(Paging::Keyset)),
        (&[Postgres], "SELECT a FROM t WHERE $1 < id ORDER BY id LIMIT 10", Some(Paging::Keyset)),
        (
            &[Postgres],
            "SELECT a FROM t WHERE (b > $1 OR (b = $1 AND id > $2)) ORDER BY b, id LIMIT 10",
            Some(Paging::Keyset),
        ),
        (&[MySql, Sqlite], "SELECT a FROM t WHERE id > ? ORDER BY id LIMIT 100", Some(Paging::Keyset)),
        (&[Postgres], "WITH p AS (SELECT 1) SELECT a FROM t WHERE id > $1 ORDER BY id LIMIT 10", Some(Paging::Keyset)),
        // Cursors.
        (&[Postgres], "FETCH FORWARD 20 FROM c", Some(Paging::Cursor)),
        (&[Postgres], "FETCH 20 IN c", Some(Paging::Cursor)),
        (&[Postgres], "fetch all c", Some(Paging::Cursor)),
        (&[Postgres], "FETCH BACKWARD ALL FROM c", Some(Paging::Cursor)),
        (&[Postgres], "MOVE 20 FROM c", Some(Paging::Cursor)),
        // Until nothing is left.
        (&[MySql, Sqlite], "DELETE FROM t WHERE a < 3 LIMIT 5", Some(Paging::Batch)),
        (&[MySql, Sqlite], "UPDATE t SET a = 1 WHERE a IS NULL LIMIT 500", Some(Paging::Batch)),
        (&ALL, "DELETE FROM t WHERE id IN (SELECT id FROM t WHERE a LIMIT 500)", Some(Paging::Batch)),
        (
            &[Postgres],
            "WITH b AS (SELECT id FROM t FETCH FIRST 50 ROWS ONLY) DELETE FROM t USING b WHERE t.id = b.id",
            Some(Paging::Batch),
        ),
        // A poll for work.
        (&[Postgres, MySql], "SELECT * FROM jobs ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED", Some(Paging::Poll)),
        (
            &[Postgres],
            "UPDATE jobs SET a = 1 WHERE id = (SELECT id FROM jobs LIMIT 1 FOR UPDATE SKIP LOCKED) RETURNING *",
            Some(Paging::Poll),
        ),
        // One query an item.
        (&ALL, "SELECT a FROM t WHERE id = 1", None),
        (&[Postgres], "SELECT a FROM t WHERE id = $1 LIMIT 1", None),
        (&[Postgres], "SELECT a FROM t WHERE owner = $1 ORDER BY id LIMIT 10", None),
        (&[Postgres], "SELECT a FROM t WHERE owner = $1 AND b > $2 ORDER BY id LIMIT 10", None),
        (&[Postgres], "SELECT a FROM t WHERE id > $1 ORDER BY id LIMIT 1", None),
        (&[Postgres], "SELECT a FROM t WHERE id > $1 ORDER BY id", None),
        (&[Postgres], "SELECT a FROM t WHERE id -> $1 ORDER BY id LIMIT 10", None),
        (&[Postgres], "SELECT a FROM t WHERE id <> $1 ORDER BY id LIMIT 10", None),
        (&[Postgres], "SELECT a FROM t WHERE id @> $1 ORDER BY id LIMIT 10", None),
        (&[Postgres], "SELECT a, (SELECT b FROM u WHERE id > $1 ORDER BY id LIMIT 10) FROM t WHERE c = $2", None),
        (&[MySql, Sqlite], "DELETE FROM t WHERE id = ? LIMIT 1", None),
        (&ALL, "DELETE FROM t WHERE id = (SELECT max(id) FROM u)", None),
        (&[Postgres], "INSERT INTO t (a) VALUES ($1)", None),
        (&[Postgres], "FETCH NEXT FROM c", None),
        (&[Postgres], "FETCH c", None),
        (&[Postgres], "FETCH 1 FROM c", None),
        (&[Postgres], "FETCH ABSOLUTE 20 FROM c", None),
        (&ALL, "SELECT a, offset FROM t WHERE b = 'LIMIT $1'", None),
        (&[Postgres], "SELECT a FROM t OFFSET 0", None),
        (&ALL, "SELECT first, skip, locked FROM t", None),
    ];
    let mut failures = String::new();
    for &(dialects, sql, expected) in rows {
        for &dialect in dialects {
            let found = read(sql, dialect).paging();
            if found != expected {
                failures += &format!("\n{dialect:?}: {sql}\n  expected {expected:?}, got {found:?}");
            }
        }
    }
    assert!(failures.is_empty(), "{failures}");
}

/// A reading is a constant, and so is what is asked of it.
#[test]
fn in_a_constant() {
    const READING: Reading<'static> =
        read("WITH c AS (SELECT 1) UPDATE orders SET a = $1 FROM c, users WHERE b", Postgres);
    const OPERATION: Option<&str> = READING.operation();
    const TABLE: Option<&str> = READING.collection();
    const FIRST: &str = match READING.tables().next() {
        Some(table) => table.as_str(),
        None => "",
    };
    const WRITES: bool = READING.writes().is_yes();
    const { assert!(WRITES) };
    assert_eq!((OPERATION, TABLE, FIRST), (Some("UPDATE"), Some("orders"), "orders"));
}
