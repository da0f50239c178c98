//! What could take all items of a loop at once.

use sqlspan_sql::Dialect::{Generic, Postgres};
use sqlspan_sql::read;

#[test]
fn batches() {
    for sql in [
        "SELECT a FROM t WHERE b = ANY($1)",
        "SELECT a FROM t WHERE b <> ALL ($1::bigint[])",
        "INSERT INTO t SELECT * FROM UNNEST($1::int[])",
        "SELECT a FROM t, jsonb_to_recordset($1) AS r(b int)",
        "SELECT a FROM t WHERE b IN (SELECT value FROM json_each(?))",
        "SELECT a FROM JSON_TABLE(?, '$[*]' COLUMNS (b INT PATH '$')) AS r",
    ] {
        assert!(read(sql, Generic).takes_list(), "{sql}");
    }
    for sql in
        ["SELECT a FROM t WHERE b = ANY(SELECT c FROM d)", "SELECT any_value(a), unnest FROM t", "SELECT '= ANY($1)'"]
    {
        assert!(!read(sql, Generic).takes_list(), "{sql}");
    }
    for sql in [
        "SELECT a FROM t ORDER BY b LIMIT $1",
        "SELECT a FROM t LIMIT 10 OFFSET $1",
        "SELECT a FROM t LIMIT 10, 20",
        "SELECT a FROM t OFFSET 5 ROWS FETCH NEXT $1 ROWS ONLY",
        "SELECT a FROM t LIMIT 1 FOR UPDATE SKIP LOCKED",
    ] {
        assert!(read(sql, Postgres).paging().is_some(), "{sql}");
    }
    for sql in ["SELECT a FROM t LIMIT 1", "SELECT a, offset FROM t WHERE b = 'LIMIT $1'", "SELECT a FROM t OFFSET 0"] {
        assert!(read(sql, Postgres).paging().is_none(), "{sql}");
    }
}
