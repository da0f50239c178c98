//! The queries for spans, on real spans.

use opentelemetry::trace::{SpanKind, Status};
use opentelemetry_sdk::trace::SpanData;

use crate::page::Page;
use crate::runs::Minute;
use crate::timeline::seconds;

/// How many spans of the bad minute each query finds, by their names.
const FOUND: [(&str, &[(&str, usize)]); 10] = [
    (r#"{ instrumentation:name = "sqlspan" && span:kind = client && span:duration > 500ms }"#, &[("SELECT items", 94)]),
    (r#"{ span.db.query.summary = "SELECT items" && span:duration > 500ms }"#, &[("SELECT items", 94)]),
    (
        r#"{ instrumentation:name = "sqlspan" && span:status = error }"#,
        &[("INSERT orders", 1), ("SELECT items", 6), ("acquire shop", 6)],
    ),
    (
        r#"{ span.db.query.summary = "SELECT items" && span.error.type = "PoolTimedOut" }"#,
        &[("SELECT items", 6), ("acquire shop", 6)],
    ),
    (r#"{ instrumentation:name = "sqlspan" && span:kind = internal }"#, &[("acquire shop", 1302)]),
    (r#"{ span:name =~ "acquire .*" && span:status = error }"#, &[("acquire shop", 6)]),
    (
        r#"{ span:name =~ "acquire .*" && span.db.query.summary = "SELECT items" && span:duration > 100ms }"#,
        &[("acquire shop", 100)],
    ),
    (r#"{ span.sqlspan.outcome = "cancelled" }"#, &[("SELECT items", 10), ("acquire shop", 10)]),
    (r#"{ span.db.query.summary = "SELECT orders" && span:kind = client }"#, &[("SELECT orders", 1200)]),
    (
        r#"{ instrumentation:name = "sqlspan" && span:kind = client }"#,
        &[("INSERT orders", 2), ("SELECT items", 100), ("SELECT orders", 1200)],
    ),
];

pub fn are_found(page: &Page, minute: &Minute) {
    assert_eq!(page.traceql.len(), FOUND.len());
    for (query, (selected, expected)) in page.traceql.iter().zip(FOUND) {
        let (selection, pipeline) = query.split_once('}').unwrap();
        assert_eq!(format!("{selection}}}"), selected);
        let mut found = std::collections::BTreeMap::new();
        for span in &minute.spans {
            if selects(selection.trim_start_matches('{'), span) {
                *found.entry(span.name.as_ref()).or_insert(0) += 1;
                for name in pipeline.split(['(', ')']).filter_map(|part| part.strip_prefix("span.")) {
                    assert!(attribute(span, name).is_some(), "{query}: {span:?}");
                }
            }
        }
        assert_eq!(found.into_iter().collect::<Vec<_>>(), expected, "{query}");
    }
}

/// Whether all conditions hold.
fn selects(conditions: &str, span: &SpanData) -> bool {
    conditions.split("&&").all(|condition| {
        let mut words = condition.trim().splitn(3, ' ');
        let [left, operator, right] = [(); 3].map(|()| words.next().unwrap());
        if left == "span:duration" {
            assert_eq!(operator, ">");
            let milliseconds: f64 = right.strip_suffix("ms").unwrap().parse().unwrap();
            return took(span) > milliseconds / 1000.0;
        }
        let right = right.trim_matches('"');
        let found = match left {
            "instrumentation:name" => Some(span.instrumentation_scope.name().to_owned()),
            "span:name" => Some(span.name.to_string()),
            "span:kind" => Some(if span.span_kind == SpanKind::Client { "client" } else { "internal" }.to_owned()),
            "span:status" => Some(if span.status == Status::Unset { "unset" } else { "error" }.to_owned()),
            _ => attribute(span, left.strip_prefix("span.").unwrap()),
        };
        match (operator, right.strip_suffix(".*")) {
            ("=", None) => found.is_some_and(|found| found == right),
            ("=~", Some(beginning)) => found.is_some_and(|found| found.starts_with(beginning)),
            _ => panic!("{condition}"),
        }
    })
}

/// As long as on the line of time.
fn took(span: &SpanData) -> f64 {
    let metric = if span.span_kind == SpanKind::Client {
        "db.client.operation.duration"
    } else {
        "db.client.connection.wait_time"
    };
    let attributes = span.attributes.iter().map(|pair| (pair.key.to_string(), pair.value.to_string())).collect();
    seconds(metric, &attributes, true)
}

fn attribute(span: &SpanData, name: &str) -> Option<String> {
    span.attributes.iter().find(|pair| pair.key.as_str() == name).map(|pair| pair.value.to_string())
}
