//! The findings beside the compiler's: over the cases of `tests/ui`, whose expected messages say lint, line and column.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod fixture;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use cargo_sqlspan::findings::{Findings, Rule};
use fixture::Fixture;
use sqlspan_analysis::Levels;

/// File, line, column, lint.
type Found = (String, usize, usize, String);

/// What the compiler alone tells, by the types that it knows or by what macros of the user's expand to.
const COMPILER_ALONE: [(&str, usize, &str); 10] = [
    ("rustc/generic_executor.rs", 11, "the executor is of a type parameter, and the query one by its type alone"),
    ("rustc/made_elsewhere.rs", 18, "the method is on what a function out of sight returns: a query by its type alone"),
    ("rustc/made_elsewhere_in_a_condition.rs", 18, "the same"),
    ("rustc/made_elsewhere_in_a_condition.rs", 19, "the same"),
    ("rustc/query_parameter.rs", 14, "the query is a parameter: one by its type alone"),
    ("rustc/text_out_of_sight.rs", 14, "the argument is a query: one by its type alone"),
    ("n_plus_one/function_of_a_macro.rs", 12, "the function is in the definition of the user's macro"),
    ("n_plus_one/function_of_a_macro.rs", 15, "the same"),
    ("rustc/stray_placeholder_in_a_constant.rs", 25, "a macro of the user's stands for a part of the text"),
    ("unfiltered_write/in_a_constant.rs", 23, "the same"),
];

/// What stands in functions that no attribute covers, which the compiler's macros do not see and `lint` judges as well.
const WITHOUT_ATTRIBUTE: [(&str, usize, &str); 4] = [
    ("dynamic_sql/listed_function.rs", 6, "interpolated_sql"),
    ("interpolated_sql/in_a_listed_function.rs", 6, "dynamic_sql"),
    ("untraced_query/nested_block.rs", 14, "unfiltered_write"),
    ("untraced_query/nested_function.rs", 12, "unfiltered_write"),
];

/// Attributes on what they are not for: without a compiler, they may be another crate's of the same name.
const ON_OTHER_ITEMS: [&str; 4] = [
    "attribute/repository_on_function.rs",
    "attribute/repository_on_struct.rs",
    "attribute/traced_on_block.rs",
    "attribute/traced_on_declaration.rs",
];

fn cases() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().parent().unwrap().join("tests/ui")
}

fn files_of(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

fn name(path: &Path) -> String {
    path.file_name().unwrap().to_str().unwrap().to_owned()
}

/// The cases as a workspace: a package for each folder, a program for each file, as the compiler reads them.
fn workspace(of: &str) -> Fixture {
    let fixture = Fixture::new(of, &[("Cargo.toml", "[workspace]\nmembers = [\"*\"]\n")]);
    for folder in files_of(&cases()) {
        let package = name(&folder);
        let mut manifest =
            format!("[package]\nname = \"{package}\"\nedition = \"2024\"\n[dependencies]\nsqlx = \"0.9\"\n");
        for file in files_of(&folder) {
            let (path, extension) = (name(&file), file.extension().and_then(|extension| extension.to_str()));
            match extension {
                Some("rs") => {
                    let case = path.trim_end_matches(".rs");
                    let _ = write!(manifest, "[[bin]]\nname = \"{package}_{case}\"\npath = \"{path}\"\n");
                    fixture.write(&format!("{package}/{path}"), &fs::read_to_string(&file).unwrap());
                }
                None => {
                    for inner in files_of(&file) {
                        let inside = fs::read_to_string(&inner).unwrap();
                        fixture.write(&format!("{package}/{path}/{}", name(&inner)), &inside);
                    }
                }
                Some("stderr") => {}
                Some(_) => fixture.write(&format!("{package}/{path}"), &fs::read_to_string(&file).unwrap()),
            }
        }
        fixture.write(&format!("{package}/Cargo.toml"), &manifest);
    }
    fixture
}

/// `n_plus_one/for_loop.rs:14:9`
fn parsed(place: &str) -> (String, usize, usize) {
    let [case, line, column] = place.split(':').collect::<Vec<_>>()[..] else { panic!("{place}") };
    (case.to_owned(), line.parse().unwrap(), column.parse().unwrap())
}

/// What the compiler says of the cases: each note that names a lint, and the place below it.
fn of_the_compiler() -> BTreeSet<Found> {
    let mut found = BTreeSet::new();
    for folder in files_of(&cases()) {
        for file in files_of(&folder).iter().filter(|file| file.extension().is_some_and(|known| known == "stderr")) {
            let text = fs::read_to_string(file).unwrap();
            let mut lint = None;
            for said in text.lines() {
                let said = said.trim_start();
                if let Some(name) = said.strip_prefix("note: sqlspan::") {
                    lint = Some(name.to_owned());
                } else if let Some(place) = said.strip_prefix("--> ui/")
                    && let Some(lint) = lint.take()
                {
                    let (case, row, column) = parsed(place);
                    found.insert((case, row, column, lint));
                }
            }
        }
    }
    found
}

#[test]
fn the_findings_are_those_of_the_compiler() {
    let fixture = workspace("findings");
    let findings = Findings::read(Some(&fixture.root.join("Cargo.toml")), &[], &Levels::default()).unwrap();
    assert!(findings.unread.is_empty(), "{:?}", findings.unread);
    let found: BTreeSet<Found> = findings
        .findings
        .iter()
        .filter(|finding| finding.rule != Rule::Attribute)
        .map(|finding| {
            let (region, lint) = (finding.region, finding.rule.name().to_owned());
            (finding.file.clone(), region.line, region.column, lint)
        })
        .collect();
    let expected = of_the_compiler();
    let missing: BTreeSet<(&str, usize)> =
        expected.difference(&found).map(|(file, line, ..)| (file.as_str(), *line)).collect();
    assert_eq!(missing, COMPILER_ALONE.iter().map(|(file, line, _)| (*file, *line)).collect(), "missing");
    let more: BTreeSet<(&str, usize, &str)> =
        found.difference(&expected).map(|(file, line, _, lint)| (file.as_str(), *line, lint.as_str())).collect();
    assert_eq!(more, WITHOUT_ATTRIBUTE.iter().copied().collect(), "more");
    assert!(expected.len() > 200, "the cases are elsewhere: {}", expected.len());
    // A text that a macro of the user's makes is told of.
    let unjudged: Vec<&str> = findings.unjudged.iter().map(|unjudged| unjudged.file.as_str()).collect();
    for file in ["rustc/stray_placeholder_in_a_constant.rs", "unfiltered_write/in_a_constant.rs"] {
        assert!(unjudged.contains(&file), "{unjudged:?}");
    }
}

/// Wrong use of an attribute, which has no lint: the same places.
#[test]
fn the_misuses_are_those_of_the_compiler() {
    let fixture = workspace("misuses");
    let findings = Findings::read(Some(&fixture.root.join("Cargo.toml")), &[], &Levels::default()).unwrap();
    let found = findings.findings.iter().filter(|finding| finding.rule == Rule::Attribute);
    let found: BTreeSet<(String, usize, usize)> =
        found.map(|finding| (finding.file.clone(), finding.region.line, finding.region.column)).collect();
    let mut expected = BTreeSet::new();
    let folder = cases().join("attribute");
    for file in files_of(&folder).iter().filter(|file| file.extension().is_some_and(|known| known == "stderr")) {
        let text = fs::read_to_string(file).unwrap();
        for message in text.split("\n\n").filter(|message| message.starts_with("error: ")) {
            let place = message.lines().find_map(|line| line.trim_start().strip_prefix("--> ui/"));
            if let Some(place) = place.filter(|_| !message.contains("note: sqlspan::")) {
                expected.insert(parsed(place));
            }
        }
    }
    expected.retain(|(file, ..)| !ON_OTHER_ITEMS.contains(&file.as_str()));
    let of_attributes = |found: &&(String, usize, usize)| found.0.starts_with("attribute/");
    assert_eq!(found.iter().filter(of_attributes).cloned().collect::<BTreeSet<_>>(), expected);
    assert!(expected.len() > 10, "{expected:?}");
}
