//! Placeholders of format strings, and the texts that look like one and are none.

use sqlspan_sql::Dialect;
use sqlspan_sql::Dialect::{Generic, MySql, Postgres, Sqlite};
use sqlspan_sql::lint::{self};

use super::{ALL, shown};

#[test]
fn strays() {
    let rows: &[(&[Dialect], &str, Option<&str>)] = &[
        (ALL, "SELECT a FROM t WHERE id = {id}", Some("{id}")),
        (ALL, "SELECT a FROM t WHERE id = {}", Some("{}")),
        (ALL, "SELECT a FROM t WHERE id = {0}", Some("{0}")),
        (ALL, "SELECT a FROM t WHERE id = {:?}", Some("{:?}")),
        (ALL, "SELECT a FROM t WHERE id = {0:?}", Some("{0:?}")),
        (ALL, "SELECT a FROM t WHERE id = {x:>5}", Some("{x:>5}")),
        (ALL, "SELECT a FROM t WHERE id = { id }", Some("{ id }")),
        (ALL, "SELECT a FROM t WHERE id = {self.id}", Some("{self.id}")),
        (ALL, "SELECT a FROM t WHERE id = {{id}}", Some("{{id}}")),
        (ALL, "SELECT a FROM t WHERE id = {{ id }}", Some("{{ id }}")),
        (ALL, "SELECT a FROM t WHERE id = ${id}", Some("${id}")),
        (ALL, "SELECT a FROM t WHERE id = #{id}", Some("#{id}")),
        (ALL, "SELECT a FROM t WHERE id = #{user.id} AND b = 1", Some("#{user.id}")),
        (ALL, "SELECT a FROM t WHERE id IN (#{id})", Some("#{id}")),
        (ALL, "{statement}", Some("{statement}")),
        (ALL, "SELECT {columns} FROM t", Some("{columns}")),
        (ALL, "SELECT a FROM {table}", Some("{table}")),
        (ALL, "SELECT a FROM {prefix}_orders", Some("{prefix}")),
        (ALL, "SELECT a FROM t WHERE id = %s", Some("%s")),
        (ALL, "SELECT a FROM t WHERE id = %d AND b", Some("%d")),
        (ALL, "SELECT a FROM t WHERE id IN (%s)", Some("%s")),
        (ALL, "SELECT a FROM t WHERE id = %(id)s", Some("%(id)s")),
        (ALL, "SELECT a FROM %s WHERE b", Some("%s")),
        (ALL, "SELECT a FROM t LIMIT %d", Some("%d")),
        (ALL, "%s", Some("%s")),
        (ALL, "SELECT 'é' WHERE ü = {größe}", Some("{größe}")),
        // None of them.
        (ALL, "SELECT '{}', '{1,2}', '{\"a\":1}', '{id}' FROM t", None),
        (ALL, "SELECT a -- {todo}\nFROM t", None),
        (ALL, "SELECT a /* {x} ${y} %s */ FROM t", None),
        (ALL, "SELECT a AS \"col{1}\" FROM t", None),
        (&[Postgres, Generic], "SELECT $$ {x} $$, $tag$ ${y} %s $tag$", None),
        (&[MySql, Sqlite, Generic], "SELECT a AS `col{id}` FROM t", None),
        (&[Sqlite], "SELECT [a{id}] FROM t", None),
        (&[MySql], "SELECT a # see {todo}\nFROM t", None),
        (&[MySql], "SELECT a #{todo}\nFROM t", None),
        (&[Generic], "SELECT a # see {todo}\nFROM t", None),
        (ALL, "SELECT {d '2020-01-01'}, {ts '2020-01-01 00:00:00'}, {t '00:00'}, {fn now()}", None),
        (ALL, "SELECT a FROM {oj t LEFT JOIN s ON t.a = s.a}", None),
        (ALL, "SELECT a %s FROM t", None),
        (ALL, "SELECT (a) %d, 10 %s, 'x' %d FROM t", None),
        (ALL, "SELECT a % b, a %b, a%2 FROM t", None),
        (ALL, "SELECT a FROM t WHERE b = %score", None),
        (ALL, "SELECT a FROM t WHERE b LIKE '%s'", None),
        (&[Postgres], "SELECT a[1:2], b #> '{a,b}', b #>> '{c}' FROM t", None),
        (&[Postgres], "MATCH (a)-[]->{1,3}(b)", None),
        (&[Postgres], r"SELECT E'\'{id}' FROM t", None),
        (&[MySql], r"SELECT 'it\'s {id}' FROM t", None),
        (&[Generic], r"SELECT 'it\'s {id}' FROM t", None),
    ];
    for (dialects, sql, expected) in rows {
        for dialect in *dialects {
            assert_eq!(shown(sql, lint::stray_placeholder(sql, *dialect, 0)), *expected, "{dialect:?} {sql}");
        }
    }
    let sql = "SELECT {a}, {b}";
    let (_, end) = lint::stray_placeholder(sql, Generic, 0).unwrap().range();
    assert_eq!(shown(sql, lint::stray_placeholder(sql, Generic, end)), Some("{b}"));
}
