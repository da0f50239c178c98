//! `append` and `parse`: the specification's examples, properties, and hostile tags executed by all three databases.

use proptest::prelude::*;
use serde_json::Value;
use sqlspan::Dialect::{self, Generic, MySql, Postgres, Sqlite};
use sqlspan::comment::{append, parse, prepend};
use sqlspan_tests::{Fixture, System};
use sqlx::{AssertSqlSafe, Database, Executor, IntoArguments, Row};

const ALL: [Dialect; 4] = [Generic, Postgres, MySql, Sqlite];

/// Tags that want out.
const HOSTILE: [&str; 22] = [
    "*/",
    "/*",
    "*/ DROP TABLE orders; /*",
    "'--",
    "'; DROP TABLE orders --",
    "\\",
    "\\'",
    "\\*/",
    "%2A%2F",
    "%",
    "%%",
    "+ ",
    "\0",
    "\n",
    "\r\n-- ",
    "\u{2028}",
    "＊／",
    "😀 'ß\" `",
    "$$",
    "?",
    "$1",
    ":name {0} %s",
];

fn vectors(text: &str) -> Vec<Value> {
    serde_json::from_str(text).expect("the vectors are JSON")
}

#[test]
fn the_examples_of_the_specification() {
    for vector in vectors(include_str!("vectors/commenter_spec.json")) {
        let tags = vector["tags"].as_object().expect("tags");
        let tags: Vec<(&str, &str)> =
            tags.iter().map(|(key, value)| (key.as_str(), value.as_str().expect("a text"))).collect();
        let sql = vector["sql"].as_str().expect("a statement");
        for dialect in ALL {
            let expected = vector["expected_strict_reference"].as_str().expect("a text");
            assert_eq!(append(sql, dialect, &tags), expected, "{dialect:?}");
        }
        // The page's own spelling is read as well.
        let printed = vector["expected"].as_str().expect("a text");
        if printed.contains("='") {
            let mut expected: Vec<(String, String)> =
                tags.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
            expected.sort();
            assert_eq!(parse(printed), expected, "{printed}");
        }
    }
}

#[test]
fn the_keys_and_values_of_the_specification() {
    for vector in vectors(include_str!("vectors/commenter_key_value_spec.json")) {
        let key = vector["key"].as_str().unwrap_or("key");
        let value = vector["value"].as_str().unwrap_or("value");
        let tag = [(key.to_owned(), value.to_owned())];
        let written = append("SELECT 1", Postgres, &[(key, value)]);
        assert_eq!(parse(&written), tag, "{written}");
        let printed = vector["final"].as_str().map_or_else(
            || {
                let key = vector["serialized_key"].as_str().unwrap_or("key");
                let value = vector["serialized_value"].as_str().unwrap_or("'value'");
                format!("{key}={value}")
            },
            // The page has a sign too many there.
            |printed| printed.replace("name=\\'\\'=", "name\\'\\'="),
        );
        assert_eq!(parse(&format!("SELECT 1 /*{printed}*/")), tag);
        // Its other escape, of quotes, has nothing to do after the strict encoding.
        if !printed.contains('\\') {
            assert_eq!(written, format!("SELECT 1 /*{printed}*/"));
        }
    }
}

#[test]
fn where_the_comment_goes() {
    for (sql, expected) in [
        ("SELECT 1", "SELECT 1 /*a='b'*/"),
        ("SELECT 1;", "SELECT 1 /*a='b'*/;"),
        ("SELECT 1 ; \n", "SELECT 1 /*a='b'*/;"),
        ("SELECT 1\n", "SELECT 1 /*a='b'*/"),
        ("SELECT ';'", "SELECT ';' /*a='b'*/"),
        ("SELECT '/* no comment */', '-- nor this'", "SELECT '/* no comment */', '-- nor this' /*a='b'*/"),
        ("SELECT \"--\"", "SELECT \"--\" /*a='b'*/"),
        // MariaDB refuses an empty statement, but not a comment alone.
        ("", ""),
        (" ;\n", " ;\n"),
        // There is one already.
        ("SELECT 1 -- one", "SELECT 1 -- one"),
        ("SELECT 1 --", "SELECT 1 --"),
        ("SELECT /*+ INDEX(a) */ 1", "SELECT /*+ INDEX(a) */ 1"),
        ("/* one */ SELECT 1;", "/* one */ SELECT 1;"),
        // It would not be a comment.
        ("SELECT 'it", "SELECT 'it"),
        ("SELECT \"it", "SELECT \"it"),
        ("SELECT 1 /* it", "SELECT 1 /* it"),
    ] {
        for dialect in ALL {
            assert_eq!(append(sql, dialect, &[("a", "b")]), expected, "{dialect:?}");
        }
    }
    assert_eq!(append("SELECT $$ -- $$", Postgres, &[("a", "b")]), "SELECT $$ -- $$ /*a='b'*/");
    assert_eq!(append("SELECT a # b", MySql, &[("a", "b")]), "SELECT a # b");
    assert_eq!(append("SELECT a # b", Postgres, &[("a", "b")]), "SELECT a # b /*a='b'*/");
    assert_eq!(append("SELECT a # b", Generic, &[("a", "b")]), "SELECT a # b", "MySQL reads a comment");
    assert_eq!(prepend("SELECT 1 ;", Generic, &[("a", "b")]), "/*a='b'*/ SELECT 1 ;");
    assert_eq!(prepend("SELECT 1 -- one", Generic, &[("a", "b")]), "SELECT 1 -- one");
}

#[test]
fn no_tags_no_change() {
    for sql in ["SELECT 1", "SELECT 1 ; ", "", ";"] {
        for tags in [&[][..], &[("", "value")], &[("key", "")], &[("", "")]] {
            assert!(matches!(append(sql, Generic, tags), std::borrow::Cow::Borrowed(same) if same == sql));
        }
    }
}

#[test]
fn what_is_not_a_comment_of_tags() {
    for sql in [
        "",
        "SELECT 1",
        "SELECT 1 /* one */",
        "SELECT 1 /*a=b*/",
        "SELECT 1 /*a='b'",
        "SELECT 1 /*='b'*/",
        "SELECT 1 /*a='b'c='d'*/",
        "SELECT 1 /*a='b',*/",
        "SELECT 1 /*a='%ZZ'*/",
        "SELECT 1 /*a='%'*/",
        "SELECT 1 /*a='%FF'*/",
        "SELECT 1 */",
        "*/",
        "/*",
        "/**/",
        "/*/",
    ] {
        assert_eq!(parse(sql), [], "{sql}");
    }
    let one = [("a".to_owned(), "b".to_owned())];
    for sql in
        ["SELECT 1 /*a='b'*/ ; ", "/*a='b'*/ SELECT 1", "/* x */ SELECT 1 /*a='b'*/", "/*a='b'*/ SELECT 1 /* x */"]
    {
        assert_eq!(parse(sql), one, "{sql}");
    }
}

/// Texts in which quotes and comments are opened and closed at random.
fn sql() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "SELECT", " ", "1", "'", "''", "\"", "`", "[", "]", "$$", "$a$", "--", "/*", "*/", "#", "\n", "\\", ";", "a",
        "E'", "é", "?", "$1", "\0",
    ]);
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever the tags hold, they come back; and what is before and after the comment is the statement.
    #[test]
    fn tags_come_back(sql in sql(), tags in prop::collection::vec((".{0,12}", ".{0,40}"), 0..5)) {
        let given: Vec<(&str, &str)> = tags.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect();
        for dialect in ALL {
            for commented in [append(&sql, dialect, &given), prepend(&sql, dialect, &given)] {
                if commented == sql {
                    continue;
                }
                let inside = &commented[commented.find("/*").unwrap_or_default()..];
                prop_assert!(!inside.is_empty());
                let mut expected: Vec<(String, String)> =
                    tags.iter().filter(|(key, value)| !key.is_empty() && !value.is_empty()).cloned().collect();
                let mut read = parse(&commented);
                expected.sort();
                read.sort();
                prop_assert_eq!(read, expected);
                // Commented once is commented.
                let again = append(&commented, dialect, &[("again", "yes")]);
                prop_assert_eq!(&*again, &*commented);
            }
        }
    }

    /// Nothing of a tag is left that means something to a lexer.
    #[test]
    fn tags_are_inert(tag in prop::sample::select(HOSTILE.to_vec()), other in ".{1,20}") {
        let commented = append("SELECT 1", Generic, &[(tag, &other), (&other, tag)]).into_owned();
        let body = commented.strip_prefix("SELECT 1 /*").and_then(|rest| rest.strip_suffix("*/"));
        let body = body.expect("one comment");
        let harmless = |char: char| char.is_ascii_alphanumeric() || "-._~%='',".contains(char);
        prop_assert!(body.chars().all(harmless), "{}", body);
    }
}

/// Executes a statement with every hostile tag, prepared and not, and compares what it returns.
async fn executes<DB: System>(dialect: Dialect)
where
    for<'c> &'c mut DB::Connection: Executor<'c, Database = DB>,
    DB::Arguments: IntoArguments<DB>,
    for<'r> String: sqlx::Decode<'r, DB> + sqlx::Type<DB>,
    usize: sqlx::ColumnIndex<DB::Row>,
{
    let Some(fixture) = Fixture::<DB>::new().await else { return };
    let long = "x*/'".repeat(2500);
    let statements = ["SELECT status FROM orders WHERE id = 2", "SELECT 'paid' ;", "SELECT 'pa' 'id' WHERE 1 = 1;"];
    for tag in HOSTILE.into_iter().chain([long.as_str()]) {
        for statement in &statements[..if DB::NAME == "SQLite" { 2 } else { 3 }] {
            // MariaDB wants a table for a condition, and PostgreSQL a new line between two strings.
            let statement = statement.replace("'pa' 'id' WHERE 1 = 1", "'paid' FROM orders WHERE id = 1");
            for text in [
                append(&statement, dialect, &[("route", tag), (tag, "value")]),
                prepend(&statement, dialect, &[("route", tag), (tag, "value")]),
            ] {
                assert_ne!(text, statement);
                let prepared = sqlx::query(AssertSqlSafe(text.as_ref())).fetch_all(&fixture.pool).await;
                let simple = sqlx::raw_sql(AssertSqlSafe(text.as_ref())).fetch_all(&fixture.pool).await;
                for rows in [prepared, simple] {
                    let rows: Vec<DB::Row> = rows.unwrap_or_else(|error| panic!("{text}: {error}"));
                    assert_eq!(rows.len(), 1, "{text}");
                    assert_eq!(value::<DB>(&rows[0]), "paid", "{text}");
                }
            }
        }
    }
    let left: Vec<DB::Row> = sqlx::query("SELECT status FROM orders").fetch_all(&fixture.pool).await.unwrap();
    assert_eq!(left.len(), 3);
}

fn value<DB: Database>(row: &DB::Row) -> String
where
    for<'r> String: sqlx::Decode<'r, DB> + sqlx::Type<DB>,
    usize: sqlx::ColumnIndex<DB::Row>,
{
    row.get::<String, _>(0)
}

#[tokio::test]
async fn hostile_tags_on_sqlite() {
    executes::<sqlx::Sqlite>(Sqlite).await;
}

#[tokio::test]
async fn hostile_tags_on_postgres() {
    executes::<sqlx::Postgres>(Postgres).await;
}

#[tokio::test]
async fn hostile_tags_on_mariadb() {
    executes::<sqlx::MySql>(MySql).await;
}
