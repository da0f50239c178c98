//! The table of the README, written from the cells themselves.

use std::collections::BTreeMap;
use std::fmt::Write as _;

/// The groups of one database.
macro_rules! cells {
    ($($group:ident)*) => {
        [
            ("SQLite", vec![$(super::sqlite::$group::TABLE),*]),
            ("PostgreSQL", vec![$(super::postgres::$group::TABLE),*]),
            ("MariaDB", vec![$(super::mariadb::$group::TABLE),*]),
        ]
    };
}

fn markdown() -> String {
    let mut rows: Vec<&str> = Vec::new();
    let mut executors: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let mut databases: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let of_postgres = ("PostgreSQL", vec![super::only_postgres::TABLE]);
    let of_all = cells!(chains texts builders reversed places shapes executors round_trips);
    for (database, groups) in of_all.into_iter().chain([of_postgres]) {
        for (form, executor) in groups.into_iter().flatten() {
            if !rows.contains(form) {
                rows.push(form);
            }
            let known = executors.entry(form).or_default();
            if !known.contains(executor) {
                known.push(executor);
            }
            let known = databases.entry(form).or_default();
            if !known.contains(&database) {
                known.push(database);
            }
        }
    }
    let mut table = String::from("| form | executor | databases |\n|---|---|---|\n");
    for form in rows {
        let _ = writeln!(table, "| {form} | {} | {} |", executors[form].join(", "), databases[form].join(", "));
    }
    table
}

/// The README with the table between its two marks.
fn readme(committed: &str) -> String {
    let (before, rest) = committed.split_once(START).unwrap();
    let (_, after) = rest.split_once(END).unwrap();
    let rows = markdown();
    let count = rows.lines().count() - 2;
    let summary = format!("<details><summary>All {count} of them, as they are tested</summary>");
    format!("{before}{START}\n{summary}\n\n{rows}\n</details>\n{END}{after}")
}

const START: &str = "<!-- forms -->";
const END: &str = "<!-- /forms -->";

/// `SQLSPAN_BLESS=1` writes the README's table anew.
#[test]
fn the_table_of_the_readme_is_this_one() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../README.md");
    let committed = std::fs::read_to_string(path).unwrap();
    let current = readme(&committed);
    if std::env::var_os("SQLSPAN_BLESS").is_some() {
        std::fs::write(path, &current).unwrap();
    } else {
        assert_eq!(committed, current, "the README's table is out of date: run with SQLSPAN_BLESS=1");
    }
}
