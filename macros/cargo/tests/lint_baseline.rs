//! `--write-baseline` and `--baseline`: what is known is left out wherever it moves to, what is new stands out.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod fixture;

use std::fs;

use fixture::Fixture;
use serde_json::Value;

const CLEAR: &str = "pub async fn clear(p: &sqlx::PgPool) { sqlx::query(\"DELETE FROM a\").execute(p).await; }\n";

const FIND: &str = r#"
pub struct Orders;
impl Orders {
    pub async fn find(p: &sqlx::PgPool, id: i64) {
        sqlx::query(&format!("SELECT a FROM b WHERE c = {id}")).execute(p).await;
        sqlx::query(&format!("SELECT a FROM b WHERE c = {id}")).execute(p).await;
    }
}
"#;

fn fixture(name: &str) -> Fixture {
    let fixture = Fixture::package(name, &[("src/lib.rs", &format!("{CLEAR}{FIND}"))]);
    fixture.printed(&["lint", "--write-baseline", "lints.json"]);
    fixture
}

fn text(fixture: &Fixture) -> String {
    fs::read_to_string(fixture.root.join("lints.json")).unwrap()
}

fn lint(fixture: &Fixture) -> (Option<i32>, Value) {
    let output = fixture.run(&["lint", "--json", "--baseline", "lints.json", "--deny-warnings"]);
    (output.status.code(), serde_json::from_slice(&output.stdout).unwrap())
}

/// How many are new, known, and gone.
fn counts(json: &Value) -> (usize, u64, usize) {
    let gone = json["baseline"]["gone"].as_array().unwrap();
    let known = json["baseline"]["known"].as_u64().unwrap();
    (json["findings"].as_array().unwrap().len(), known, gone.len())
}

#[test]
fn a_line_a_finding() {
    let fixture = fixture("line");
    let text = text(&fixture);
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(&lines[..3], ["{", "  \"version\": 1,", "  \"findings\": ["]);
    assert_eq!(lines.len(), 7, "{text}");
    // What is alike is counted.
    assert!(lines[3].starts_with("    {\"package\":\"shop\",\"function\":\"shop::Orders::find\",\"lint\":\"interpolated_sql\",\"code\":\"format!"), "{text}");
    assert!(lines[3].ends_with(",\"count\":2},"), "{text}");
    assert!(
        lines[4].starts_with(
            "    {\"package\":\"shop\",\"function\":\"shop::clear\",\"lint\":\"unfiltered_write\",\"statement\":\""
        ),
        "{text}"
    );
    assert!(serde_json::from_str::<Value>(&text).is_ok());
    // The same again, in whatever order.
    fixture.write("src/lib.rs", &format!("{FIND}{CLEAR}"));
    assert_eq!(fixture.printed(&["lint", "--write-baseline", "lints.json"]), "3 findings written to `lints.json`\n");
    assert_eq!(self::text(&fixture), text);
}

#[test]
fn what_is_known_does_not_fail() {
    let fixture = fixture("known");
    let (status, json) = lint(&fixture);
    assert_eq!((status, counts(&json)), (Some(0), (0, 3, 0)));
    let printed = fixture.printed(&["lint", "--baseline", "lints.json"]);
    assert_eq!(printed, "3 findings are known to `lints.json`\nno finding\n");
}

#[test]
fn moved_code_is_known() {
    let fixture = fixture("moved");
    // Further down, in another module, formatted anew.
    fixture.write("src/lib.rs", &format!("mod orders;\n// Below.\n\n\n{}", CLEAR.replace("{ sqlx", "{\n    sqlx")));
    fixture.write(
        "src/orders.rs",
        &FIND.replace("format!(\"", "format!(\n            \"").replace("{id}\")", "{id}\",\n        )"),
    );
    let (status, json) = lint(&fixture);
    assert_eq!((status, counts(&json)), (Some(0), (0, 3, 0)), "{json}");
}

#[test]
fn what_is_new_fails() {
    let fixture = fixture("new");
    // The same statement in another function, and one more of what was there twice.
    let more = "pub async fn find(p: &sqlx::PgPool, id: i64) { sqlx::query(&format!(\"SELECT a FROM b WHERE c = {id}\")).execute(p).await; }\n";
    fixture.write("src/lib.rs", &format!("{CLEAR}{FIND}{more}{}", CLEAR.replace("clear", "clear_all")));
    let (status, json) = lint(&fixture);
    assert_eq!((status, counts(&json)), (Some(1), (2, 3, 0)));
    let functions: Vec<&str> =
        json["findings"].as_array().unwrap().iter().map(|finding| finding["function"].as_str().unwrap()).collect();
    assert_eq!(functions, ["shop::find", "shop::clear_all"]);
}

#[test]
fn what_is_gone_is_told() {
    let fixture = fixture("gone");
    let once =
        FIND.replacen("        sqlx::query(&format!(\"SELECT a FROM b WHERE c = {id}\")).execute(p).await;\n", "", 1);
    fixture.write("src/lib.rs", &once);
    let (status, json) = lint(&fixture);
    assert_eq!((status, counts(&json)), (Some(0), (0, 1, 2)));
    let printed = fixture.printed(&["lint", "--baseline", "lints.json"]);
    let told = "1 finding is known to `lints.json`\n2 findings of it do not occur any more; `--write-baseline` takes out:\n  interpolated_sql in shop::Orders::find: `format!(";
    assert!(printed.starts_with(told), "{printed}");
    assert!(printed.contains("\n  unfiltered_write in shop::clear: statement "), "{printed}");
}

#[test]
fn other_packages_are_not_missed() {
    let manifest = |name| format!("[package]\nname = \"{name}\"\nedition = \"2024\"\n[dependencies]\nsqlx = \"0.9\"\n");
    let fixture = Fixture::new(
        "packages",
        &[
            ("Cargo.toml", "[workspace]\nmembers = [\"a\", \"b\"]\n"),
            ("a/Cargo.toml", &manifest("a")),
            ("a/src/lib.rs", CLEAR),
            ("b/Cargo.toml", &manifest("b")),
            ("b/src/lib.rs", FIND),
        ],
    );
    fixture.printed(&["lint", "--write-baseline", "lints.json"]);
    let json = fixture.json(&["lint", "--json", "--baseline", "lints.json", "-p", "a"]);
    assert_eq!(counts(&json), (0, 1, 0));
    // Neither are they lost.
    let before = text(&fixture);
    fixture.printed(&["lint", "--write-baseline", "lints.json", "-p", "a"]);
    assert_eq!(text(&fixture), before);
}

#[test]
fn a_broken_baseline_is_wrong_input() {
    let fixture = fixture("broken");
    let refused = |text: &str| {
        fixture.write("lints.json", text);
        let output = fixture.run(&["lint", "--baseline", "lints.json"]);
        assert_eq!(output.status.code(), Some(2), "{output:?}");
        let told = String::from_utf8(output.stderr).unwrap();
        assert_eq!(told.lines().count(), 1, "{told}");
        assert!(output.stdout.is_empty());
        told
    };
    assert!(refused("[").contains("`lints.json` is no baseline"));
    assert!(refused("{\"version\": 1, \"findings\": [{}]}").contains("`lints.json` is no baseline"));
    assert!(refused("{\"version\": 7, \"findings\": []}").contains("version 7, this command knows 1"));
    let output = fixture.run(&["lint", "--baseline", "nowhere.json"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8(output.stderr).unwrap().contains("`nowhere.json` can't be read"));
    let output = fixture.run(&["lint", "--write-baseline", "nowhere/lints.json"]);
    assert_eq!(output.status.code(), Some(2));
}
