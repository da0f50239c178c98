//! The tables of the cases in the documentation: `SQLSPAN_BLESS=1` writes them anew.

use std::fmt::Write as _;

use sqlspan_tests::workspace;

use crate::{Report, SEQUENTIAL, mariadb, postgres, sqlite};

/// Cases that need settings of their own: they are in `settings.rs`.
const REPORTED: &[(&str, &[Report])] =
    &[("in a trace that is not sampled, where that is asked for: in log and metric", &[(6, SEQUENTIAL)])];
const INNOCENT: &[(&str, &[Report])] = &[
    ("in a trace that is not sampled", &[]),
    ("under a span that lasts, such as that of a worker's loop: further apart than the window allows", &[]),
    ("where the detector is off", &[]),
];

fn table(cases: &[(&str, &[Report])]) -> String {
    let mut table = format!("{} cases, on SQLite, PostgreSQL and MariaDB each:\n\n", cases.len());
    table += "| case | reported |\n|---|---|\n";
    for (case, reports) in cases {
        let counts: Vec<_> = reports.iter().map(|(count, _)| count.to_string()).collect();
        let reported = match reports.first() {
            None => "never".to_owned(),
            Some((_, how)) => format!("at {}, {how}", counts.join(", ")),
        };
        let _ = writeln!(table, "| {case} | {reported} |");
    }
    table
}

#[test]
fn the_documentation_has_all_cases() {
    assert_eq!(sqlite::reported::TABLE, postgres::reported::TABLE);
    assert_eq!(sqlite::reported::TABLE, mariadb::reported::TABLE);
    assert_eq!(sqlite::innocent::TABLE, postgres::innocent::TABLE);
    assert_eq!(sqlite::innocent::TABLE, mariadb::innocent::TABLE);
    let path = workspace().join("runtime/docs/n_plus_one.md");
    let page = std::fs::read_to_string(&path).unwrap();
    let mut current = page.clone();
    for (marker, cases) in [
        ("reported", [sqlite::reported::TABLE, REPORTED].concat()),
        ("innocent", [sqlite::innocent::TABLE, INNOCENT].concat()),
    ] {
        let (begin, end) = (format!("<!-- {marker} -->\n"), format!("<!-- /{marker} -->"));
        let (before, rest) = current.split_once(&begin).unwrap();
        let (_, after) = rest.split_once(&end).unwrap();
        current = format!("{before}{begin}{}{end}{after}", table(&cases));
    }
    if std::env::var_os("SQLSPAN_BLESS").is_some() {
        std::fs::write(path, current).unwrap();
    } else {
        assert_eq!(page, current, "the tables are out of date: run with SQLSPAN_BLESS=1");
    }
}
