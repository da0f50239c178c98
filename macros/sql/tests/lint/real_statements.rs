//! Statements of real programs, in which no lint finds anything but what it is for.

use sqlspan_sql::Dialect::{Generic, MySql, Postgres, Sqlite};
use sqlspan_sql::lint::{self};
use sqlspan_sql::read;

use super::shown;

/// No lint has anything to say of the statements that the summaries are tested on, but what is true of these.
#[test]
fn real_statements() {
    let (mut several, mut writes) = (Vec::new(), Vec::new());
    for (text, dialect) in [
        (include_str!("../statements/postgres.sql"), Postgres),
        (include_str!("../statements/mysql.sql"), MySql),
        (include_str!("../statements/sqlite.sql"), Sqlite),
        (include_str!("../statements/common.sql"), Generic),
    ] {
        for sql in text.split("\n\n").map(str::trim) {
            for dialect in [dialect, Generic] {
                assert_eq!(shown(sql, lint::stray_placeholder(sql, dialect, 0)), None, "{dialect:?} {sql}");
                assert_eq!(lint::quoted_placeholder(sql, dialect, &["name"]), None, "{dialect:?} {sql}");
                assert_eq!(shown(sql, lint::placeholder_dialect(sql, dialect)), None, "{dialect:?} {sql}");
                let reading = read(sql, dialect);
                several.extend(reading.has_several_statements().is_yes().then_some(sql));
                writes.extend(lint::unfiltered_write(&reading).map(|_| sql));
            }
        }
    }
    several.dedup();
    writes.dedup();
    assert_eq!(
        several,
        [
            "SELECT 1; SELECT * FROM a; UPDATE b SET c = 1",
            "BEGIN; UPDATE t SET a = 1; COMMIT",
            "CREATE TABLE a (x); INSERT INTO a VALUES (1); SELECT x FROM a",
        ]
    );
    assert_eq!(
        writes,
        [
            "SELECT 1; SELECT * FROM a; UPDATE b SET c = 1",
            "WITH d AS (SELECT MAX(id) AS id FROM drafts) UPDATE posts SET draft_id = (SELECT id FROM d)",
            "UPDATE OR IGNORE t SET a = 1",
            "UPDATE accounts SET (a, b) = (SELECT a, b FROM src WHERE src.id = accounts.id)",
            "DELETE FROM t RETURNING *",
            "BEGIN; UPDATE t SET a = 1; COMMIT",
            "UPDATE accounts SET balance = (SELECT SUM(amount) FROM entries WHERE entries.account_id = accounts.id)",
        ]
    );
}
