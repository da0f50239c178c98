//! The README's programs build in a fresh crate with the README's dependency blocks, and trace.

#![deny(warnings)]
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "tests")]

use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the tests are in the workspace").to_owned()
}

/// The fenced blocks of a language that stand below a line of the README.
fn block(below: &str, language: &str) -> String {
    let readme = std::fs::read_to_string(root().join("README.md")).expect("there is a README");
    let (_, rest) = readme.split_once(below).unwrap_or_else(|| panic!("the README has no line {below:?}"));
    let (_, rest) = rest.split_once(&format!("```{language}\n")).expect("a block follows");
    let (block, _) = rest.split_once("\n```").expect("the block ends");
    block.to_owned()
}

/// Builds and runs the program in a crate that knows this workspace only as what the registry would give it.
fn run(name: &str, below: &str) -> String {
    let folder = root().join("target/readme").join(name);
    std::fs::create_dir_all(folder.join("src")).expect("a folder for the crate");
    let crates = [("sqlspan", "runtime"), ("sqlspan-macros", "macros"), ("sqlspan-sql", "macros/sql")];
    let patches: String =
        crates.map(|(name, path)| format!("{name} = {{ path = '{}' }}\n", root().join(path).display())).concat();
    let manifest = format!(
        "[package]\nname = \"{name}\"\nedition = \"2024\"\n\n{}\n\n[workspace]\n\n[patch.crates-io]\n{patches}",
        block(below, "toml"),
    );
    std::fs::write(folder.join("Cargo.toml"), manifest).expect("a manifest");
    std::fs::write(folder.join("src/main.rs"), block(below, "rust")).expect("a program");
    // The versions of this workspace, as far as it has them.
    std::fs::copy(root().join("Cargo.lock"), folder.join("Cargo.lock")).expect("a lock file");
    let output = Command::new(env!("CARGO"))
        .args(["run", "--quiet", "--target-dir", "../built"])
        .current_dir(&folder)
        .env_remove("RUSTFLAGS")
        .output()
        .expect("cargo runs");
    let printed = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{printed}{}", String::from_utf8_lossy(&output.stderr));
    printed
}

#[test]
fn with_plain_opentelemetry() {
    let printed = run("plain", "With plain OpenTelemetry:");
    assert!(printed.contains("0 orders"), "{printed}");
    assert!(printed.contains("CREATE TABLE orders"), "{printed}");
    assert!(printed.contains("SELECT orders"), "{printed}");
}

#[test]
fn with_tracing() {
    let printed = run("under_tracing", "With `tracing`, whose spans become the parents:");
    assert!(printed.contains("ping"), "{printed}");
    assert!(printed.contains("db.query.summary"), "{printed}");
}
