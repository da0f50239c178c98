//! What tells a statement from others.

use sqlspan_analysis::{Answer, Dialect, RecordedText, StatementId, TablesOf};

fn id(sql: &str, dialect: Dialect) -> String {
    StatementId::of(&RecordedText::read(sql, dialect).collapsed, dialect).to_string()
}

#[test]
fn an_id_depends_on_the_words_and_the_dialect_alone() {
    // Written down, so that a change of the hash shows: dashboards hold these.
    assert_eq!(id("SELECT 1", Dialect::Generic), "16c5a8df1afd");
    assert_eq!(id("\n  SELECT   1 ", Dialect::Generic), id("SELECT 1", Dialect::Generic));
    assert_ne!(id("SELECT 2", Dialect::Generic), id("SELECT 1", Dialect::Generic));
    assert_ne!(id("SELECT 1", Dialect::Postgres), id("SELECT 1", Dialect::Generic));
}

#[test]
fn tables_are_told_apart_by_what_is_done_to_them() {
    let sql =
        "WITH old AS (DELETE FROM orders RETURNING id) INSERT INTO archive SELECT * FROM old JOIN customers USING (id)";
    let tables = TablesOf::read(sql, Dialect::Postgres);
    assert_eq!(
        (tables.read, tables.written),
        (vec!["customers".to_owned()], vec!["orders".to_owned(), "archive".to_owned()])
    );
    assert_eq!(tables.writes, Answer::Yes);
    let copied = TablesOf::read("INSERT INTO t SELECT * FROM t", Dialect::Generic);
    assert_eq!((copied.read.len(), copied.written.len()), (0, 1));
}
