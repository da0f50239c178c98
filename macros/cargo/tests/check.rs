//! `cargo sqlspan check` on SQLite: what it reports, what it does not judge, and that it executes nothing.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod fixture;
mod servers;

use std::fs;
use std::process::Output;

use fixture::Fixture;
use serde_json::Value;

const SCHEMA: &str = "\
CREATE TABLE orders (id INTEGER PRIMARY KEY, status TEXT NOT NULL);
CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT);
INSERT INTO orders VALUES (1, 'open'), (2, 'open');
";

/// A workspace with these functions, and the schema as a migration.
fn fixture(name: &str, body: &str) -> Fixture {
    let source = format!("async fn run(p: &sqlx::SqlitePool) {{\n{body}\n}}\n");
    Fixture::package(name, &[("src/lib.rs", &source), ("migrations/1_orders.sql", SCHEMA)])
}

fn check(fixture: &Fixture, arguments: &[&str]) -> Output {
    fixture.run(&[&["check"], arguments].concat())
}

fn status(output: &Output) -> Option<i32> {
    output.status.code()
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// What `check --json` says of the functions' statements against the schema.
fn json(fixture: &Fixture) -> Value {
    let output = check(fixture, &["--migrations", "migrations", "--json"]);
    assert_ne!(status(&output), Some(2), "{output:?}");
    serde_json::from_slice(&output.stdout).unwrap()
}

/// Line and kind of each fault.
fn faults(json: &Value) -> Vec<(u64, &str)> {
    let faults = json["faults"].as_array().unwrap().iter();
    faults.map(|fault| (fault["line"].as_u64().unwrap(), fault["kind"].as_str().unwrap())).collect()
}

/// Line and reason of each statement that was not checked.
fn not_checked(json: &Value) -> Vec<(u64, &str)> {
    let found = json["not_checked"].as_array().unwrap().iter();
    found.map(|found| (found["line"].as_u64().unwrap(), found["reason"].as_str().unwrap())).collect()
}

#[test]
fn the_screen() {
    let fixture = fixture(
        "screen",
        r#"    sqlx::query("SELECT id FROM orders").fetch_all(p).await;
    sqlx::query("
        SELECT id, name
        FROM orders
    ").fetch_all(p).await;
    sqlx::query("DELETE FROM order_items").execute(p).await;
    sqlx::query("PRAGMA user_version = 5").execute(p).await;"#,
    );
    let output = check(&fixture, &["--migrations", "migrations"]);
    let expected = "\
src/lib.rs:3:5: SELECT orders: no such column: name
    SELECT id, name
               ^^^^
src/lib.rs:7:5: DELETE order_items: no such table: order_items
    DELETE FROM order_items
                ^^^^^^^^^^^

not checked
  src/lib.rs:8:5: PRAGMA user_version: SQLite may run a PRAGMA as it prepares it

1 of 4 statements hold, 2 do not, 1 was not checked
on SQLite in memory
";
    assert_eq!(stdout(&output), expected);
    assert_eq!(status(&output), Some(1));
    let readme = include_str!("../README.md");
    assert!(readme.contains(&format!("```text\n{expected}```\n")), "the README has another screen");
    let quiet = stdout(&check(&fixture, &["--migrations", "migrations", "--quiet"]));
    assert!(expected.starts_with(&quiet) && quiet.ends_with("^^^^^^^^^^^\n\n"), "{quiet}");
}

#[test]
fn every_kind_of_fault() {
    let fixture = fixture(
        "kinds",
        r#"
    #[sqlspan::traced(dialect = sqlite)] async fn all(p: &sqlx::SqlitePool) {
        sqlx::query("SELECT id FROM oders").fetch_all(p).await;
        sqlx::query("INSERT INTO orders (id, state) VALUES (3, 'open')").execute(p).await;
        sqlx::query("SELECT id FROM orders WHERE id = $1 AND status = $2").bind(1).fetch_all(p).await;
        sqlx::query("SELECT id FROM orders").bind(1).fetch_all(p).await;
        sqlx::query("SELECT id FORM orders").fetch_all(p).await;
        sqlx::query("SELECT id::TEXT FROM orders").fetch_all(p).await;
        sqlx::query("INSERT IGNORE INTO orders VALUES (1, 'open')").execute(p).await;
        sqlx::query("SELECT total(id, 1, 2) FROM orders").fetch_all(p).await;
        sqlx::query("SELECT sum_of(id) FROM orders").fetch_all(p).await;
    }"#,
    );
    let json = json(&fixture);
    let expected = [
        (4, "table"),
        (5, "column"),
        (6, "parameters"),
        (7, "parameters"),
        (8, "syntax"),
        (9, "dialect"),
        (10, "dialect"),
        (11, "other"),
        (12, "function"),
    ];
    assert_eq!(faults(&json), expected);
    let message = |number: usize| json["faults"][number]["message"].as_str().unwrap();
    assert_eq!(message(2), "it wants 2 values, and 1 is bound");
    assert_eq!(message(3), "it wants no value, and 1 is bound");
    assert_eq!(message(5), "only PostgreSQL reads `::`");
    assert_eq!(message(6), "only MySQL reads `INSERT IGNORE`");
}

#[test]
fn all_texts_that_are_static() {
    let fixture = fixture(
        "texts",
        r#"    sqlx::query(QUERY).fetch_all(p).await;
    sqlx::query(if old { "SELECT a FROM orders" } else { "SELECT id FROM orders" }).fetch_all(p).await;
    sqlx::query_file!("queries/b.sql").fetch_all(p).await;
    p.execute("DELETE FROM orders; DELETE FROM c; DELETE FROM customers").await;
    sqlx::query(&format!("SELECT {d} FROM orders")).fetch_all(p).await;"#,
    );
    let source = fs::read_to_string(fixture.root.join("src/lib.rs")).unwrap();
    fixture.write("src/lib.rs", &format!("{source}const QUERY: &str = \"SELECT const FROM orders\";\n"));
    fixture.write("queries/b.sql", "SELECT b\nFROM orders");
    let json = json(&fixture);
    assert_eq!(faults(&json), [(2, "column"), (3, "column"), (4, "column"), (5, "table")]);
    let summary = &json["faults"][3]["summary"];
    assert_eq!(summary, "DELETE c");
    assert_eq!((&json["statements"], &json["hold"], &json["not_static"]), (&7.into(), &3.into(), &1.into()));
}

#[test]
fn what_the_program_makes_itself_is_not_reported() {
    let fixture = fixture(
        "made",
        r#"    sqlx::query("CREATE TEMP TABLE basket (id INTEGER)").execute(p).await;
    sqlx::query("INSERT INTO basket VALUES (1)").execute(p).await;
    sqlx::raw_sql("CREATE TABLE IF NOT EXISTS settings (id INTEGER); INSERT INTO settings VALUES (1)").execute(p).await;
    sqlx::query("ALTER TABLE customers ADD COLUMN mail TEXT").execute(p).await;
    sqlx::query("SELECT mail FROM customers").fetch_all(p).await;
    sqlx::query("CREATE TABLE orders (id INTEGER)").execute(p).await;
    sqlx::query("SELECT id FROM orders WHERE status REGEXP 'o.*'").fetch_all(p).await;
    sqlx::query("SELECT id FROM orders ORDER BY status COLLATE german").fetch_all(p).await;
    sqlx::query("DELETE FROM sqlite_sequence").execute(p).await;"#,
    );
    let json = json(&fixture);
    assert_eq!(faults(&json), []);
    let lines: Vec<u64> = not_checked(&json).iter().map(|(line, _)| *line).collect();
    assert_eq!(lines, [3, 4, 6, 7, 8, 9, 10]);
    assert_eq!(not_checked(&json)[0].1, "the program makes `basket` itself, at src/lib.rs:2");
}

/// A program that makes its own schema is still held against the database that has it.
#[test]
fn a_column_that_no_definition_names_is_reported() {
    let fixture = fixture(
        "own_schema",
        r#"    sqlx::query("CREATE TABLE IF NOT EXISTS orders (id INTEGER, paid_at TEXT)").execute(p).await;
    sqlx::query("SELECT paid_at FROM orders").fetch_all(p).await;
    sqlx::query("SELECT payed_at FROM orders").fetch_all(p).await;
    sqlx::query("SELECT name FROM basket").fetch_all(p).await;"#,
    );
    // What tests make is there for tests alone.
    let test = r#"async fn it(p: &sqlx::SqlitePool) { sqlx::query("CREATE TABLE basket (name)").execute(p).await; }"#;
    fixture.write("tests/it.rs", test);
    let json = json(&fixture);
    assert_eq!(faults(&json), [(4, "column"), (5, "table")]);
    assert_eq!(not_checked(&json).len(), 1);
}

#[test]
fn nothing_is_executed() {
    let fixture = fixture(
        "executed",
        r#"    sqlx::query("DELETE FROM orders").execute(p).await;
    sqlx::query("INSERT INTO orders VALUES (3, 'new')").execute(p).await;
    sqlx::query("DROP TABLE customers").execute(p).await;
    sqlx::query("PRAGMA user_version = 7").execute(p).await;
    sqlx::query("PRAGMA journal_mode = WAL").execute(p).await;
    sqlx::query("ATTACH 'other.db' AS other").execute(p).await;
    sqlx::query("VACUUM").execute(p).await;
    p.execute("DELETE FROM customers; DELETE FROM orders").await;"#,
    );
    let url = servers::sqlite(&fixture.root, SCHEMA);
    let bytes = || fs::read(fixture.root.join("shop.db")).unwrap();
    let before = bytes();
    let output = check(&fixture, &["--database-url", &url]);
    assert_eq!(status(&output), Some(0), "{output:?}");
    assert!(stdout(&output).contains("7 of 9 statements hold, 2 were not checked\non SQLite file `"), "{output:?}");
    assert_eq!(bytes(), before);
    assert!(!fixture.root.join("other.db").exists());
    assert_eq!(servers::number(&url, "SELECT count(*) FROM orders"), 2);
}

#[test]
fn a_file_is_left_alone_where_migrations_make_the_schema() {
    let fixture = fixture("scratch", r#"sqlx::query("SELECT status FROM orders").fetch_all(p).await;"#);
    let url = servers::sqlite(&fixture.root, "CREATE TABLE orders (id INTEGER)");
    assert_eq!(status(&check(&fixture, &["--database-url", &url])), Some(1));
    assert_eq!(status(&check(&fixture, &["--database-url", &url, "--migrations", "migrations"])), Some(0));
    assert_eq!(servers::number(&url, "SELECT count(*) FROM sqlite_master"), 1);
}

#[test]
fn migrations_of_any_form() {
    let body = r#"sqlx::query("SELECT a, b FROM t").fetch_all(p).await;"#;
    let forms: [&[(&str, &str)]; 4] = [
        &[
            ("m/1_t.up.sql", "CREATE TABLE t (a)"),
            ("m/1_t.down.sql", "DROP TABLE t"),
            ("m/2_b.up.sql", "ALTER TABLE t ADD b"),
        ],
        &[("m/V2__t.sql", "CREATE TABLE t (a)"), ("m/V10__b.sql", "ALTER TABLE t ADD b")],
        &[
            ("m/2024_t/up.sql", "CREATE TABLE t (a)"),
            ("m/2024_t/down.sql", "DROP TABLE t"),
            ("m/2025_b/up.sql", "ALTER TABLE t ADD b"),
        ],
        &[("m/schema.sql", "CREATE TABLE t (a); ALTER TABLE t ADD b;")],
    ];
    for (number, files) in forms.into_iter().enumerate() {
        let fixture = fixture(&format!("form_{number}"), body);
        for (path, text) in files {
            fixture.write(path, text);
        }
        let output = check(&fixture, &["--migrations", "m"]);
        assert_eq!(status(&output), Some(0), "{files:?}: {output:?}");
    }
}

/// A program with several databases of one kind, each with migrations of its own.
#[test]
fn several_directories_of_migrations() {
    let fixture = fixture("several", r#"sqlx::query("SELECT k FROM kv, orders").fetch_all(p).await;"#);
    fixture.write("kv/1_kv.sql", "CREATE TABLE kv (k)");
    let output = check(&fixture, &["--migrations", "migrations", "--migrations", "kv"]);
    assert_eq!(status(&output), Some(0), "{output:?}");
}

#[test]
fn statements_of_other_databases_are_counted_and_not_asked() {
    let fixture = fixture(
        "others",
        r#"
    #[sqlspan::traced(dialect = postgres)] async fn a(p: &sqlx::PgPool) { sqlx::query("SELECT now()::date").fetch_all(p).await; }
    #[sqlspan::traced(dialect = sqlite)] async fn b(p: &sqlx::SqlitePool) { sqlx::query("SELECT 1").fetch_all(p).await; }
    sqlx::query("SELECT id::TEXT FROM orders").fetch_all(p).await;"#,
    );
    let json = json(&fixture);
    assert_eq!((&json["hold"], &json["of_other_databases"]), (&1.into(), &1.into()));
    let reason = "only PostgreSQL reads `::`, and nothing says which database it is for";
    assert_eq!(not_checked(&json), [(5, reason)]);
    assert_eq!(faults(&json), []);
}

/// Where a package enables one driver alone, its statements are for that.
#[test]
fn the_only_driver_of_a_package_says_which_database() {
    let fixture = fixture("driver", r#"sqlx::query("SELECT id::TEXT FROM orders").fetch_all(p).await;"#);
    let manifest = |driver: &str| {
        format!(
            "[package]\nname = \"shop\"\nedition = \"2024\"\n[workspace]\n[dependencies]\n\
             sqlx = {{ version = \"0.9\", features = [\"{driver}\"] }}\n"
        )
    };
    fixture.write("Cargo.toml", &manifest("sqlite"));
    assert_eq!(faults(&json(&fixture)), [(2, "dialect")]);
    fixture.write("Cargo.toml", &manifest("postgres"));
    let output = check(&fixture, &["--migrations", "migrations"]);
    assert_eq!(status(&output), Some(2));
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert_eq!(stderr, "error: no statement is for SQLite: name the database that they are for\n");
}

#[test]
fn tests_can_be_left_out() {
    let fixture = fixture("tests", r#"sqlx::query("SELECT id FROM orders").fetch_all(p).await;"#);
    fixture.write("tests/it.rs", &fixture::query("it", "fixtures"));
    assert_eq!(status(&check(&fixture, &["--migrations", "migrations"])), Some(1));
    assert_eq!(status(&check(&fixture, &["--migrations", "migrations", "--no-tests"])), Some(0));
}
