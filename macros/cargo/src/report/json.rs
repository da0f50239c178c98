//! JSON for machines. The README documents the formats; a change that breaks a reader is another version.

use serde::Serialize;

use crate::inventory::{Site, Unread};

/// The version of the format of `list`.
pub const VERSION: u32 = 1;

#[derive(Serialize)]
struct List<'a> {
    version: u32,
    sites: &'a [&'a Site],
    unread: &'a [Unread],
}

/// The sites, and what could not be read.
#[must_use]
pub fn list(sites: &[&Site], unread: &[Unread]) -> String {
    of(&List { version: VERSION, sites, unread })
}

/// Any of the formats, a field a line, so that two of them can be compared.
#[must_use]
pub fn of(value: &impl Serialize) -> String {
    // Names and numbers alone: there is nothing that could fail.
    serde_json::to_string_pretty(value).unwrap_or_default() + "\n"
}
