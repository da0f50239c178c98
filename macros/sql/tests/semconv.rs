//! The semantic conventions' own examples and shared test cases.

#![allow(clippy::expect_used)] // Helpers of tests panic as tests do.

use serde_json::Value;
use sqlspan_sql::{Dialect, sanitize_into, sanitized_len, summarize};

fn entries() -> Vec<Value> {
    let text = include_str!("vectors/summary_semconv.json");
    serde_json::from_str(text).expect("the vectors are JSON")
}

fn sanitized(sql: &str) -> String {
    let mut text = vec![0; sanitized_len(sql, Dialect::Generic)];
    let len = sanitize_into(sql, Dialect::Generic, &mut text);
    assert_eq!(len, text.len());
    String::from_utf8(text).expect("UTF-8")
}

#[test]
fn summaries() {
    let mut compared = 0;
    for entry in entries() {
        let sql = entry["sql"].as_str().expect("a text");
        let ours = summarize(sql, Dialect::Generic);
        // No summary is stated for one example, whose span name is to be `SELECT`: the target
        // is called `table`, and it is nested.
        let theirs = entry["summary"].as_str().unwrap_or("SELECT SELECT table");
        assert_eq!(ours.as_str(), theirs, "{sql}");
        compared += 1;
    }
    assert_eq!(compared, 31);
}

#[test]
fn sanitized_texts() {
    let mut compared = 0;
    for entry in entries() {
        let Some(acceptable) = entry["sanitized_any_of"].as_array() else {
            continue;
        };
        let sql = entry["sql"].as_str().expect("a text");
        let ours = sanitized(sql);
        assert!(acceptable.iter().any(|text| text == ours.as_str()), "{sql}\n  ours: {ours}\ntheirs: {acceptable:?}");
        compared += 1;
    }
    assert_eq!(compared, 24);
}
