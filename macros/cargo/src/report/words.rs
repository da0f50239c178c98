//! Sites in words.

use anstyle::Style;

use super::columns::Cell;
use super::style::{DIM, GOOD, MISSING};
use crate::inventory::{Group, Kind, Site, TextKnown};

/// The longest summary in a table.
const LONGEST: usize = 40;

/// A text that is cut where it is longer than its column.
pub(super) fn cut(text: &str, longest: usize) -> String {
    if text.chars().count() <= longest {
        return text.to_owned();
    }
    text.chars().take(longest.saturating_sub(2)).chain("..".chars()).collect()
}

/// The summary, or why there is none.
pub(super) fn summary(site: &Site) -> Cell {
    let more = match site.statements.len() {
        0 | 1 => String::new(),
        count => format!(" or {} more", count - 1),
    };
    match (&site.summary, site.text, &site.text_reason) {
        (Some(summary), ..) => Cell::plain(cut(summary, LONGEST - more.len()) + &more),
        (None, TextKnown::None, _) if site.kind == Kind::Step => Cell::new("(a connection)", DIM),
        (None, TextKnown::None, _) => Cell::new(format!("({})", site.kind.name()), DIM),
        (None, TextKnown::Unresolved, Some(reason)) => Cell::new(cut(reason, LONGEST), MISSING),
        (None, _, Some(reason)) => Cell::new(cut(&format!("text {reason}"), LONGEST), DIM),
        (None, _, None) => Cell::new("(no summary)", DIM),
    }
}

/// What it does to its tables.
pub(super) fn effect(site: &Site) -> Cell {
    Cell::plain(if site.writes() { "writes" } else { "" })
}

/// The function with its type, without the path to them.
pub(super) fn function(site: &Site) -> String {
    let mut parts = site.function.rsplit("::");
    let (name, owner) = (parts.next().unwrap_or_default(), parts.next());
    match owner {
        Some(owner) if owner.starts_with(char::is_uppercase) => format!("{owner}::{name}"),
        _ => name.to_owned(),
    }
}

/// By what it is traced, or why not.
pub(super) fn traced(site: &Site) -> Cell {
    match (site.traced_by, &site.untraced_because) {
        (Some(attribute), _) => Cell::new(format!("#[{attribute}]"), GOOD),
        (None, Some(because)) => Cell::new(format!("not traced: {because}"), MISSING),
        (None, None) => Cell::new("not traced", MISSING),
    }
}

/// `12 sites`, `1 site`.
pub(super) fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{} {}", number(count), if count == 1 { one } else { many })
}

/// `1,234`.
pub(super) fn number(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// The plural of a kind.
pub(super) const fn plural(kind: Kind) -> (&'static str, &'static str) {
    match kind {
        Kind::Query => ("query", "queries"),
        Kind::Step => ("step", "steps"),
        Kind::Transaction => ("transaction", "transactions"),
        Kind::Copy => ("COPY call", "COPY calls"),
        Kind::Listen => ("LISTEN call", "LISTEN calls"),
        Kind::Lock => ("lock", "locks"),
        Kind::Ping => ("ping", "pings"),
        Kind::Migration => ("migration", "migrations"),
        Kind::Unresolved => ("unresolved call", "unresolved calls"),
    }
}

/// What a group of the coverage is called.
pub(super) const fn group(group: Group) -> &'static str {
    match group {
        Group::Program => "program",
        Group::Tests => "tests and benchmarks",
        Group::Macros => "in other macros",
        Group::Skipped => "left out by `skip`",
        Group::Migrations => "migrations",
        Group::Copy => "COPY calls",
        Group::Listen => "LISTEN calls",
    }
}

/// The style of a share: whether all of it is there.
pub(super) const fn of_share(is_whole: bool) -> Style {
    if is_whole { GOOD } else { MISSING }
}
