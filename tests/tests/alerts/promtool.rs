//! Runs queries and rules by Prometheus' own program.

use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

use crate::expected::{Alert, Fired, Sample, Section};
use crate::page::Page;
use crate::timeline::{BAD, GOOD, Line};

/// The rules are sound, every query answers as expected, and every alert is silent when all is well, and on when nothing
/// is.
pub fn test(promtool: &Path, database: &str, page: &Page, series: &[Line], expected: &[Section]) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("alerts-{database}"));
    std::fs::create_dir_all(&folder).unwrap();
    let (rules, tests) = (folder.join("rules.yml"), folder.join("test.yml"));
    std::fs::write(&rules, page.rules()).unwrap();
    // What is JSON is YAML.
    std::fs::write(&tests, format!("{:#}", of(page, series, expected))).unwrap();
    for (what, file) in [("check", &rules), ("test", &tests)] {
        let output = Command::new(promtool).args([what, "rules"]).arg(file).output().unwrap();
        let (said, failed) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert!(output.status.success(), "promtool {what} rules: {said}\n{failed}\n{}", page.rules());
        if what == "check" {
            let rules = page.sections.iter().flat_map(|section| &section.rules).count();
            assert!(said.contains(&format!("SUCCESS: {rules} rules found")), "{said}");
        }
    }
}

fn of(page: &Page, series: &[Line], expected: &[Section]) -> Value {
    let (mut queries, mut alerts) = (Vec::new(), Vec::new());
    let titles: Vec<&str> = page.sections.iter().map(|section| section.title.as_str()).collect();
    let known: Vec<&str> = expected.iter().map(|section| section.title).collect();
    assert_eq!(titles, known, "the sections of the page, and those of which is known what to expect");
    for (section, expected) in page.sections.iter().zip(expected) {
        assert_eq!(section.queries.len(), expected.queries.len(), "queries of {}", section.title);
        for (query, (good, bad)) in section.queries.iter().zip(&expected.queries) {
            queries.push(asked(query, GOOD, good));
            queries.push(asked(query, GOOD + BAD, bad));
        }
        let names: Vec<&str> = section.alerts().collect();
        let known: Vec<&str> = expected.alerts.iter().map(|alert| alert.name).collect();
        assert_eq!(names, known, "alerts of {}", section.title);
        for alert in &expected.alerts {
            alerts.push(fired(alert, GOOD, &[]));
            alerts.push(fired(alert, GOOD + 1, &alert.at_once));
            alerts.push(fired(alert, GOOD + BAD, &alert.fired));
        }
    }
    let series: Vec<Value> =
        series.iter().map(|(series, values)| json!({ "series": series, "values": values })).collect();
    json!({
        "rule_files": ["rules.yml"],
        "evaluation_interval": "1m",
        "tests": [{
            "interval": "1m",
            "input_series": series,
            "promql_expr_test": queries,
            "alert_rule_test": alerts,
        }],
    })
}

fn minutes(count: usize) -> String {
    format!("{count}m")
}

/// Rounded, because promtool compares to the last bit.
fn asked(query: &str, minute: usize, samples: &[Sample]) -> Value {
    let samples: Vec<Value> =
        samples.iter().map(|(labels, value)| json!({ "labels": format!("{{{labels}}}"), "value": value })).collect();
    json!({ "expr": format!("round({query}, 0.0001)"), "eval_time": minutes(minute), "exp_samples": samples })
}

fn fired(alert: &Alert, minute: usize, fired: &[Fired]) -> Value {
    let alerts: Vec<Value> = fired
        .iter()
        .map(|(labels, summary)| {
            let mut exp_labels = serde_json::Map::from_iter([("severity".to_owned(), json!(alert.severity))]);
            for pair in labels.split(',') {
                let (label, value) = pair.split_once('=').unwrap();
                exp_labels.insert(label.to_owned(), json!(value.trim_matches('"')));
            }
            json!({ "exp_labels": exp_labels, "exp_annotations": { "summary": summary } })
        })
        .collect();
    json!({ "eval_time": minutes(minute), "alertname": alert.name, "exp_alerts": alerts })
}
