//! SARIF 2.1.0, which code hosts and editors read.

use std::fmt::Write as _;

use serde_json::{Value, json};
use sqlspan_analysis::StatementId;

use super::{json as formats, rules};
use crate::baseline::Entry;
use crate::findings::{Change, Finding, Region, Rule};
use crate::inventory::Unread;

/// The findings as one run. `beside_baseline`: all of them are new.
#[must_use]
pub fn log(findings: &[Finding], unread: &[Unread], beside_baseline: bool) -> String {
    let rules: Vec<Rule> = Rule::all().collect();
    let results: Vec<Value> = findings.iter().map(|finding| result(finding, &rules, beside_baseline)).collect();
    let notifications: Vec<Value> = unread.iter().map(notification).collect();
    let log = json!({
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "cargo-sqlspan",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "informationUri": env!("CARGO_PKG_REPOSITORY"),
                "rules": rules.iter().copied().map(rule).collect::<Vec<_>>(),
            }},
            "invocations": [{
                "executionSuccessful": true,
                "toolExecutionNotifications": notifications,
            }],
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    formats::of(&log)
}

fn rule(rule: Rule) -> Value {
    json!({
        "id": rule.name(),
        "name": rule.name(),
        "shortDescription": { "text": rules::reports(rule) },
        "fullDescription": { "text": rules::help(rule) },
        "help": { "text": rules::help(rule), "markdown": format!("{}\n\n[Guide]({})", rules::help(rule), rules::guide(rule)) },
        "helpUri": rules::guide(rule),
        "defaultConfiguration": { "level": rules::default_severity(rule).name() },
    })
}

fn result(finding: &Finding, rules: &[Rule], beside_baseline: bool) -> Value {
    let mut result = json!({
        "ruleId": finding.rule.name(),
        "ruleIndex": rules.iter().position(|rule| *rule == finding.rule),
        "level": finding.level.name(),
        "message": { "text": finding.message },
        "locations": [{ "physicalLocation": {
            "artifactLocation": location(&finding.file),
            "region": region(finding.region),
        }}],
        "partialFingerprints": { "sqlspan/v1": fingerprint(finding) },
    });
    if !finding.function.is_empty() {
        result["locations"][0]["logicalLocations"] =
            json!([{ "fullyQualifiedName": finding.function, "kind": "function" }]);
    }
    if beside_baseline {
        result["baselineState"] = json!("new");
    }
    if let Some(changes) = &finding.edit {
        result["fixes"] = json!([{
            "description": { "text": rules::help(finding.rule) },
            "artifactChanges": [{
                "artifactLocation": location(&finding.file),
                "replacements": changes.iter().map(replacement).collect::<Vec<_>>(),
            }],
        }]);
    }
    result
}

fn replacement(change: &Change) -> Value {
    json!({ "deletedRegion": region(change.region), "insertedContent": { "text": change.code } })
}

fn region(region: Region) -> Value {
    json!({
        "startLine": region.line,
        "startColumn": region.column,
        "endLine": region.end_line,
        "endColumn": region.end_column,
    })
}

fn location(file: &str) -> Value {
    json!({ "uri": uri(file), "uriBaseId": "%SRCROOT%" })
}

/// A path as a relative URI.
fn uri(path: &str) -> String {
    let mut uri = String::new();
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            let _ = write!(uri, "%{byte:02X}");
        }
    }
    uri
}

/// What the finding is known by wherever it is moved to in its function.
fn fingerprint(finding: &Finding) -> String {
    let Entry { package, function, lint, statement, code, .. } = Entry::of(finding);
    let parts = [package, function, lint, statement.unwrap_or_default(), code.unwrap_or_default()];
    StatementId::of(&parts.join("\n"), sqlspan_analysis::Dialect::Generic).to_string()
}

fn notification(unread: &Unread) -> Value {
    let mut place = json!({ "physicalLocation": { "artifactLocation": location(&unread.file) } });
    if let Some(line) = unread.line {
        place["physicalLocation"]["region"] = json!({ "startLine": line });
    }
    json!({ "level": "warning", "message": { "text": format!("not read: {}", unread.reason) }, "locations": [place] })
}
