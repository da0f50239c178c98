//! The screens of the README are what the command prints.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use std::path::Path;
use std::process::Command;

const README: &str = include_str!("../README.md");

#[test]
fn the_screens_are_those_of_the_example() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().parent().unwrap();
    let mut expected = String::new();
    let mut rest = README;
    let mut screens = 0;
    while let Some((before, behind)) = rest.split_once("<!-- ") {
        let (arguments, behind) = behind.split_once(" -->\n```text\n").unwrap();
        let (_, after) = behind.split_once("```\n").unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_cargo-sqlspan"));
        let output = command.args(arguments.split(' ')).current_dir(root).output().unwrap();
        assert!(output.status.success(), "{output:?}");
        let printed = String::from_utf8(output.stdout).unwrap();
        expected.extend([before, "<!-- ", arguments, " -->\n```text\n", &printed, "```\n"]);
        rest = after;
        screens += 1;
    }
    expected.push_str(rest);
    let printed = Path::new(env!("CARGO_TARGET_TMPDIR")).join("README.md");
    std::fs::write(&printed, &expected).unwrap();
    assert!(screens > 1 && README == expected, "the README as it should be: {}", printed.display());
}
