//! The table for people, by file or by table.

use std::collections::{BTreeMap, BTreeSet};

use super::columns::{Cell, line, widths};
use super::style::{DIM, HEADING, styled};
use super::words;
use crate::inventory::{Kind, Site, Unread};

/// The sites by file.
#[must_use]
pub fn by_file(sites: &[&Site]) -> String {
    let row = |site: &&Site| {
        vec![
            Cell::number(&site.line),
            words::summary(site),
            words::effect(site),
            Cell::plain(&site.method),
            Cell::new(words::function(site), DIM),
            words::traced(site),
        ]
    };
    let groups = sites.chunk_by(|one, other| one.file == other.file);
    let groups = groups.map(|group| (group[0].file.clone(), group.iter().map(row).collect()));
    grouped(&groups.collect::<Vec<_>>())
}

/// The sites by table, each under every table of it that is `wanted`, and behind them those that name none. `written_only`: only
/// where they may change it.
#[must_use]
pub fn by_table(sites: &[&Site], wanted: &dyn Fn(&str) -> bool, written_only: bool) -> String {
    let mut tables: BTreeMap<&str, Vec<Vec<Cell>>> = BTreeMap::new();
    let mut none = Vec::new();
    for site in sites {
        let row = |effect: &str| {
            vec![
                Cell::plain(effect),
                words::summary(site),
                Cell::plain(format!("{}:{}", site.file, site.line)),
                Cell::new(words::function(site), DIM),
                words::traced(site),
            ]
        };
        for table in site.tables().into_iter().filter(|table| wanted(table)) {
            let mut changed = site.statements.iter().flat_map(|statement| &statement.tables_written);
            let is_written = changed.any(|other| other == table);
            if is_written || !written_only {
                tables.entry(table).or_default().push(row(if is_written { "writes" } else { "reads" }));
            }
        }
        if site.tables().is_empty() {
            none.push(row(""));
        }
    }
    let mut groups: Vec<_> = tables.into_iter().map(|(table, rows)| (table.to_owned(), rows)).collect();
    if !none.is_empty() {
        groups.push(("no table, or none that is known".to_owned(), none));
    }
    grouped(&groups)
}

fn grouped(groups: &[(String, Vec<Vec<Cell>>)]) -> String {
    let widths = widths(groups.iter().flat_map(|(_, rows)| rows.iter().map(Vec::as_slice)));
    let mut text = String::new();
    for (heading, rows) in groups {
        text.push_str(&styled(heading, HEADING));
        text.push('\n');
        text.extend(rows.iter().map(|row| line(row, &widths)));
        text.push('\n');
    }
    text
}

/// The count below the table.
#[must_use]
pub fn footer(sites: &[&Site], unlikely: usize) -> String {
    let files: BTreeSet<&str> = sites.iter().map(|site| site.file.as_str()).collect();
    let mut kinds: BTreeMap<Kind, usize> = BTreeMap::new();
    for site in sites {
        *kinds.entry(site.kind).or_default() += 1;
    }
    let kinds = kinds.into_iter().map(|(kind, count)| {
        let (one, many) = words::plural(kind);
        words::counted(count, one, many)
    });
    let traced = sites.iter().filter(|site| site.is_traced()).count();
    let tests = sites.iter().filter(|site| site.is_test && !site.is_traced()).count();
    let mut text = format!(
        "{} in {}: {}\n{} traced, {} not{}\n",
        words::counted(sites.len(), "site", "sites"),
        words::counted(files.len(), "file", "files"),
        kinds.collect::<Vec<_>>().join(", "),
        words::number(traced),
        words::number(sites.len() - traced),
        if tests == 0 { String::new() } else { format!(", {} of them in tests and benchmarks", words::number(tests)) },
    );
    if sites.is_empty() {
        "no site\n".clone_into(&mut text);
    }
    if unlikely > 0 {
        let more = words::counted(unlikely, "more call is", "more calls are");
        text.push_str(&styled(&format!("{more} only named like a round trip: `--all` lists them too"), DIM));
        text.push('\n');
    }
    text
}

/// What could not be read.
#[must_use]
pub fn unread(unread: &[Unread]) -> String {
    let lines = unread.iter().map(|Unread { file, line, reason }| {
        let place = line.map_or_else(|| file.clone(), |line| format!("{file}:{line}"));
        format!("{}: {place}: {reason}\n", styled("not read", words::of_share(false)))
    });
    lines.collect()
}
