//! The reference page of the lints (`runtime/docs/lints.md`): each bad example is reported with the message that is
//! printed below it and with no other, each mend compiles without a word. `SQLSPAN_BLESS=1` writes the messages anew.

#![deny(warnings)]
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "tests")]

use std::collections::BTreeMap;
use std::fmt::Write as _;

use sqlspan_tests::{FreshCrate, workspace};

const DEPENDENCIES: &str = r#"[dependencies]
sqlspan = { version = "0.1", features = ["postgres"] }
sqlx = { version = "0.9", default-features = false, features = ["runtime-tokio", "postgres"] }
"#;

/// The section of one lint.
struct Section<'a> {
    lint: &'a str,
    bad: &'a str,
    message: &'a str,
    mend: &'a str,
}

/// The sections with a bad example, a message and a mend.
fn sections(page: &str) -> Vec<Section<'_>> {
    let sections = page.split("\n# `").skip(1).map(|section| {
        let (lint, _) = section.split_once('`').unwrap();
        let mut blocks = section.split("```").skip(1).step_by(2).map(|block| block.split_once('\n').unwrap().1);
        let mut next = || blocks.next().unwrap_or_else(|| panic!("{lint} lacks an example, a message or a mend"));
        Section { lint, bad: next(), message: next(), mend: next() }
    });
    sections.collect()
}

/// A program that has the function of an example, with what the page hides.
fn program(example: &str) -> String {
    let mut program = String::from("#![allow(dead_code)]\n");
    for line in example.lines() {
        let _ = writeln!(program, "{}", line.strip_prefix("# ").unwrap_or(line));
    }
    program + "fn main() {}\n"
}

/// What the compiler says of each program, without where: that the page does not show.
fn messages(said: &str) -> BTreeMap<String, Vec<String>> {
    let mut messages: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut message = String::new();
    let mut open = false;
    for line in said.lines() {
        if line.starts_with("error") || line.starts_with("warning") {
            open = true;
            message.clear();
        }
        if let Some((_, place)) = line.split_once("--> src/bin/").filter(|_| open) {
            let program = place.split_once(".rs").unwrap().0.to_owned();
            messages.entry(program).or_default().push(std::mem::take(&mut message));
            open = false;
        }
        if open {
            let _ = writeln!(message, "{line}");
        }
    }
    messages
}

#[test]
fn the_page_shows_what_the_compiler_says() {
    let path = workspace().join("runtime/docs/lints.md");
    let page = std::fs::read_to_string(&path).unwrap();
    let sections = sections(&page);
    let fresh = FreshCrate::new("lint_reference", DEPENDENCIES, "fn main() {}");
    for section in &sections {
        fresh.write(&format!("src/bin/{}.rs", section.lint), &program(section.bad));
        fresh.write(&format!("src/bin/{}_mend.rs", section.lint), &program(section.mend));
    }
    let said = fresh.cargo(&["check", "--quiet", "--keep-going", "--bins"]);
    let said = String::from_utf8_lossy(&said.stderr).into_owned();
    let messages = messages(&said);
    let mut current = page.clone();
    for Section { lint, message, .. } in &sections {
        assert_eq!(messages.get(&format!("{lint}_mend")), None, "the mend of {lint} is reported: {said}");
        let Some([printed]) = messages.get(*lint).map(Vec::as_slice) else {
            panic!("not one message of {lint}: {said}")
        };
        assert!(printed.contains(&format!("note: sqlspan::{lint}\n")), "{printed}");
        let heading = format!("\n# `{lint}`");
        let (before, after) = current.split_once(&heading).unwrap();
        let after = after.replacen(&format!("```text\n{message}```"), &format!("```text\n{printed}```"), 1);
        current = format!("{before}{heading}{after}");
    }
    if std::env::var_os("SQLSPAN_BLESS").is_some() {
        std::fs::write(path, current).unwrap();
    } else {
        assert_eq!(page, current, "the page of the lints is out of date: run with SQLSPAN_BLESS=1");
    }
}
