//! `coverage`.

use super::arguments::Coverage as Asked;
use super::output;
use super::status::Status;
use crate::coverage::Coverage;
use crate::inventory::Inventory;
use crate::report::{coverage, json, table};

pub(super) fn run(inventory: &Inventory, asked: &Asked) -> Status {
    let found = Coverage::of(&inventory.sites, &inventory.unread);
    if asked.json {
        output::print(&json::of(&found));
    } else if !asked.common.quiet {
        output::print(&coverage::table(&found));
    }
    if !asked.json {
        output::print(&table::unread(&inventory.unread));
    }
    match asked.min {
        Some(min) if found.is_below(min) => {
            let share = coverage::percent_of(found.total.percent);
            output::error(&format!("{share} of the queries are traced, less than the {min} % that `--min` asks for"));
            Status::Below
        }
        _ => Status::Fine,
    }
}
