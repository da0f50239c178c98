//! The README's programs build in a fresh crate with the README's dependency blocks, and trace.

#![deny(warnings)]
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "tests")]

use sqlspan_tests::{FreshCrate, workspace};

/// The fenced block of a language that stands below a line of the README.
fn block(below: &str, language: &str) -> String {
    let readme = std::fs::read_to_string(workspace().join("README.md")).expect("there is a README");
    let (_, rest) = readme.split_once(below).unwrap_or_else(|| panic!("the README has no line {below:?}"));
    let (_, rest) = rest.split_once(&format!("```{language}\n")).expect("a block follows");
    let (block, _) = rest.split_once("\n```").expect("the block ends");
    block.to_owned()
}

/// Builds and runs the program below a line of the README.
fn run(name: &str, below: &str) -> String {
    let output = FreshCrate::new(name, &block(below, "toml"), &block(below, "rust")).cargo(&["run", "--quiet"]);
    let printed = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{printed}{}", String::from_utf8_lossy(&output.stderr));
    printed
}

#[test]
fn with_plain_opentelemetry() {
    let printed = run("readme_plain", "With plain OpenTelemetry:");
    assert!(printed.contains("0 orders"), "{printed}");
    assert!(printed.contains("CREATE TABLE orders"), "{printed}");
    assert!(printed.contains("SELECT orders"), "{printed}");
}

#[test]
fn with_tracing() {
    let printed = run("readme_under_tracing", "With `tracing`, whose spans become the parents:");
    assert!(printed.contains("ping"), "{printed}");
    assert!(printed.contains("db.query.summary"), "{printed}");
}
