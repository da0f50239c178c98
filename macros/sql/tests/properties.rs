//! What holds for every text.

#![allow(clippy::expect_used)] // Helpers of tests panic as tests do.

use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::test_runner::Config;
use sqlspan_sql::Dialect::{Generic, MySql, Postgres, Sqlite};
use sqlspan_sql::lint::{self, Drawn, Role, Told, layout, slot};
use sqlspan_sql::{
    Dialect, Summary, collapse_into, collapsed_len, ends_in_quote, greatest_placeholder, has_comment, is_statement,
    read, sanitize_into, sanitized_len, summarize, takes_comment,
};

const DIALECTS: [Dialect; 4] = [Generic, Postgres, MySql, Sqlite];

fn config() -> Config {
    Config { cases: 512, failure_persistence: None, ..Config::default() }
}

fn sanitized(sql: &str, dialect: Dialect) -> String {
    let mut text = vec![0; sanitized_len(sql, dialect)];
    assert_eq!(sanitize_into(sql, dialect, &mut text), text.len());
    assert!(text.len() <= sql.len());
    String::from_utf8(text).expect("UTF-8")
}

fn collapsed(sql: &str, dialect: Dialect) -> String {
    let mut text = vec![0; collapsed_len(sql, dialect)];
    assert_eq!(collapse_into(sql, dialect, &mut text), text.len());
    assert!(text.len() <= sql.len());
    String::from_utf8(text).expect("UTF-8")
}

/// A comment after a text that takes one is a comment, and changes nothing else.
fn commented(sql: &str, dialect: Dialect) {
    let longer = format!("{sql} /*a='b'*/");
    assert!(has_comment(&longer, dialect), "{sql:?}");
    assert!(!ends_in_quote(&longer, dialect), "{sql:?}");
    assert_eq!(summarize(&longer, dialect), summarize(sql, dialect), "{sql:?}");
    assert_eq!(greatest_placeholder(&longer, dialect), greatest_placeholder(sql, dialect), "{sql:?}");
    assert_eq!(sanitized(&longer, dialect).trim(), sanitized(sql, dialect).trim(), "{sql:?}");
}

/// Calls everything and checks what must always hold.
fn everything(sql: &str, dialect: Dialect, cut: Index) {
    let summary = summarize(sql, dialect);
    assert!(summary.as_str().len() <= 255);
    for word in summary.as_str().split([' ', ';', '.', '\n', '\t']) {
        assert!(sql.contains(word), "{word:?} of {summary:?} is not in {sql:?}");
    }
    let _ = greatest_placeholder(sql, dialect);
    let _ = is_statement(sql, dialect);
    let _ = has_comment(sql, dialect);
    if takes_comment(sql, dialect) {
        commented(sql, dialect);
    }
    judged(sql, dialect);

    let whole = sanitized(sql, dialect);
    let mut short = vec![0; cut.index(sql.len() + 1)];
    let len = sanitize_into(sql, dialect, &mut short);
    let part = std::str::from_utf8(&short[..len]).expect("cut between characters");
    assert!(whole.starts_with(part));
    assert!(part == whole || whole.len() - part.len() > 0 && short.len() - len < 4);

    let whole = collapsed(sql, dialect);
    let len = collapse_into(sql, dialect, &mut short);
    let part = std::str::from_utf8(&short[..len]).expect("cut between characters");
    assert!(whole.starts_with(part));
    assert_eq!(collapsed(&whole, dialect), whole, "{sql:?}");
    assert_eq!(summarize(&whole, dialect), summary, "{sql:?} {whole:?}");
}

/// What lints are told stands in the text, and is not empty.
fn judged(sql: &str, dialect: Dialect) {
    let within = |range: Option<(usize, usize)>| {
        range.map(|(start, end)| {
            let part = sql.get(start..end).expect("the range is on character boundaries");
            assert!(!part.is_empty());
            end
        })
    };
    let mut from = 0;
    while let Some(finding) = lint::stray_placeholder(sql, dialect, from) {
        let (start, end) = finding.range();
        assert!(end > from);
        assert!(!Told::new(sql, &finding).as_str().is_empty());
        assert!(!Drawn::new(sql, start, end, "here").as_str().is_empty());
        from = end;
        within(Some((start, end)));
    }
    let reading = read(sql, dialect);
    let findings = [
        lint::quoted_placeholder(sql, dialect, &["name", "a"]),
        lint::unfiltered_write(&reading),
        lint::multiple_statements(&reading),
        lint::placeholder_dialect(sql, dialect),
    ];
    for finding in findings.into_iter().flatten() {
        within(Some(finding.range()));
        assert!(!finding.headline().is_empty() && !finding.advice().is_empty());
    }
    if let Some(layout) = layout(sql, dialect) {
        for found in layout.uses() {
            within(Some((found.start, found.end)));
            if let Role::Key(start, end, _) | Role::Assigned(start, end) = found.role {
                within(Some((start, end)));
            }
        }
        for range in layout.columns().iter().chain(layout.values()).chain([&layout.row, &layout.list]) {
            within(Some(*range).filter(|(start, end)| start < end));
        }
        assert!(layout.condition <= layout.tail && layout.tail <= layout.end && layout.end <= sql.len());
    }
    for (start, _) in sql.char_indices().take(40) {
        let _ = slot(sql, dialect, start, start + 1);
    }
    for target in reading.targets() {
        assert!(sql.get(target.range().0..target.range().1).is_some_and(|name| !name.is_empty()));
        let plain = target.as_str().chars().all(|c| c.is_alphanumeric() || c == '.');
        assert!(!plain || target.is_called(target.as_str()), "{target:?}");
    }
    for operation in reading.operations() {
        assert!(reading.statement(operation.statement()).is_some() || !reading.is_complete());
    }
    let _ = (reading.is_for_many(), reading.operation(), reading.collection(), reading.writes());
}

/// Pieces that SQL is made of, whole and broken.
const PIECES: &[&str] = &[
    "{id}",
    "'{name}'",
    "%{a}%",
    "${",
    "#{b}",
    "%s",
    "%(c)s",
    "= $1",
    "OFFSET",
    "ANY(",
    "SELECT",
    "FROM",
    "JOIN",
    "WHERE",
    "INSERT",
    "INTO",
    "UPDATE",
    "SET",
    "DELETE",
    "USING",
    "WITH",
    "RECURSIVE",
    "AS",
    "UNION",
    "ALL",
    "VALUES",
    "TABLE",
    "CREATE",
    "VIEW",
    "TRIGGER",
    "BEGIN",
    "CASE",
    "END",
    "ON",
    "CONFLICT",
    "DO",
    "LATERAL",
    "ONLY",
    "ROWS",
    "EXPLAIN",
    "MERGE",
    "ORDER",
    "BY",
    "DISTINCT",
    "users",
    "orders",
    "a",
    "b",
    "x.y",
    "\"q d\"",
    "`b t`",
    "[br k]",
    "'s'",
    "'it''s'",
    r"'b\'",
    r"'\\'",
    "\"",
    "'",
    "`",
    "[",
    "]",
    "(",
    ")",
    "(",
    ")",
    ",",
    ",",
    ";",
    ".",
    "*",
    "=",
    "-",
    "+",
    "1",
    "-2.5e-3",
    "0xFF",
    "$1",
    "?",
    "?2",
    ":n",
    "@v",
    "$n",
    "::int",
    ":=",
    "--",
    "-- c\n",
    "--c\n",
    "/*",
    "*/",
    "/* c */",
    "/*! x */",
    "#",
    "# c\n",
    "#>",
    "$$",
    "$t$",
    "E'",
    "X'0'",
    "U&'",
    "{",
    "}",
    "{t}",
    "\n",
    " ",
    "\t",
    "é",
    "表",
    "\u{0}",
    "\\",
    "TRUE",
    "?|",
    "@>",
    "->>",
    "|",
];

fn soup() -> impl Strategy<Value = String> {
    let spaced = prop::collection::vec((select(PIECES), any::<bool>()), 0..40);
    spaced.prop_map(|pieces| {
        let mut text = String::new();
        for (piece, space) in pieces {
            text += piece;
            if space {
                text.push(' ');
            }
        }
        text
    })
}

/// Statements as lists of tokens, between which anything that is not a token may stand.
const TOKENS: &[&[&str]] = &[
    &[
        "SELECT", "a", ",", "b", "FROM", "app", ".", "users", "u", "JOIN", "orders", "AS", "o", "ON", "u", ".", "id",
        "=", "o", ".", "user_id", "WHERE", "x", "IN", "(", "SELECT", "y", "FROM", "z", ")",
    ],
    &[
        "WITH",
        "RECURSIVE",
        "t",
        "(",
        "n",
        ")",
        "AS",
        "(",
        "SELECT",
        "1",
        "FROM",
        "s",
        "UNION",
        "ALL",
        "SELECT",
        "n",
        "+",
        "1",
        "FROM",
        "t",
        ")",
        "SELECT",
        "*",
        "FROM",
        "t",
        ",",
        "v",
    ],
    &["INSERT", "INTO", "t", "(", "a", ")", "SELECT", "'x'", "FROM", "s", "WHERE", "b", "IS", "DISTINCT", "FROM", "c"],
    &["UPDATE", "t", "SET", "a", "=", "(", "SELECT", "max", "(", "b", ")", "FROM", "u", ")", "WHERE", "c", "=", "1"],
    &["DELETE", "FROM", "t", "USING", "u", "WHERE", "t", ".", "a", "=", "u", ".", "a"],
    &["CREATE", "TABLE", "IF", "NOT", "EXISTS", "t", "(", "a", "int", ")", ";", "TRUNCATE", "TABLE", "u"],
    &[
        "SELECT", "EXTRACT", "(", "YEAR", "FROM", "a", ")", "FROM", "LATERAL", "f", "(", "1", ")", "g", ",", "(",
        "VALUES", "(", "1", ")", ")", "v",
    ],
];

const TRIVIA: &[&str] = &[" ", "\n", "\t \r\n", " /* SELECT * FROM c */ ", " -- FROM 'd\n", "/**/", "\n\n"];

proptest! {
    #![proptest_config(config())]

    #[test]
    fn nothing_panics_on_any_text(sql in any::<String>(), cut in any::<Index>()) {
        for dialect in DIALECTS {
            everything(&sql, dialect, cut);
        }
    }

    #[test]
    fn nothing_panics_on_soup(sql in soup(), cut in any::<Index>()) {
        for dialect in DIALECTS {
            everything(&sql, dialect, cut);
        }
    }

    #[test]
    fn trivia_changes_nothing(
        tokens in select(TOKENS),
        trivia in prop::collection::vec(select(TRIVIA), 64),
    ) {
        let mut dirty = String::new();
        for (token, trivia) in tokens.iter().zip(trivia.iter().cycle()) {
            dirty += trivia;
            dirty += token;
        }
        let clean = tokens.join(" ");
        for dialect in [Postgres, MySql, Sqlite] {
            prop_assert_eq!(summarize(&dirty, dialect), summarize(&clean, dialect), "{}", dirty);
        }
        let spaces: String = tokens.iter().flat_map(|token| [*token, "\n\t"]).collect();
        prop_assert_eq!(summarize(&spaces, Generic), summarize(&clean, Generic));
    }

    /// A secret in any literal is gone, and sanitising again finds nothing to replace.
    #[test]
    fn no_literal_survives(sql in soup(), number in 1_000_000u32..9_000_000) {
        for dialect in DIALECTS {
            let secret = format!("{sql} '; SELECT '{number}', {number}, -{number}.5, E'{number}', {number}e5");
            let clean = sanitized(&secret, dialect);
            let again = sanitized(&clean, dialect);
            // Soup may open a quoted identifier, which is kept and may hold anything.
            if !sql.contains(['"', '`', '[', '\\', '$', ':', '@', '?', '\'']) {
                prop_assert!(!clean.contains(&number.to_string()), "{:?}: {} -> {}", dialect, secret, clean);
                // Without the comment after it, MySQL's `--` becomes one.
                prop_assert!(clean == again || sql.contains("--"), "{clean:?} {again:?}");
            }
        }
    }

    #[test]
    fn literals_become_placeholders(
        string in "[^'\\\\\u{0}]{0,20}",
        number in "-?[0-9]{1,9}(\\.[0-9]{1,5})?([eE][+-]?[0-9]{1,2})?",
    ) {
        for dialect in DIALECTS {
            let sql = format!("SELECT * FROM t WHERE a = '{string}' AND b = {number} AND c IN ({number}, '{string}')");
            let clean = sanitized(&sql, dialect);
            prop_assert_eq!(clean, "SELECT * FROM t WHERE a = ? AND b = ? AND c IN (?, ?)");
        }
    }
}

/// The same text in a constant and at run time.
macro_rules! agrees {
    ($($sql:expr, $dialect:ident;)*) => {
        $({
            const SUMMARY: Summary = summarize($sql, $dialect);
            const SANITIZED: usize = sanitized_len($sql, $dialect);
            const COLLAPSED: usize = collapsed_len($sql, $dialect);
            const PLACEHOLDERS: Option<usize> = greatest_placeholder($sql, $dialect);
            const COMMENT: bool = has_comment($sql, $dialect);
            const TAKES: bool = takes_comment($sql, $dialect);
            const STATEMENT: bool = is_statement($sql, $dialect);
            let sql = String::from($sql);
            assert_eq!(SUMMARY, summarize(&sql, $dialect));
            assert_eq!(SANITIZED, sanitized_len(&sql, $dialect));
            assert_eq!(COLLAPSED, collapsed_len(&sql, $dialect));
            assert_eq!(PLACEHOLDERS, greatest_placeholder(&sql, $dialect));
            assert_eq!(COMMENT, has_comment(&sql, $dialect));
            assert_eq!(TAKES, takes_comment(&sql, $dialect));
            assert_eq!(STATEMENT, is_statement(&sql, $dialect));
        })*
    };
}

#[test]
fn constants_agree_with_run_time() {
    agrees! {
        "SELECT * FROM users u JOIN orders o ON o.user_id = u.id WHERE u.id = $1", Postgres;
        "WITH a AS (SELECT 1 FROM t) INSERT INTO b SELECT * FROM a -- x", Generic;
        r"UPDATE `t` SET a = 'it\'s', b = ? # c", MySql;
        "INSERT OR REPLACE INTO [t] VALUES (?1, :n, 'x');", Sqlite;
        r"SELECT 'C:\' FROM a", Generic;
        "hello", Generic;
    }
}

/// A whole file is a constant without a word from `long_running_const_eval` (100 KiB are, too).
#[test]
fn a_long_text_is_a_constant() {
    const TEXT: &str = include_str!("statements/postgres.sql");
    const SUMMARY: Summary = summarize(TEXT, Postgres);
    assert!(SUMMARY.as_str().starts_with("SELECT \"User\" "));
    const { assert!(has_comment(TEXT, Postgres)) };
}
