//! `lint`.

use std::path::Path;

use serde::Serialize;
use sqlspan_analysis::{Level, Levels, Lint};

use super::arguments::{Lint as Asked, Lints};
use super::output::{self, Progress};
use super::status::Status;
use crate::baseline::{Baseline, Compared, Entry};
use crate::findings::{Finding, Findings, Severity, Unjudged};
use crate::inventory::Unread;
use crate::report::{findings as report, json, sarif, table};

/// Runs it; what is wrong with the input is one line.
pub(super) fn run(asked: &Asked) -> Result<Status, String> {
    let levels = levels(asked)?;
    // Before the long work, as it may be wrong.
    let baseline = asked.baseline.as_deref().map(|path| Ok((path, Baseline::read(path)?))).transpose();
    let baseline = baseline.map_err(|error: crate::baseline::Error| error.to_string())?;
    let progress = Progress::new("reading the sources", asked.common.quiet);
    let read = Findings::read(asked.common.manifest_path.as_deref(), &asked.common.packages, &levels);
    progress.end();
    let read = read.map_err(|error| error.to_string())?;
    if let Some(path) = &asked.write_baseline {
        return write(path, &read, asked);
    }
    let selected = |package: &str| {
        asked.common.packages.is_empty() || asked.common.packages.iter().any(|selected| selected == package)
    };
    let (found, beside) = match baseline {
        Some((path, baseline)) => {
            let Compared { new, known, gone } = baseline.compare(read.findings, selected);
            (new, Some(Beside { path, known, gone }))
        }
        None => (read.findings, None),
    };
    let fails = |finding: &Finding| asked.deny_warnings || finding.level == Severity::Error;
    let status = if found.iter().any(fails) { Status::Below } else { Status::Fine };
    let shown = Shown { findings: &found, unjudged: &read.unjudged, beside, unread: &read.unread };
    output::print(&shown.as_asked(asked));
    Ok(status)
}

fn write(path: &Path, read: &Findings, asked: &Asked) -> Result<Status, String> {
    let mut baseline = Baseline::of(&read.findings);
    if !asked.common.packages.is_empty() && path.exists() {
        // What is known of the others stays.
        let known = Baseline::read(path).map_err(|error| error.to_string())?;
        let packages = &asked.common.packages;
        baseline.keep(known.entries.into_iter().filter(|entry| !packages.contains(&entry.package)));
    }
    baseline.write(path).map_err(|error| error.to_string())?;
    if !asked.common.quiet {
        output::print(&report::written(path, read.findings.len()));
    }
    output::print(&table::unread(&read.unread));
    Ok(Status::Fine)
}

/// The levels that the flags state.
fn levels(asked: &Asked) -> Result<Levels, String> {
    let flags =
        [("deny", Level::Deny, &asked.deny), ("warn", Level::Warn, &asked.warn), ("allow", Level::Allow, &asked.allow)];
    let mut stated: Vec<(Option<Lint>, Level, &str)> = Vec::new();
    for (flag, level, lints) in flags {
        for Lints(lint) in lints {
            if let Some((.., other)) = stated.iter().find(|(known, other, _)| known == lint && *other != level) {
                let name = lint.map_or("all", Lint::name);
                return Err(format!("`--{other} {name}` and `--{flag} {name}` contradict each other: leave one out"));
            }
            stated.push((*lint, level, flag));
        }
    }
    Ok(Levels::with_defaults(stated.into_iter().map(|(lint, level, _)| (lint, level))))
}

/// What a baseline knows.
struct Beside<'a> {
    path: &'a Path,
    known: usize,
    gone: Vec<Entry>,
}

/// What is shown.
struct Shown<'a> {
    findings: &'a [Finding],
    unjudged: &'a [Unjudged],
    beside: Option<Beside<'a>>,
    unread: &'a [Unread],
}

impl Shown<'_> {
    fn as_asked(&self, asked: &Asked) -> String {
        if asked.json {
            return self.json();
        }
        if asked.sarif {
            return sarif::log(self.findings, self.unread, self.beside.is_some());
        }
        let mut text = report::text(self.findings);
        if !asked.common.quiet {
            if let Some(Beside { path, known, gone }) = &self.beside {
                text.push_str(&report::beside_baseline(path, *known, gone));
            }
            text.push_str(&report::unjudged(self.unjudged.len()));
        }
        text.push_str(&table::unread(self.unread));
        if !asked.common.quiet {
            text.push_str(&report::footer(self.findings));
        }
        text
    }

    fn json(&self) -> String {
        #[derive(Serialize)]
        struct Log<'a> {
            version: u32,
            findings: &'a [Finding],
            baseline: Option<OfBaseline<'a>>,
            unjudged: &'a [Unjudged],
            unread: &'a [Unread],
        }

        #[derive(Serialize)]
        struct OfBaseline<'a> {
            known: usize,
            gone: &'a [Entry],
        }

        json::of(&Log {
            version: json::VERSION,
            findings: self.findings,
            baseline: self.beside.as_ref().map(|beside| OfBaseline { known: beside.known, gone: &beside.gone }),
            unjudged: self.unjudged,
            unread: self.unread,
        })
    }
}
