//! What a database says of the statements, for people and for machines.

use serde::Serialize;

use super::json;
use super::style::{DIM, HEADING, styled};
use super::words;
use crate::check::{Check, Fault, NotChecked, Place, Schema, Shown};
use crate::inventory::Unread;

/// The version of the format of `check --json`.
pub const VERSION: u32 = 1;

/// What does not hold, by file, what was not checked, and the count. `quiet`: what does not hold alone.
#[must_use]
pub fn text(schema: &Schema, check: &Check, quiet: bool) -> String {
    let mut text = String::new();
    for faults in check.faults.chunk_by(|one, other| one.place.file == other.place.file) {
        text.extend(faults.iter().map(fault));
        text.push('\n');
    }
    if quiet {
        return text;
    }
    if !check.not_checked.is_empty() {
        text.extend([&styled("not checked", HEADING), "\n"]);
        text.extend(check.not_checked.iter().map(not_checked));
        text.push('\n');
    }
    text.push_str(&count(check));
    text.push_str(&styled(&circumstances(schema, check), DIM));
    text.push('\n');
    text
}

/// `file:line:column: SELECT orders`.
fn place(place: &Place) -> String {
    let Place { file, line, column, .. } = place;
    let summary = if place.summary.is_empty() { "statement" } else { &place.summary };
    format!("{file}:{line}:{column}: {}", styled(&words::cut(summary, 40), HEADING))
}

fn fault(fault: &Fault) -> String {
    let mut text = format!("{}: {}\n", place(&fault.place), styled(&one_line(&fault.message), words::of_share(false)));
    text.push_str(&shown(&fault.shown));
    if let Some(hint) = &fault.hint {
        text.extend(["    ", &styled(&one_line(hint), DIM), "\n"]);
    }
    text
}

/// The longest part of a line that is shown.
const LONGEST: usize = 100;

/// How much of a line is shown before the place that it is about, where it is cut.
const BEFORE: usize = 40;

/// The line of the statement, and a mark below it.
fn shown(shown: &Shown) -> String {
    let chars: Vec<char> = shown.text.chars().collect();
    let (at, length) = shown.mark.unwrap_or_default();
    let from = if chars.len() > LONGEST { at.saturating_sub(BEFORE) } else { 0 };
    let to = chars.len().min(from + LONGEST);
    let (before, behind) = (if from > 0 { ".." } else { "" }, if to < chars.len() { ".." } else { "" });
    let part: String = chars[from..to].iter().map(|char| if char.is_control() { ' ' } else { *char }).collect();
    let mut text = format!("    {before}{part}{behind}\n");
    if shown.mark.is_some() {
        let mark = "^".repeat(length.min(to.saturating_sub(at)).max(1));
        let indent = " ".repeat(4 + before.len() + at - from);
        text.extend([&indent, styled(&mark, words::of_share(false)).as_str(), "\n"]);
    }
    text
}

fn not_checked(found: &NotChecked) -> String {
    format!("  {}: {}\n", place(&found.place), styled(&one_line(&found.reason), DIM))
}

fn one_line(text: &str) -> String {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
}

/// `312 of 320 statements hold, 6 do not, 2 were not checked`.
fn count(check: &Check) -> String {
    let Check { hold, statements, .. } = *check;
    let number = |count: usize| words::number(count);
    if statements == 0 {
        return "no statement to check\n".to_owned();
    }
    let of = if statements == 1 { "statement holds" } else { "statements hold" };
    let mut text = format!("{} of {} {of}", number(hold), number(statements));
    match check.faults.len() {
        0 => {}
        1 => text.push_str(", 1 does not"),
        count => text.extend([", ", &number(count), " do not"]),
    }
    match check.not_checked.len() {
        0 => {}
        1 => text.push_str(", 1 was not checked"),
        count => text.extend([", ", &number(count), " were not checked"]),
    }
    text.push('\n');
    text
}

/// On which database, and what was not asked there.
fn circumstances(schema: &Schema, check: &Check) -> String {
    let mut text = format!("on {}", schema.database);
    if let Some(version) = &schema.version {
        text.extend([", version ", version]);
    }
    if let Some(scratch) = &schema.scratch {
        text.extend([", scratch database `", scratch, "`, made and dropped"]);
    }
    if check.of_other_databases > 0 {
        let statements = words::counted(check.of_other_databases, "statement is", "statements are");
        text.extend(["; ", &statements, " for another database"]);
    }
    if check.not_static > 0 {
        text.extend(["; ", &words::counted(check.not_static, "text is", "texts are"), " made at run time"]);
    }
    text
}

#[derive(Serialize)]
struct Json<'a> {
    version: u32,
    #[serde(flatten)]
    schema: &'a Schema,
    #[serde(flatten)]
    check: &'a Check,
    unread: &'a [Unread],
}

/// The same for machines.
#[must_use]
pub fn json(schema: &Schema, check: &Check, unread: &[Unread]) -> String {
    json::of(&Json { version: VERSION, schema, check, unread })
}
