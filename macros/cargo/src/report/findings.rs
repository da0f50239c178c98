//! Findings as the compiler prints them, and what is said below them.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use super::style::{DIM, MISSING, styled};
use super::words;
use crate::baseline::Entry;
use crate::findings::{Finding, Region, Severity};

/// The findings, each with its line.
#[must_use]
pub fn text(findings: &[Finding]) -> String {
    let renderer = Renderer::styled();
    let mut text = String::new();
    for finding in findings {
        for line in renderer.render(&[group(finding)]).lines() {
            text.push_str(line.trim_end());
            text.push('\n');
        }
        text.push('\n');
    }
    text
}

fn group(finding: &Finding) -> Group<'_> {
    let level = match finding.level {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let (headline, more) = parts(&finding.message);
    let annotation = AnnotationKind::Primary.span(range(&finding.lines, finding.region));
    let snippet = Snippet::source(&*finding.lines).path(&*finding.file).line_start(finding.region.line);
    let title = level.primary_title(headline).id(format!("sqlspan::{}", finding.rule.name()));
    let mut group = title.element(snippet.annotation(annotation));
    for part in more {
        let (level, text) = match part.split_at_checked("help: ".len()) {
            Some(("help: ", text)) => (Level::HELP, text),
            Some(("note: ", text)) => (Level::NOTE, text),
            _ => (Level::NOTE, part.as_str()),
        };
        group = group.element(level.message(text.to_owned()));
    }
    group
}

/// A message taken apart: the rule with what is drawn below it, and each help and note.
fn parts(message: &str) -> (String, Vec<String>) {
    let mut parts: Vec<String> = vec![String::new()];
    for line in message.lines() {
        if line.starts_with("help: ") || line.starts_with("note: ") {
            parts.push(String::new());
        }
        if let Some(part) = parts.last_mut() {
            part.push_str(line);
            part.push('\n');
        }
    }
    let mut parts = parts.into_iter().map(|part| part.trim_end().to_owned());
    (parts.next().unwrap_or_default(), parts.collect())
}

/// The bytes of a region in its lines.
fn range(lines: &str, region: Region) -> std::ops::Range<usize> {
    let offset = |line: usize, column: usize| {
        let start: usize = lines.split_inclusive('\n').take(line).map(str::len).sum();
        let rest = lines.get(start..).unwrap_or_default();
        start + rest.chars().take(column - 1).map(char::len_utf8).sum::<usize>()
    };
    let start = offset(0, region.column);
    start..offset(region.end_line - region.line, region.end_column).max(start)
}

/// What is counted below the findings: `3 errors, 12 warnings in 4 files`.
#[must_use]
pub fn footer(findings: &[Finding]) -> String {
    let count = |severity| findings.iter().filter(|finding| finding.level == severity).count();
    let counted = [(Severity::Error, "error", "errors"), (Severity::Warning, "warning", "warnings")];
    let counted = counted.map(|(severity, one, many)| (count(severity), one, many));
    let there = counted.iter().filter(|(count, ..)| *count > 0);
    let there: Vec<String> = there.map(|(count, one, many)| words::counted(*count, one, many)).collect();
    if there.is_empty() {
        return "no finding\n".to_owned();
    }
    let files: BTreeSet<&str> = findings.iter().map(|finding| finding.file.as_str()).collect();
    format!("{} in {}\n", there.join(", "), words::counted(files.len(), "file", "files"))
}

/// What is said of queries that no lint judges.
#[must_use]
pub fn unjudged(count: usize) -> String {
    if count == 0 {
        return String::new();
    }
    let queries = words::counted(count, "query is", "queries are");
    let text = format!("{queries} not judged: `cargo sqlspan lint --json` says which, and why\n");
    styled(&text, DIM)
}

/// What a baseline knows, and what it knows in vain.
#[must_use]
pub fn beside_baseline(path: &Path, known: usize, gone: &[Entry]) -> String {
    let mut text = format!("{} known to `{}`\n", words::counted(known, "finding is", "findings are"), path.display());
    if !gone.is_empty() {
        let count: usize = gone.iter().map(|entry| entry.count).sum();
        let occur = words::counted(count, "finding of it does", "findings of it do");
        text.push_str(&styled(&format!("{occur} not occur any more; `--write-baseline` takes out:"), MISSING));
        text.push('\n');
        for Entry { package, function, lint, statement, code, count } in gone {
            let of = if function.is_empty() { package } else { function };
            let what = match (statement, code) {
                (Some(statement), _) => format!("statement {statement}"),
                (None, code) => format!("`{}`", words::cut(code.as_deref().unwrap_or_default(), 60)),
            };
            let times = if *count == 1 { String::new() } else { format!(", {count} times") };
            let _ = writeln!(text, "  {lint} in {of}: {what}{times}");
        }
    }
    text
}

/// What was written to a baseline.
#[must_use]
pub fn written(path: &Path, findings: usize) -> String {
    format!("{} written to `{}`\n", words::counted(findings, "finding", "findings"), path.display())
}
