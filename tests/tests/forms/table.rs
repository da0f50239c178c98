//! The table of the README, written from the cells themselves.

use std::collections::BTreeMap;
use std::fmt::Write as _;

/// The groups of one database.
macro_rules! cells {
    ($($group:ident)*) => {
        [
            ("SQLite", [$(super::sqlite::$group::TABLE),*]),
            ("PostgreSQL", [$(super::postgres::$group::TABLE),*]),
            ("MariaDB", [$(super::mariadb::$group::TABLE),*]),
        ]
    };
}

fn markdown() -> String {
    let mut rows: Vec<&str> = Vec::new();
    let mut executors: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let mut databases: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (database, groups) in cells!(chains texts builders reversed places shapes executors) {
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

/// `SQLSPAN_BLESS=1` writes the file anew.
#[test]
fn the_committed_table_is_this_one() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/FORMS.md");
    if std::env::var_os("SQLSPAN_BLESS").is_some() {
        std::fs::write(path, markdown()).unwrap();
    }
    let committed = std::fs::read_to_string(path).unwrap_or_default();
    assert_eq!(committed, markdown(), "tests/FORMS.md is out of date: run with SQLSPAN_BLESS=1");
}
