//! `cargo sqlspan check` on PostgreSQL and MySQL or MariaDB, each test on a database of its own.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod fixture;
mod servers;

use fixture::Fixture;
use serde_json::Value;
use servers::Database;

const POSTGRES: &str = "SQLSPAN_POSTGRES_URL";
const MYSQL: &str = "SQLSPAN_MYSQL_URL";

const SCHEMA: &str = "\
CREATE TABLE orders (id INTEGER PRIMARY KEY, status VARCHAR(20) NOT NULL, placed_at TIMESTAMP);
INSERT INTO orders VALUES (1, 'open', NULL), (2, 'open', NULL);
";

/// A workspace with these functions, which state their database.
fn fixture(name: &str, dialect: &str, body: &str) -> Fixture {
    let source =
        format!("use sqlx::Pool;\n#[sqlspan::traced(dialect = {dialect})]\nasync fn run(p: &Pool) {{\n{body}\n}}\n");
    Fixture::package(name, &[("src/lib.rs", &source), ("migrations/1_orders.sql", SCHEMA)])
}

fn json(fixture: &Fixture, arguments: &[&str]) -> Value {
    let output = fixture.run(&[&["check", "--json"], arguments].concat());
    assert!(matches!(output.status.code(), Some(0 | 1)), "{output:?}");
    serde_json::from_slice(&output.stdout).unwrap()
}

/// Line, kind and words of each fault.
fn faults(json: &Value) -> Vec<(u64, &str, &str)> {
    let faults = json["faults"].as_array().unwrap().iter();
    faults
        .map(|fault| {
            (fault["line"].as_u64().unwrap(), fault["kind"].as_str().unwrap(), fault["message"].as_str().unwrap())
        })
        .collect()
}

/// Line and reason of each statement that was not checked.
fn not_checked(json: &Value) -> Vec<(u64, &str)> {
    let found = json["not_checked"].as_array().unwrap().iter();
    found.map(|found| (found["line"].as_u64().unwrap(), found["reason"].as_str().unwrap())).collect()
}

#[test]
fn postgres_reports() {
    let Some(database) = Database::make(POSTGRES, "reports", SCHEMA) else { return };
    let fixture = fixture(
        "postgres_reports",
        "postgres",
        r#"    sqlx::query("SELECT id FROM oders").fetch_all(p).await;
    sqlx::query("SELECT staus FROM orders").fetch_all(p).await;
    sqlx::query("SELECT id FROM orders WHERE id = $1 AND status = $2").bind(1).fetch_all(p).await;
    sqlx::query("SELECT id FORM orders WHERE").fetch_all(p).await;
    sqlx::query("SELECT id FROM orders WHERE id = ?").bind(1).fetch_all(p).await;
    sqlx::query("SELECT sum_of(id, $1) FROM orders").bind(1).fetch_all(p).await;
    sqlx::query("SELECT id FROM orders WHERE status = 5").fetch_all(p).await;
    sqlx::query("SELECT id FROM orders WHERE id = ANY($1)").bind(ids).fetch_all(p).await;"#,
    );
    let json = json(&fixture, &["--database-url", &database.url]);
    let expected = [
        (4, "table", "relation \"oders\" does not exist"),
        (5, "column", "column \"staus\" does not exist"),
        (6, "parameters", "it wants 2 values, and 1 is bound"),
        (7, "syntax", "syntax error at or near \"orders\""),
        (8, "dialect", "only MySQL or SQLite reads `?`"),
        (9, "function", "function sum_of(integer, unknown) does not exist"),
        (10, "other", "operator does not exist: character varying = integer"),
    ];
    assert_eq!(faults(&json), expected);
    assert_eq!(json["faults"][1]["hint"], "Perhaps you meant to reference the column \"orders.status\".");
    assert_eq!(json["faults"][1]["shown"]["mark"], serde_json::json!([7, 5]));
}

/// What the server only parses, and what the types of the values decide.
#[test]
fn postgres_does_not_judge() {
    let Some(database) = Database::make(POSTGRES, "judges", SCHEMA) else { return };
    let fixture = fixture(
        "postgres_judges",
        "postgres",
        r#"    sqlx::query("TRUNCATE nothing").execute(p).await;
    sqlx::query("SELECT date_trunc('day', $1)").bind(1).fetch_all(p).await;
    sqlx::query("SELECT id FROM orders WHERE placed_at > $1 - interval '1 day'").bind(1).fetch_all(p).await;
    sqlx::query("SELECT $1 + $2").bind(1).bind(2).fetch_all(p).await;
    sqlx::query("CREATE TEMP TABLE basket (id INT)").execute(p).await;
    sqlx::query("INSERT INTO basket VALUES (1)").execute(p).await;
    sqlx::query("BEGIN").execute(p).await;"#,
    );
    let json = json(&fixture, &["--database-url", &database.url]);
    assert_eq!(faults(&json), []);
    let reasons = not_checked(&json);
    let lines: Vec<u64> = reasons.iter().map(|(line, _)| *line).collect();
    assert_eq!(lines, [4, 5, 6, 7, 8, 9]);
    assert_eq!(reasons[0].1, "PostgreSQL only parses such a statement: it looks up no names in it");
    assert!(reasons[1].1.starts_with("the types of the bound values decide: "), "{reasons:?}");
    assert_eq!(reasons[5].1, "the program makes `basket` itself, at src/lib.rs:8");
}

#[test]
fn postgres_executes_nothing() {
    let schema = format!("{SCHEMA}CREATE SEQUENCE numbers; CREATE TABLE log (id INTEGER);");
    let Some(database) = Database::make(POSTGRES, "executes", &schema) else { return };
    let fixture = fixture(
        "postgres_executes",
        "postgres",
        r#"    sqlx::query("SELECT nextval('numbers')").fetch_one(p).await;
    sqlx::query("INSERT INTO orders VALUES (3, 'new', NULL) RETURNING id").fetch_one(p).await;
    sqlx::query("DELETE FROM orders").execute(p).await;
    sqlx::query("EXPLAIN ANALYZE DELETE FROM orders").execute(p).await;
    sqlx::query("SELECT set_config('a.b', 'c', false)").execute(p).await;
    p.execute("DROP TABLE log; TRUNCATE orders").await;"#,
    );
    let json = json(&fixture, &["--database-url", &database.url]);
    assert_eq!((faults(&json), &json["hold"], &json["statements"]), (vec![], &5.into(), &7.into()));
    assert_eq!(database.number("SELECT count(*) FROM orders"), 2);
    assert_eq!(database.number("SELECT count(*) FROM log"), 0);
    assert_eq!(database.number("SELECT last_value FROM numbers WHERE NOT is_called"), 1);
}

#[test]
fn mysql_reports() {
    let Some(database) = Database::make(MYSQL, "reports", SCHEMA) else { return };
    let fixture = fixture(
        "mysql_reports",
        "mysql",
        r#"    sqlx::query("SELECT id FROM oders").fetch_all(p).await;
    sqlx::query("SELECT staus FROM orders").fetch_all(p).await;
    sqlx::query("SELECT id FROM orders WHERE id = ? AND status = ?").bind(1).fetch_all(p).await;
    sqlx::query("SELECT id FORM orders WHERE").fetch_all(p).await;
    sqlx::query("SELECT id FROM orders WHERE id = $1").bind(1).fetch_all(p).await;
    sqlx::query("SELECT sum_of(id) FROM orders").fetch_all(p).await;
    sqlx::query("CREATE TABLE basket (id INT)").execute(p).await;
    sqlx::query("INSERT INTO basket VALUES (1)").execute(p).await;"#,
    );
    let json = json(&fixture, &["--database-url", &database.url]);
    let kinds: Vec<(u64, &str)> = faults(&json).into_iter().map(|(line, kind, _)| (line, kind)).collect();
    let expected = [(4, "table"), (5, "column"), (6, "parameters"), (7, "syntax"), (8, "dialect"), (9, "function")];
    assert_eq!(kinds, expected);
    assert_eq!(faults(&json)[4].2, "only PostgreSQL or SQLite reads `$1`");
    assert_eq!(json["not_checked"].as_array().unwrap().len(), 2);
}

#[test]
fn mysql_executes_nothing() {
    let Some(database) = Database::make(MYSQL, "executes", SCHEMA) else { return };
    let fixture = fixture(
        "mysql_executes",
        "mysql",
        r#"    sqlx::query("INSERT INTO orders VALUES (3, 'new', NULL)").execute(p).await;
    sqlx::query("DELETE FROM orders WHERE id = ?").bind(1).execute(p).await;
    sqlx::query("TRUNCATE orders").execute(p).await;
    p.execute("DROP TABLE orders; DELETE FROM orders").await;"#,
    );
    let json = json(&fixture, &["--database-url", &database.url]);
    assert_eq!(faults(&json), []);
    assert_eq!(database.number("SELECT count(*) FROM orders"), 2);
}

/// A scratch database is made, told, and gone, whether its migrations run or not.
#[test]
fn scratch_databases_are_dropped() {
    for (variable, dialect, catalog) in [
        (POSTGRES, "postgres", "SELECT count(*) FROM pg_database WHERE datname = "),
        (MYSQL, "mysql", "SELECT count(*) FROM information_schema.schemata WHERE schema_name = "),
    ] {
        let Some(server) = servers::server(variable) else { continue };
        let fixture = fixture(
            &format!("scratch_{dialect}"),
            dialect,
            r#"sqlx::query("SELECT status FROM orders").fetch_all(p).await;
    sqlx::query("SELECT a FROM oders").fetch_all(p).await;"#,
        );
        let json = json(&fixture, &["--database-url", &server, "--migrations", "migrations"]);
        assert_eq!(json["hold"], 1);
        let scratch = json["scratch"].as_str().unwrap();
        assert!(scratch.starts_with("sqlspan_check_"), "{scratch}");
        // Its name is in no report.
        assert!(!faults(&json)[0].2.contains("sqlspan_check_"), "{json}");
        assert_eq!(servers::number(&server, &format!("{catalog}'{scratch}'")), 0);

        fixture.write("migrations/2_broken.sql", "CREATE TABEL a (id INT)");
        let output = fixture.run(&["check", "--database-url", &server, "--migrations", "migrations"]);
        assert_eq!(output.status.code(), Some(2), "{output:?}");
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert!(stderr.starts_with("error: migration 2 does not run: "), "{stderr}");
    }
}

/// PostgreSQL runs a script in one transaction, in which not every statement can run.
#[test]
fn plain_migrations_that_need_to_be_alone() {
    let Some(server) = servers::server(POSTGRES) else { return };
    let fixture = fixture("alone", "postgres", r#"sqlx::query("SELECT a FROM t").fetch_all(p).await;"#);
    fixture.write("plain/schema.sql", "CREATE TABLE t (a INT); CREATE INDEX CONCURRENTLY i ON t (a);");
    assert_eq!(json(&fixture, &["--database-url", &server, "--migrations", "plain"])["hold"], 1);
}
