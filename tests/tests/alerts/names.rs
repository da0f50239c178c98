//! The table of names on the page, against what was recorded.

use std::collections::BTreeSet;

use sqlspan_tests::{Series, Value};

use crate::page::Page;
use crate::prometheus;
use crate::runs::Runs;

/// Every metric is in the table, under the name that it has in Prometheus and with its labels; and none else.
pub fn are_in_the_table(page: &Page, runs: &Runs) {
    let (_, table) = page.text.split_once("<!-- names -->").unwrap();
    let (table, below) = table.split_once("<!-- /names -->").unwrap();
    let of_statements = labels_of(below, "* **Labels of the statement**");
    let of_pools = labels_of(below, "* **Labels of the pool**");
    let mut listed = BTreeSet::new();
    for row in table.lines().filter(|row| row.starts_with("| `")) {
        let cells: Vec<&str> = row.trim_matches('|').split(" | ").collect();
        let [recorded, name, labels] = cells[..] else { panic!("{row}") };
        let recorded = recorded.split('`').nth(1).unwrap();
        let series: Vec<&Series> = [&runs.good, &runs.bad]
            .into_iter()
            .flat_map(|minute| &minute.series)
            .filter(|series| series.name == recorded)
            .collect();
        assert!(!series.is_empty(), "{recorded} is not recorded");
        let mut allowed = if labels.contains("of the statement") { of_statements.clone() } else { of_pools.clone() };
        allowed.extend(code(labels));
        let found: BTreeSet<String> =
            series.iter().flat_map(|series| series.attributes.keys()).map(|key| prometheus::label(key)).collect();
        assert!(found.is_subset(&allowed), "{recorded} has the labels {found:?}, not {allowed:?}");
        for series in series {
            let kind = if matches!(series.value, Value::Histogram { .. }) { ", a histogram" } else { "" };
            assert_eq!(name, format!("`{}`{kind}", prometheus::name(series)));
        }
        listed.insert(recorded);
    }
    let recorded: BTreeSet<&str> = runs.bad.series.iter().map(|series| series.name.as_str()).collect();
    assert_eq!(listed, recorded);
}

/// The labels that a point of the list names.
fn labels_of(text: &str, point: &str) -> BTreeSet<String> {
    let (_, point) = text.split_once(point).unwrap();
    let (point, _) = point.split_once("\n* ").unwrap();
    code(point).collect()
}

/// What is set in code and is a label.
fn code(text: &str) -> impl Iterator<Item = String> {
    let words = text.split('`').skip(1).step_by(2);
    words
        .filter(|word| word.contains('_') && word.chars().all(|char| char == '_' || char.is_ascii_lowercase()))
        .map(str::to_owned)
}
