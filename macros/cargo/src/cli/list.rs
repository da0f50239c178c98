//! `list`.

use sqlspan_analysis::is_table_called;

use super::arguments::{By, List};
use super::output;
use super::status::Status;
use crate::inventory::{Inventory, Site};
use crate::report::{json, markdown, table};

pub(super) fn run(inventory: &Inventory, asked: &List) -> Status {
    let matching: Vec<&Site> = inventory.sites.iter().filter(|site| matches(site, asked)).collect();
    if asked.json {
        output::print(&json::list(&matching, &inventory.unread));
        return Status::Fine;
    }
    let sites: Vec<&Site> = matching.iter().copied().filter(|site| asked.all || site.likely).collect();
    if asked.markdown {
        output::print(&markdown::list(&sites, &inventory.unread));
        return Status::Fine;
    }
    let mut text = match asked.by {
        By::File => table::by_file(&sites),
        By::Table => table::by_table(&sites, &|table| is_asked_for(table, asked), asked.writes),
    };
    if !asked.common.quiet {
        text.push_str(&table::footer(&sites, matching.len() - sites.len()));
    }
    text.push_str(&table::unread(&inventory.unread));
    output::print(&text);
    Status::Fine
}

/// Whether a table is one of those that were named, or none was.
fn is_asked_for(table: &str, asked: &List) -> bool {
    asked.tables.is_empty() || asked.tables.iter().any(|name| is_table_called(table, name))
}

fn matches(site: &Site, asked: &List) -> bool {
    let of_table = || {
        if asked.writes {
            // Whether that table is changed, not another one.
            let mut written = site.statements.iter().flat_map(|known| &known.tables_written);
            written.any(|table| is_asked_for(table, asked))
        } else {
            site.tables().into_iter().any(|table| is_asked_for(table, asked))
        }
    };
    (!asked.writes || site.writes())
        && (asked.tables.is_empty() || of_table())
        && (!asked.untraced || !site.is_traced())
        && (!asked.no_tests || !site.is_test)
}
