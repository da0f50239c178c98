//! An independent check: `sqlparser` parses real-looking statements, a visitor derives operations
//! and targets from its syntax tree, and `summarize` has to agree.
//!
//! The visitor shares nothing with the crate: it collects words with their positions in the text
//! from the tree's spans and sorts them.

#![allow(clippy::expect_used, clippy::format_push_string, clippy::too_many_lines)] // Helpers of tests panic as tests do.

mod ast;

use std::collections::HashSet;

use sqlspan_sql::{Dialect, summarize};

const COMMON: &str = include_str!("../statements/common.sql");

/// A statement whose summaries differ: why, and why ours is right or harmless.
struct Verdict {
    sql: &'static str,
    ours: &'static str,
    theirs: &'static str,
    why: &'static str,
}

#[test]
fn postgres() {
    check(Dialect::Postgres, include_str!("../statements/postgres.sql"), POSTGRES, &POSTGRES_COUNTS);
}

#[test]
fn mysql() {
    check(Dialect::MySql, include_str!("../statements/mysql.sql"), MYSQL, &MYSQL_COUNTS);
}

#[test]
fn sqlite() {
    check(Dialect::Sqlite, include_str!("../statements/sqlite.sql"), SQLITE, &SQLITE_COUNTS);
}

/// Without a dialect, what is summarised of a statement begins its summary with one.
#[test]
fn generic_is_never_different_only_less() {
    for (dialect, text) in [
        (Dialect::Postgres, include_str!("../statements/postgres.sql")),
        (Dialect::MySql, include_str!("../statements/mysql.sql")),
        (Dialect::Sqlite, include_str!("../statements/sqlite.sql")),
        (Dialect::Postgres, COMMON),
    ] {
        for (sql, _) in statements(text) {
            let known = summarize(sql, dialect).to_string();
            let generic = summarize(sql, Dialect::Generic).to_string();
            let mut known_words = known.split(' ');
            assert!(
                generic.split(' ').all(|word| known_words
                    .any(|known| known == word || known.trim_end_matches(';') == word || word.is_empty())),
                "{sql}\n{dialect:?}: {known}\n generic: {generic}"
            );
        }
    }
}

/// The paragraphs of a file, with the summary that some state.
fn statements(text: &'static str) -> Vec<(&'static str, Option<&'static str>)> {
    text.split("\n\n")
        .map(str::trim)
        .filter_map(|paragraph| {
            let stated = paragraph.strip_prefix("-- expect:");
            let (sql, expected) = match stated {
                Some(rest) => {
                    let (summary, sql) = rest.split_once('\n').expect("a statement after it");
                    (sql, Some(summary.trim()))
                }
                None => (paragraph, None),
            };
            let comment = sql.lines().all(|line| line.starts_with("--"));
            (!comment).then_some((sql, expected))
        })
        .collect()
}

/// How many statements there are, and how many of them `sqlparser` can't read.
struct Counts {
    statements: usize,
    rejected: usize,
}

fn check(dialect: Dialect, own: &'static str, verdicts: &[Verdict], counts: &Counts) {
    let mut failures = String::new();
    let (mut total, mut rejected, mut differing) = (0, 0, 0);
    let mut listed: HashSet<&str> = verdicts.iter().map(|verdict| verdict.sql).collect();
    let mut seen = HashSet::new();
    for (sql, stated) in statements(COMMON).into_iter().chain(statements(own)) {
        assert!(seen.insert(sql), "twice: {sql}");
        total += 1;
        let ours = summarize(sql, dialect);
        if let Some(stated) = stated
            && stated != ours.as_str()
        {
            failures += &format!("\n{sql}\n  stated {stated:?}\n    ours {ours:?}");
        }
        let Some(theirs) = ast::expected(sql, dialect) else {
            rejected += 1;
            if stated.is_none() {
                failures += &format!("\nrejected by sqlparser, and nothing stated ({ours:?}):\n{sql}");
            }
            continue;
        };
        if theirs == ours.as_str() {
            continue;
        }
        differing += 1;
        match verdicts.iter().find(|verdict| verdict.sql == sql) {
            Some(verdict) if verdict.ours == ours.as_str() && verdict.theirs == theirs => {
                assert!(!verdict.why.is_empty());
                listed.remove(sql);
            }
            _ => failures += &format!("\n{sql}\n    ours {:?}\n  theirs {theirs:?}", ours.as_str()),
        }
    }
    for sql in listed {
        failures += &format!("\nlisted, but doesn't differ as listed:\n{sql}");
    }
    if (total, rejected) != (counts.statements, counts.rejected) {
        failures += &format!("\n{total} statements, {rejected} rejected by sqlparser");
    }
    assert!(failures.is_empty(), "{dialect:?}{failures}");
    assert!(differing * 20 <= total - rejected, "more than 5 % differ: {differing} of {}", total - rejected);
}

const POSTGRES_COUNTS: Counts = Counts { statements: 219, rejected: 15 };

const POSTGRES: &[Verdict] = &[
    Verdict {
        sql: "SELECT * FROM ONLY measurements WHERE city_id = 5",
        ours: "SELECT measurements",
        theirs: "SELECT ONLY",
        why: "ONLY is a keyword; sqlparser takes it for the table and the table for its alias",
    },
    Verdict {
        sql: "DELETE FROM ONLY parent_table WHERE a = 1",
        ours: "DELETE parent_table",
        theirs: "DELETE ONLY",
        why: "the same",
    },
];

const MYSQL_COUNTS: Counts = Counts { statements: 207, rejected: 15 };

const MYSQL: &[Verdict] = &[];

const SQLITE_COUNTS: Counts = Counts { statements: 204, rejected: 15 };

const SQLITE: &[Verdict] = &[
    Verdict {
        sql: "COMMIT TRANSACTION",
        ours: "COMMIT TRANSACTION",
        theirs: "COMMIT",
        why: "the word is part of the operation, as in BEGIN TRANSACTION; sqlparser drops it",
    },
    Verdict {
        sql: "CREATE TRIGGER trg AFTER INSERT ON docs BEGIN INSERT INTO docs_fts (rowid, title) VALUES (new.id, new.title); UPDATE stats SET n = CASE WHEN n > 5 THEN 0 ELSE n + 1 END; END",
        ours: "CREATE TRIGGER trg",
        theirs: "CREATE TRIGGER trg INSERT docs_fts UPDATE stats",
        why: "the body is defined here, not run: it has no impact on this statement",
    },
];
