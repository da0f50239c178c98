//! `--sarif`: what the standard asks for, and what its readers need.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod fixture;

use std::path::Path;

use cargo_sqlspan::findings::Rule;
use fixture::Fixture;
use serde_json::{Value, json};

const SOURCE: &str = r#"
async fn clear(p: &sqlx::PgPool, id: i64) {
    sqlx::query("DELETE FROM a").execute(p).await;
    sqlx::query(&format!("SELECT a FROM b WHERE c = {id}")).execute(p).await;
}
"#;

fn fixture(name: &str) -> Fixture {
    Fixture::package(
        name,
        &[
            ("src/lib.rs", "#[path = \"a b.rs\"]\nmod orders;\nmod broken;"),
            ("src/a b.rs", SOURCE),
            ("src/broken.rs", "fn ("),
        ],
    )
}

fn run(fixture: &Fixture, flags: &[&str]) -> Value {
    let output = fixture.run(&[&["lint", "--sarif"], flags].concat());
    let log: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(log["version"], "2.1.0");
    assert!(log["$schema"].as_str().unwrap().ends_with("sarif-schema-2.1.0.json"));
    assert_eq!(log["runs"].as_array().unwrap().len(), 1);
    log["runs"][0].clone()
}

#[test]
fn the_rules_are_described() {
    let run = run(&fixture("rules"), &[]);
    let driver = &run["tool"]["driver"];
    assert_eq!(driver["name"], "cargo-sqlspan");
    let rules = driver["rules"].as_array().unwrap();
    assert_eq!(rules.len(), Rule::all().count());
    let guide =
        std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../runtime/docs/lints.md")).unwrap();
    for rule in rules {
        let text = |pointer: &str| rule.pointer(pointer).and_then(Value::as_str).unwrap();
        let (id, level) = (text("/id"), text("/defaultConfiguration/level"));
        assert!(!text("/help/text").is_empty() && !text("/name").is_empty());
        assert!(text("/helpUri").starts_with("https://"));
        // In the words of the guide, at its level.
        if id != "attribute" {
            let level = if level == "error" { "deny" } else { "warn" };
            let row = format!("| [`{id}`](#{id}) | {level} | {} |", text("/shortDescription/text"));
            assert!(guide.contains(&row), "{row}");
        }
    }
}

#[test]
fn the_results_have_places() {
    let run = run(&fixture("results"), &[]);
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    let results = run["results"].as_array().unwrap();
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    assert_eq!(results.len(), 2);
    for result in results {
        assert_eq!(rules[usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap()]["id"], result["ruleId"]);
        assert!(!result["message"]["text"].as_str().unwrap().is_empty());
        assert_eq!(result["partialFingerprints"]["sqlspan/v1"].as_str().unwrap().len(), 12);
        let location = &result["locations"][0];
        assert_eq!(
            location["physicalLocation"]["artifactLocation"],
            json!({ "uri": "src/a%20b.rs", "uriBaseId": "%SRCROOT%" })
        );
        assert_eq!(location["logicalLocations"][0]["fullyQualifiedName"], "shop::orders::clear");
    }
    let places: Vec<(&Value, &Value, &Value)> = results
        .iter()
        .map(|result| (&result["ruleId"], &result["level"], &result["locations"][0]["physicalLocation"]["region"]))
        .collect();
    assert_eq!(places[0].0, "unfiltered_write");
    assert_eq!(places[0].1, "warning");
    assert_eq!(*places[0].2, json!({ "startLine": 3, "startColumn": 34, "endLine": 3, "endColumn": 41 }));
    assert_eq!((places[1].0.as_str(), places[1].1.as_str()), (Some("interpolated_sql"), Some("error")));
    // What could not be read is no finding.
    let invocation = &run["invocations"][0];
    assert_eq!(invocation["executionSuccessful"], true);
    let notes = invocation["toolExecutionNotifications"].as_array().unwrap();
    assert_eq!(notes.len(), 1);
    assert!(notes[0]["message"]["text"].as_str().unwrap().starts_with("not read: "));
}

#[test]
fn the_fixes_can_be_applied() {
    let fixture = fixture("fixes");
    let run = run(&fixture, &[]);
    let results = run["results"].as_array().unwrap();
    assert!(results[0].get("fixes").is_none());
    let change = &results[1]["fixes"][0]["artifactChanges"][0];
    assert_eq!(change["artifactLocation"]["uri"], "src/a%20b.rs");
    let mut lines: Vec<String> = SOURCE.lines().map(str::to_owned).collect();
    let mut replacements: Vec<&Value> = change["replacements"].as_array().unwrap().iter().collect();
    let at = |replacement: &Value, field: &str| {
        usize::try_from(replacement["deletedRegion"][field].as_u64().unwrap()).unwrap()
    };
    replacements.sort_by_key(|replacement| std::cmp::Reverse(at(replacement, "startColumn")));
    for replacement in replacements {
        let line = &mut lines[at(replacement, "startLine") - 1];
        let text = replacement["insertedContent"]["text"].as_str().unwrap();
        line.replace_range(at(replacement, "startColumn") - 1..at(replacement, "endColumn") - 1, text);
    }
    fixture.write("src/a b.rs", &lines.join("\n"));
    assert_eq!(self::run(&fixture, &[])["results"].as_array().unwrap().len(), 1, "{lines:#?}");
}

#[test]
fn beside_a_baseline_all_are_new() {
    let fixture = fixture("baseline");
    fixture.write("lints.json", "{\"version\": 1, \"findings\": []}");
    let run = run(&fixture, &["--baseline", "lints.json"]);
    assert!(run["results"].as_array().unwrap().iter().all(|result| result["baselineState"] == "new"));
}
