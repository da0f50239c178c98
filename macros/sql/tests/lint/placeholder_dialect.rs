//! Placeholders of another dialect.

use sqlspan_sql::Dialect;
use sqlspan_sql::Dialect::{Generic, MySql, Postgres, Sqlite};
use sqlspan_sql::lint::{self};

use super::shown;

#[test]
fn foreign() {
    let rows: &[(Dialect, &str, Option<&str>)] = &[
        (Postgres, "SELECT a FROM t WHERE b = ?", Some("?")),
        (Postgres, "SELECT a FROM t WHERE b IN (?, ?)", Some("?")),
        (Postgres, "INSERT INTO t VALUES (?, $1)", Some("?")),
        (Postgres, "SELECT a FROM t LIMIT ?", Some("?")),
        (Postgres, "SELECT a FROM t WHERE b = ?1", Some("?1")),
        (Postgres, "SELECT a FROM t WHERE b ? 'c'", None),
        (Postgres, "SELECT a FROM t WHERE (b -> 'c') ? $1 AND d ?| $2 AND e ?& array['f']", None),
        (Postgres, "SELECT a FROM t WHERE b @? '$.c' AND '?' = $1 -- ?", None),
        (Postgres, "SELECT a FROM t WHERE b['c'] ? 'd'", None),
        (Postgres, "SELECT ?- lseg '((0,0),(1,0))'", None),
        (MySql, "SELECT a FROM t WHERE b = $1", Some("$1")),
        (MySql, "SELECT a FROM t WHERE b = :name", Some(":name")),
        (MySql, "SELECT a FROM t WHERE b = ? AND c = '$1' AND d := 1", None),
        (Sqlite, "SELECT a FROM t WHERE b = ? AND c = $1 AND d = :e", None),
        (Generic, "SELECT a FROM t WHERE b = ? AND c = $1", None),
    ];
    for (dialect, sql, expected) in rows {
        assert_eq!(shown(sql, lint::placeholder_dialect(sql, *dialect)), *expected, "{dialect:?} {sql}");
    }
}
