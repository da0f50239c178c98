//! Placeholders in quotes, where they are text.

use sqlspan_sql::Dialect;
use sqlspan_sql::Dialect::{Generic, MySql, Postgres};
use sqlspan_sql::lint::{self};

use super::ALL;

#[test]
fn quoted() {
    let rows: &[(&[Dialect], &str, Option<(&str, bool)>)] = &[
        (ALL, "SELECT a FROM t WHERE b LIKE '%{name}%'", Some(("{name}", true))),
        (ALL, "SELECT a FROM t WHERE b LIKE '{name}%'", Some(("{name}", true))),
        (ALL, "SELECT a FROM t WHERE b = '{name}'", Some(("{name}", false))),
        (ALL, "SELECT a FROM t WHERE b = 'is {name:?} here'", Some(("{name:?}", false))),
        (ALL, "SELECT a FROM t WHERE b IN ('x', '{name}')", Some(("{name}", false))),
        (&[MySql], "SELECT a FROM t WHERE b = \"{name}\"", Some(("{name}", false))),
        (ALL, "SELECT '{}', '{1}', '{a,b}', '{\"a\": 1}', '{a b}'", None),
        (ALL, "SELECT a FROM t WHERE b = {name}", None),
        (&[Postgres, Generic], "SELECT '{name}'::text[], '{name}' ::jsonb", None),
        (ALL, "SELECT CAST('{name}' AS JSON)", None),
        (&[Postgres, Generic], "SELECT a FROM t WHERE b #>> '{name}' = 'x' AND c @> '{name}' AND d && '{name}'", None),
        (&[Postgres, Generic], "SELECT a FROM t WHERE b #> '{name}' IS NULL AND c ?| '{name}' AND d <@ '{name}'", None),
        (&[Postgres, MySql], "SELECT jsonb '{name}'", None),
        (&[Postgres], "SELECT $$ {name} $$", None),
        (ALL, "SELECT \"{\" -- '{name}'", None),
    ];
    for (dialects, sql, expected) in rows {
        for dialect in *dialects {
            let found = lint::quoted_placeholder(sql, *dialect, &["name"]);
            let found = found.map(|found| (&sql[found.range().0..found.range().1], found.number() == 2));
            assert_eq!(found, *expected, "{dialect:?} {sql}");
        }
    }
}
