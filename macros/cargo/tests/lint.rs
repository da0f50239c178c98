//! `cargo sqlspan lint`: the screen, every lint, levels, texts in other crates, the JSON.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod fixture;

use std::collections::BTreeSet;

use fixture::{Fixture, MANIFEST};
use serde_json::{Value, json};

/// Every lint once, and a wrong attribute, by line.
const EVERY: &str = r#"
use sqlx::PgPool;

struct Orders { pool: PgPool }

#[sqlspan::repository(dialect = postgres)]
impl Orders {
    async fn every(&self, name: &str, sql: &str, ids: &[i64]) -> sqlx::Result<()> {
        sqlx::query(&format!("SELECT id FROM orders WHERE name = '{name}'")).execute(&self.pool).await?;
        sqlx::query(sql).execute(&self.pool).await?;
        sqlx::query("SELECT id FROM orders WHERE name = {name}").execute(&self.pool).await?;
        sqlx::query("SELECT id FROM orders WHERE name LIKE '%{name}%'").execute(&self.pool).await?;
        sqlx::query("DELETE FROM orders").execute(&self.pool).await?;
        sqlx::query("SELECT 1; SELECT 2").execute(&self.pool).await?;
        sqlx::query("SELECT id FROM orders WHERE name = ?").bind(name).execute(&self.pool).await?;
        sqlx::query("SELECT id FROM orders WHERE name = $1").execute(&self.pool).await?;
        for id in ids {
            sqlx::query("SELECT id FROM orders WHERE id = $1").bind(id).execute(&self.pool).await?;
        }
        retry!(sqlx::query("SELECT 1").execute(&self.pool).await?);
        std::thread::sleep(delay);
        Ok(())
    }

    #[traced(dialekt = postgres)]
    async fn misused(&self) { sqlx::query("SELECT 1").execute(&self.pool).await; }
}
"#;

fn found(json: &Value) -> BTreeSet<(u64, &str, &str)> {
    let findings = json["findings"].as_array().unwrap();
    let found = findings.iter().map(|finding| {
        let text = |field: &str| finding[field].as_str().unwrap();
        (finding["line"].as_u64().unwrap(), text("lint"), text("level"))
    });
    found.collect()
}

/// What it says as JSON, with the status that it ends with.
fn lint(fixture: &Fixture, flags: &[&str]) -> (Option<i32>, Value) {
    let output = fixture.run(&[&["lint", "--json"], flags].concat());
    (output.status.code(), serde_json::from_slice(&output.stdout).unwrap())
}

#[test]
fn every_lint() {
    let (status, json) = lint(&Fixture::package("every", &[("src/lib.rs", EVERY)]), &[]);
    let expected = [
        (9, "interpolated_sql", "error"),
        (10, "dynamic_sql", "error"),
        (11, "stray_placeholder", "error"),
        (12, "quoted_placeholder", "warning"),
        (13, "unfiltered_write", "warning"),
        (14, "multiple_statements", "warning"),
        (15, "placeholder_dialect", "warning"),
        (16, "bind_count", "error"),
        (18, "n_plus_one", "warning"),
        (20, "untraced_query", "error"),
        (21, "blocking_call", "warning"),
        (25, "attribute", "error"),
    ];
    assert_eq!(found(&json), expected.into());
    assert_eq!(status, Some(1));
}

#[test]
fn the_screen() {
    let source = "\
async fn find(pool: &sqlx::PgPool, städte: &[String]) {
    for stadt in städte { sqlx::query(\"SELECT 'ä' FROM orders WHERE city = $1\").bind(stadt).fetch_one(pool).await; }
    sqlx::query(\"SELECT id FROM orders WHERE id = {id}\").execute(pool).await;
}
";
    let fixture = Fixture::package("screen", &[("src/lib.rs", source)]);
    let output = fixture.run(&["lint"]);
    let expected = "\
warning[sqlspan::n_plus_one]: this query runs once in every round of `for stadt in städte`, a round trip each (N+1)
 --> src/lib.rs:2:93
  |
2 |     for stadt in städte { sqlx::query(\"SELECT 'ä' FROM orders WHERE city = $1\").bind(stadt).fetch_one(pool).await; }
  |                                                                                             ^^^^^^^^^
  |
  = help: ask once, before the loop: a `QueryBuilder` that begins with `SELECT 'ä' FROM orders WHERE city IN (`, grows by `separated(\", \")` and `push_bind` for every `stadt` of `städte`, and ends with `)`; select `city` too, where it matters whose a row is
  = help: if it has to be one by one, say so on the loop: `#[traced(allow(n_plus_one))]`

error[sqlspan::stray_placeholder]: the SQL text holds a placeholder such as `{id}`, which nothing fills in
                                       SELECT id FROM orders WHERE id = {id}
                                                                        ^^^^ write `$1` here, and bind the value: `.bind(id)`
 --> src/lib.rs:3:17
  |
3 |     sqlx::query(\"SELECT id FROM orders WHERE id = {id}\").execute(pool).await;
  |                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: write a placeholder of the database, and bind the value with `.bind(..)`; a name can't be bound: choose between whole literals with `match`
  = note: sqlx sends a static text to the database as it is written

1 error, 1 warning in 1 file
";
    assert_eq!(String::from_utf8(output.stdout).unwrap(), expected);
    // The columns are those of the JSON.
    assert_eq!(lint(&fixture, &[]).1["findings"][0]["column"], 93);
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn the_screen_of_the_readme() {
    let source = "\
use sqlx::PgPool;

pub async fn find(pool: &PgPool, name: &str) -> sqlx::Result<Vec<Order>> {
    sqlx::query_as(&format!(\"SELECT id FROM orders WHERE name LIKE '%{name}%'\")).fetch_all(pool).await
}

const CLEAR: &str = \"DELETE FROM orders\";

pub async fn clear(pool: &PgPool) -> sqlx::Result<u64> {
    Ok(sqlx::query(CLEAR).execute(pool).await?.rows_affected())
}
";
    let fixture = Fixture::package("readme", &[("src/lib.rs", "mod orders;"), ("src/orders.rs", source)]);
    let screen = String::from_utf8(fixture.run(&["lint"]).stdout).unwrap();
    assert!(
        include_str!("../README.md").contains(&format!("```text\n{screen}```")),
        "the README should have:\n{screen}"
    );
}

/// A function without an attribute is judged as if it had one, but for what only an attribute promises.
#[test]
fn code_without_an_attribute() {
    let source = EVERY.replace("#[sqlspan::repository(dialect = postgres)]\n", "\n").replace("#[traced(", "#[other(");
    let (_, json) = lint(&Fixture::package("plain", &[("src/lib.rs", &source)]), &[]);
    let lints: BTreeSet<&str> = found(&json).into_iter().map(|(_, lint, _)| lint).collect();
    assert!(!lints.contains("untraced_query"), "{lints:?}");
    assert!(lints.contains("interpolated_sql") && lints.contains("blocking_call"), "{lints:?}");
    // Blocking calls of functions that run no query are another tool's.
    let source = "use sqlx::PgPool;\nasync fn run() { std::thread::sleep(delay); }";
    let (status, json) = lint(&Fixture::package("no_query", &[("src/lib.rs", source)]), &[]);
    assert_eq!((status, found(&json).len()), (Some(0), 0));
}

const CONSTANTS: &str = r#"
use sqlx::PgPool;
use queries::orders as named;

async fn clear(pool: &PgPool, ids: &[i64]) {
    sqlx::query(queries::CLEAR).execute(pool).await;
    sqlx::query(named::FIND).execute(pool).await;
    sqlx::query(include_str!("stray.sql")).execute(pool).await;
    for id in ids { sqlx::query(named::FIND).bind(id).execute(pool).await; }
    #[traced(allow(unfiltered_write))]
    sqlx::query(queries::CLEAR).execute(pool).await;
    sqlx::query(elsewhere::CLEAR).execute(pool).await;
}
"#;

#[test]
fn texts_in_other_crates_and_files() {
    let fixture = Fixture::new(
        "constants",
        &[
            ("Cargo.toml", "[workspace]\nmembers = [\"shop\", \"queries\"]\n"),
            ("shop/Cargo.toml", &format!("{MANIFEST}queries = {{ path = \"../queries\" }}\n")),
            ("shop/src/main.rs", CONSTANTS),
            ("shop/src/stray.sql", "SELECT id FROM orders\nWHERE id = {id}"),
            ("queries/Cargo.toml", "[package]\nname = \"queries\"\nedition = \"2024\"\n"),
            ("queries/src/lib.rs", "pub const CLEAR: &str = \"DELETE FROM orders\";\npub mod orders;"),
            ("queries/src/orders.rs", "pub const FIND: &str = \"SELECT id FROM orders WHERE id = $1\";"),
        ],
    );
    let (_, json) = lint(&fixture, &[]);
    let expected = [
        (6, "unfiltered_write", "warning"),
        (7, "bind_count", "error"),
        (8, "stray_placeholder", "error"),
        (9, "n_plus_one", "warning"),
    ];
    assert_eq!(found(&json), expected.into());
    let clear = &json["findings"][0];
    assert_eq!(clear["file"], "shop/src/main.rs");
    assert_eq!(clear["function"], "shop::clear");
    assert!(clear["message"].as_str().unwrap().starts_with("this `DELETE` has no `WHERE`"));
    let stray = json["findings"][2]["message"].as_str().unwrap();
    assert!(stray.contains("    WHERE id = {id}\n               ^^^^ "), "{stray}");
    // What is not found is told of, and nothing is said of it.
    let unjudged = json["unjudged"].as_array().unwrap();
    assert_eq!(unjudged.len(), 1, "{unjudged:?}");
    assert_eq!(unjudged[0]["line"], 12);
    assert!(unjudged[0]["reason"].as_str().unwrap().contains("elsewhere::CLEAR"));
    let printed = String::from_utf8(fixture.run(&["lint"]).stdout).unwrap();
    assert!(printed.contains("\n1 query is not judged: "), "{printed}");
}

/// Nothing is dropped in silence. In what an attribute covers, `untraced_query` speaks.
#[test]
fn what_is_not_judged_is_listed() {
    let source = "
use sqlx::PgPool;
async fn hidden(p: &PgPool, query: Q) {
    retry!(3, sqlx::query(\"DELETE FROM a\").execute(p).await);
    query.fetch_all(p).await;
    semaphore.acquire().await;
}
macro_rules! clear { ($table:literal) => { sqlx::query(concat!(\"DELETE FROM \", $table)).execute(pool).await }; }
#[sqlspan::traced]
async fn covered(p: &PgPool) { retry!(3, sqlx::query(\"DELETE FROM a\").execute(p).await); }
";
    let (_, json) = lint(&Fixture::package("unjudged", &[("src/lib.rs", source)]), &[]);
    let unjudged = json["unjudged"].as_array().unwrap();
    let lines: Vec<u64> = unjudged.iter().map(|unjudged| unjudged["line"].as_u64().unwrap()).collect();
    assert_eq!(lines, [4, 5, 8], "{unjudged:#?}");
    assert!(unjudged[0]["reason"].as_str().unwrap().contains("`retry!`"));
    assert_eq!(found(&json), [(10, "untraced_query", "error")].into());
}

#[test]
fn tests_are_spared_as_the_compiler_spares_them() {
    let delete = "pub async fn clear(p: &sqlx::PgPool) { sqlx::query(\"DELETE FROM a\").execute(p).await; }";
    let constant =
        "const SQL: &str = \"DELETE FROM a\";\nasync fn run(p: &sqlx::PgPool) { sqlx::query(SQL).execute(p).await; }";
    let fixture = Fixture::package(
        "tests",
        &[
            ("src/lib.rs", "#[cfg(test)]\nmod inner;\nmod program;"),
            ("src/inner.rs", delete),
            ("src/program.rs", delete),
            ("tests/clear.rs", delete),
            ("tests/constant.rs", constant),
        ],
    );
    let files = |flags: &[&str]| -> Vec<String> {
        let (_, json) = lint(&fixture, flags);
        json["findings"]
            .as_array()
            .unwrap()
            .iter()
            .map(|finding| finding["file"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(files(&[]), ["src/program.rs"]);
    // Neither does a flag bring them back.
    assert_eq!(files(&["--deny", "unfiltered_write"]), ["src/program.rs"]);
}

#[test]
fn levels_by_flags() {
    let source = "
async fn a(p: &sqlx::PgPool) { sqlx::query(\"DELETE FROM a\").execute(p).await; }
#[sqlspan::traced(warn(unfiltered_write))]
async fn b(p: &sqlx::PgPool) { sqlx::query(\"DELETE FROM b\").execute(p).await; }
const SQL: &str = \"DELETE FROM c\";
async fn c(p: &sqlx::PgPool) { sqlx::query(SQL).execute(p).await; }
";
    let fixture = Fixture::package("levels", &[("src/lib.rs", source)]);
    let at = |flags: &[&str]| {
        let (status, json) = lint(&fixture, flags);
        let levels: Vec<String> = found(&json).into_iter().map(|(line, _, level)| format!("{line} {level}")).collect();
        (status.unwrap(), levels.join(", "))
    };
    let warnings = "2 warning, 4 warning, 6 warning";
    assert_eq!(at(&[]), (0, warnings.to_owned()));
    assert_eq!(at(&["--deny-warnings"]), (1, warnings.to_owned()));
    // The attribute counts before the flag.
    assert_eq!(at(&["--deny", "unfiltered_write"]), (1, "2 error, 4 warning, 6 error".to_owned()));
    assert_eq!(at(&["-D", "all"]), (1, "2 error, 4 warning, 6 error".to_owned()));
    assert_eq!(at(&["-A", "all"]), (0, "4 warning".to_owned()));
    assert_eq!(at(&["-A", "all", "-D", "unfiltered_write"]), at(&["-D", "unfiltered_write"]));
}

/// The compiler's own way to allow what the macros warn of.
#[test]
fn what_is_allowed_as_deprecated() {
    let source = "
#[sqlspan::traced]
#[allow(deprecated)]
async fn a(p: &sqlx::PgPool) { sqlx::query(\"DELETE FROM a\").execute(p).await; sqlx::query(\"SELECT $1\").execute(p).await; }
#[sqlspan::repository]
#[expect(dead_code, deprecated)]
impl B { async fn b(p: &sqlx::PgPool) { sqlx::query(SQL).execute(p).await; } }
const SQL: &str = \"DELETE FROM b\";
// Nobody meant the lints here.
#[allow(deprecated)]
async fn c(p: &sqlx::PgPool) { sqlx::query(SQL).execute(p).await; }
";
    let (_, json) = lint(&Fixture::package("deprecated", &[("src/lib.rs", source)]), &[]);
    assert_eq!(found(&json), [(4, "bind_count", "error"), (11, "unfiltered_write", "warning")].into());
}

/// One line that says what is wrong.
fn refused(fixture: &Fixture, flags: &[&str]) -> String {
    let output = fixture.run(&[&["lint"], flags].concat());
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    assert!(output.stdout.is_empty(), "{output:?}");
    String::from_utf8(output.stderr).unwrap()
}

#[test]
fn wrong_arguments() {
    let fixture = Fixture::package("wrong", &[("src/lib.rs", "")]);
    let told = refused(&fixture, &["--deny", "n_plus_one", "--allow", "n_plus_one"]);
    assert_eq!(told, "error: `--deny n_plus_one` and `--allow n_plus_one` contradict each other: leave one out\n");
    assert!(refused(&fixture, &["--deny", "n_plus_two"]).contains("n_plus_one"));
    assert!(refused(&fixture, &["--json", "--sarif"]).contains("cannot be used with"));
    assert!(refused(&fixture, &["-p", "nobody"]).contains("no package `nobody`"));
}

#[test]
fn nothing_found() {
    let fixture = Fixture::package("nothing", &[("src/lib.rs", "fn main() {}")]);
    assert_eq!(fixture.printed(&["lint"]), "no finding\n");
    assert_eq!(fixture.printed(&["lint", "--quiet"]), "");
}

#[test]
fn a_finding_as_json() {
    let source = "async fn run(p: &sqlx::PgPool, id: i64) {\n    sqlx::query(&format!(\n        \"SELECT a FROM b WHERE c = {id}\"\n    )).execute(p).await;\n}\n";
    let (_, json) = lint(&Fixture::package("json", &[("src/lib.rs", source)]), &[]);
    let expected = json!({
        "version": 1,
        "findings": [{
            "lint": "interpolated_sql",
            "level": "error",
            "file": "src/lib.rs",
            "line": 2, "column": 18, "end_line": 4, "end_column": 6,
            "package": "shop",
            "function": "shop::run",
            "is_test": false,
            "message": json["findings"][0]["message"],
            "statement": null,
            "code": "format!( \"SELECT a FROM b WHERE c = {id}\" )",
            "edit": json["findings"][0]["edit"],
        }],
        "baseline": null,
        "unjudged": [],
        "unread": [],
    });
    assert_eq!(json, expected);
    // All of its changes are in the file.
    let edit = json["findings"][0]["edit"].as_array().unwrap();
    assert!(edit.iter().all(|change| change["line"].as_u64().unwrap() >= 2 && change["code"].is_string()), "{edit:?}");
    assert!(!edit.is_empty());
}

#[test]
fn what_can_not_be_read_is_said() {
    let fixture = Fixture::package("unread", &[("src/lib.rs", "mod broken;"), ("src/broken.rs", "fn (")]);
    assert!(fixture.printed(&["lint"]).starts_with("not read: src/broken.rs:1: it does not parse"));
    let (_, json) = lint(&fixture, &[]);
    assert_eq!(json["unread"][0]["file"], "src/broken.rs");
}
