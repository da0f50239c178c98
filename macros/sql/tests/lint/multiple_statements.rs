//! Several statements in one text.

use sqlspan_sql::Dialect::{Generic, MySql, Postgres, Sqlite};
use sqlspan_sql::lint::{self};
use sqlspan_sql::{Dialect, read};

use super::ALL;

#[test]
fn several_statements() {
    let rows: &[(&[Dialect], &str, bool)] = &[
        (ALL, "DELETE FROM a; DELETE FROM b", true),
        (ALL, "BEGIN;\nSELECT 1;\nCOMMIT;", true),
        (ALL, "SELECT 1; SELECT 2", true),
        (ALL, "CREATE TABLE a (b int); CREATE INDEX c ON a (b)", true),
        (ALL, "SELECT 1;", false),
        (ALL, "SELECT 1; -- two; three\n;;", false),
        (ALL, "SELECT ';', \"a;b\" /* ; */ FROM c", false),
        (&[Postgres], "SELECT $$ ; SELECT 2 $$", false),
        (&[Postgres], "DO $$ BEGIN a; b; END $$", false),
        (ALL, "CREATE TRIGGER t AFTER INSERT ON a BEGIN UPDATE b SET c = 1; DELETE FROM d; END", false),
        (&[MySql], "CREATE DEFINER = a PROCEDURE p() BEGIN SELECT 1; SELECT 2; END", false),
        (&[Generic], r"SELECT 'it\'s; a', 'b'", false),
        (ALL, "", false),
        (ALL, ";;", false),
    ];
    for (dialects, sql, expected) in rows {
        for dialect in *dialects {
            let expected = *expected && *dialect != Sqlite;
            assert_eq!(lint::multiple_statements(&read(sql, *dialect)).is_some(), expected, "{dialect:?} {sql}");
        }
    }
}
