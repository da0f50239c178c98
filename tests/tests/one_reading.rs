//! What a statement does is read in one place, `sqlspan-sql`: no other crate takes a summary or a statement apart into
//! words, compares them with verbs, or changes their case. Reads the sources, comments and tests aside.

#![deny(warnings)]
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "tests")]

use std::path::{Path, PathBuf};

use sqlspan_tests::workspace;

/// Where words of SQL are kept apart from each other and compared, and what else these functions are for.
const ALLOWED: &[(&str, &str, usize)] = &[
    // A proposal is printed in one line.
    ("macros/analysis/src/lint/n_plus_one/batch.rs", "split_whitespace", 1),
    ("macros/analysis/src/lint/interpolated_sql/code.rs", "split_whitespace", 1),
    // A text with holes is no statement: the columns that it names go into a proposal.
    ("macros/analysis/src/lint/interpolated_sql/names.rs", "eq_ignore_ascii_case", 1),
    ("macros/analysis/src/lint/interpolated_sql/names.rs", "to_ascii_lowercase", 1),
    // The name of a variable in a proposal.
    ("macros/analysis/src/lint/interpolated_sql/code.rs", "to_lowercase", 1),
    // A dependency in a lock file, a name and a version.
    ("macros/src/versions.rs", "split_once(' ')", 1),
    // A variable of the environment.
    ("runtime/src/telemetry/environment.rs", "to_ascii_lowercase", 1),
];

/// What takes a text apart into words, or looks through their case.
const WORDS: &[&str] = &[
    "split_whitespace",
    "split_ascii_whitespace",
    "split(' ')",
    "split(\" \")",
    "split_once(' ')",
    "split_once(\" \")",
    "splitn(",
    "split_terminator(",
    "to_uppercase",
    "to_lowercase",
    "to_ascii_uppercase",
    "to_ascii_lowercase",
    "make_ascii_uppercase",
    "make_ascii_lowercase",
    "eq_ignore_ascii_case",
];

const VERBS: &[&str] = &[
    "SELECT", "INSERT", "UPDATE", "DELETE", "REPLACE", "MERGE", "UPSERT", "TRUNCATE", "CREATE", "ALTER", "DROP",
    "WITH", "VALUES", "EXPLAIN", "COPY", "LOAD", "GRANT", "REVOKE", "VACUUM",
];

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            if !path.ends_with("tests") {
                sources(&path, found);
            }
        } else if path.extension().is_some_and(|extension| extension == "rs") && !path.ends_with("tests.rs") {
            found.push(path);
        }
    }
}

/// The code of a file, without its comments and the tests at its end.
fn code(path: &Path) -> String {
    let text = std::fs::read_to_string(path).expect("a file");
    let text = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default().to_owned();
    text.lines().map(|line| if line.trim_start().starts_with("//") { "" } else { line }).collect::<Vec<_>>().join("\n")
}

#[test]
fn no_other_crate_takes_statements_apart() {
    let root = workspace();
    let mut files = Vec::new();
    for folder in ["macros/src", "macros/analysis/src", "macros/cargo/src", "runtime/src"] {
        sources(&root.join(folder), &mut files);
    }
    assert!(files.len() > 100, "the sources are elsewhere: {}", files.len());
    let mut faults = Vec::new();
    for file in &files {
        let name = file.strip_prefix(&root).expect("below the root").to_string_lossy().replace('\\', "/");
        let code = code(file);
        for word in WORDS {
            let allowed = ALLOWED.iter().find(|(path, of, _)| *path == name && of == word);
            let found = code.matches(word).count();
            if found > allowed.map_or(0, |(.., times)| *times) {
                faults.push(format!("{name}: `{word}`: ask `sqlspan_sql::read` what a statement does"));
            }
        }
        for verb in VERBS {
            if code.contains(&format!("\"{verb}\"")) {
                faults.push(format!("{name}: compares with \"{verb}\": ask for `OperationKind`, or `Effects`"));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
