//! What can't be read is told, and stops nothing else; where there is nothing to read, one line says why.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod fixture;

use fixture::{Fixture, query, short};

fn broken(name: &str) -> Fixture {
    let root = format!("mod broken;\nmod missing;\nmod good;\n{}", query("root", "root"));
    Fixture::package(
        name,
        &[("src/lib.rs", &root), ("src/broken.rs", "fn a() {}\nfn b( {\n"), ("src/good.rs", &query("good", "good"))],
    )
}

#[test]
fn a_file_that_does_not_parse_is_listed_and_stops_nothing() {
    let inventory = broken("parse").inventory();
    assert_eq!(short(&inventory.sites), [("shop::good::good", "SELECT good"), ("shop::root", "SELECT root")]);
    let unread: Vec<_> =
        inventory.unread.iter().map(|unread| (unread.file.as_str(), unread.line, unread.reason.as_str())).collect();
    let (parse, missing) = (&unread[0], &unread[1]);
    assert_eq!((parse.0, parse.1), ("src/broken.rs", Some(2)));
    assert!(parse.2.starts_with("it does not parse: "), "{parse:?}");
    let reason = "module `missing` is declared, but there is no file for it: src/missing.rs";
    assert_eq!(*missing, ("src/lib.rs", Some(2), reason));
}

#[test]
fn every_form_of_output_tells_of_it() {
    let fixture = broken("outputs");
    let place = "src/broken.rs:2";
    assert!(fixture.printed(&["list"]).contains(&format!("not read: {place}: it does not parse")));
    assert!(fixture.printed(&["list", "--markdown"]).contains(place));
    assert_eq!(fixture.json(&["list", "--json"])["unread"][0]["line"], 2);
    assert!(fixture.printed(&["coverage"]).contains(place));
    assert_eq!(fixture.json(&["coverage", "--json"])["unread"][0]["file"], "src/broken.rs");
}

#[test]
fn what_another_package_has_unread_is_not_told() {
    let package = |name: &str| format!("[package]\nname = \"{name}\"\nedition = \"2024\"\n");
    let fixture = Fixture::new(
        "packages",
        &[
            ("Cargo.toml", "[workspace]\nmembers = [\"good\", \"broken\"]\n"),
            ("good/Cargo.toml", &package("good")),
            ("good/src/lib.rs", ""),
            ("broken/Cargo.toml", &package("broken")),
            ("broken/src/lib.rs", "fn"),
        ],
    );
    assert_eq!(fixture.printed(&["list", "-p", "good"]), "no site\n");
    assert!(fixture.printed(&["list", "-p", "broken"]).contains("not read: broken/src/lib.rs:1: "));
}

#[test]
fn text_that_is_not_utf8_is_told() {
    let fixture = Fixture::package("utf8", &[("src/lib.rs", "mod latin;")]);
    std::fs::write(fixture.root.join("src/latin.rs"), b"// \xe9\n").unwrap();
    let inventory = fixture.inventory();
    assert_eq!(inventory.unread[0].reason, "it is not UTF-8");
}

/// What the command says where it has nothing to read.
fn refused(fixture: &Fixture, arguments: &[&str]) -> String {
    let output = fixture.run(arguments);
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    assert!(output.stdout.is_empty(), "{output:?}");
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(said.lines().count(), 1, "{said}");
    said
}

#[test]
fn bad_input_is_one_line_and_status_2() {
    let nothing =
        Fixture::new("nothing", &[("Cargo.toml", "[package]\nname = \"a\"\n[workspace]\nmember = 1\nmembers = 1\n")]);
    assert!(refused(&nothing, &["list"]).starts_with("error: no workspace to read: "));
    let said = refused(&nothing, &["list", "--manifest-path", "none/Cargo.toml"]);
    assert_eq!(said, "error: no workspace to read: there is no file `none/Cargo.toml`\n");
    let one = Fixture::package("one", &[("src/lib.rs", "")]);
    let said = refused(&one, &["coverage", "-p", "other"]);
    assert_eq!(said, "error: no package `other` in this workspace; there are `shop`\n");
}

#[test]
fn no_workspace_at_all_is_told() {
    let command = env!("CARGO_BIN_EXE_cargo-sqlspan");
    let output = std::process::Command::new(command).arg("list").current_dir("/").output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.starts_with("error: no workspace to read: could not find `Cargo.toml`"), "{said}");
}

#[test]
fn arguments_that_are_wrong_are_status_2() {
    let fixture = Fixture::package("arguments", &[("src/lib.rs", "")]);
    for wrong in [&["lost"][..], &["coverage", "--min", "101"], &["list", "--json", "--markdown"], &[]] {
        assert_eq!(fixture.run(wrong).status.code(), Some(2), "{wrong:?}");
    }
    for help in [&["--help"][..], &["list", "--help"], &["coverage", "--help"], &["--version"]] {
        assert_eq!(fixture.run(help).status.code(), Some(0), "{help:?}");
    }
    assert!(fixture.printed(&["list", "--help"]).contains("Examples:\n  cargo sqlspan list "));
}
