//! The coverage for people.

use super::columns::{Cell, line, widths};
use super::style::{DIM, HEADING, styled};
use super::words;
use crate::coverage::{Coverage, Share};
use crate::inventory::Group;

/// The shares by package and file, what is counted apart, and what is not traced.
#[must_use]
pub fn table(coverage: &Coverage) -> String {
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    for package in &coverage.packages {
        rows.push(row(Cell::new(&package.package, HEADING), package.share));
        rows.extend(package.files.iter().map(|file| row(Cell::plain(format!("  {}", file.file)), file.share)));
    }
    let apart: Vec<Vec<Cell>> = coverage
        .apart
        .iter()
        .map(|apart| {
            let name = Cell::plain(words::group(apart.group));
            // A share of what is left out on purpose would say nothing.
            let is_meant = apart.group == Group::Skipped;
            if is_meant { vec![name, Cell::number(&words::number(apart.share.sites))] } else { row(name, apart.share) }
        })
        .collect();
    let untraced: Vec<Vec<Cell>> = coverage
        .untraced
        .iter()
        .map(|site| {
            vec![
                Cell::plain(format!("{}:{}", site.file, site.line)),
                Cell::plain(words::cut(site.summary.as_deref().unwrap_or(&site.method), 40)),
                Cell::new(&site.because, DIM),
            ]
        })
        .collect();
    let shares = widths(rows.iter().chain(&apart).map(Vec::as_slice));
    let mut text = String::new();
    text.extend(rows.iter().map(|row| line(row, &shares)));
    for (heading, rows, widths) in
        [("counted apart", &apart, shares), ("not traced", &untraced, widths(untraced.iter().map(Vec::as_slice)))]
    {
        if !rows.is_empty() {
            text.extend(["\n", &styled(heading, HEADING), "\n"]);
            text.extend(rows.iter().map(|row| line(row, &widths)));
        }
    }
    text.extend(["\n", &total(coverage), "\n"]);
    text
}

/// The share of the whole, in one line.
#[must_use]
pub fn total(coverage: &Coverage) -> String {
    let Share { traced, sites, percent } = coverage.total;
    let share = styled(&percent_of(percent), words::of_share(traced == sites));
    format!("{share} traced: {} of {}", words::number(traced), words::counted(sites, "site", "sites"))
}

/// A share, rounded down, so that nothing but the whole is 100 %.
#[must_use]
pub fn percent_of(percent: f64) -> String {
    format!("{:.1} %", (percent * 10.0).floor() / 10.0)
}

fn row(name: Cell, share: Share) -> Vec<Cell> {
    let style = words::of_share(share.traced == share.sites);
    let percent = Cell { style, ..Cell::number(&percent_of(share.percent)) };
    vec![name, percent, Cell::plain(format!("{} of {}", words::number(share.traced), words::number(share.sites)))]
}
