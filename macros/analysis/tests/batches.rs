//! What `n_plus_one` proposes: for each statement what holds for it, or words.

#![allow(clippy::expect_used, clippy::unwrap_used, reason = "tests")]

use sqlspan_analysis::{Lint, repository};

/// The help for `query` in a loop over `rows`.
fn help(dialect: &str, query: &str) -> String {
    let source = format!(
        "impl Orders {{ async fn run(&self, pool: &PgPool, rows: &[Row], same: i64) -> R {{ \
             for row in rows {{ {query}.execute(pool).await?; }} \
         }} }}"
    );
    let item = syn::parse_str(&source).unwrap();
    let model = repository(format!("dialect = {dialect}").parse().unwrap(), &item, None);
    let mut findings = model.diagnostics.iter().filter_map(|diagnostic| diagnostic.finding());
    let finding = findings.find(|finding| finding.lint == Lint::NPlusOne).expect(query);
    finding.message.lines().nth(1).unwrap().trim_start_matches("help: ").to_owned()
}

/// A query of this text that binds these values.
fn query(text: &str, values: &[&str]) -> String {
    let binds: Vec<String> = values.iter().map(|value| format!(".bind({value})")).collect();
    format!("sqlx::query({text:?}){}", binds.concat())
}

/// The statement that is proposed.
fn statement(help: &str) -> Option<&str> {
    let (_, rest) = help.split_once(": `")?;
    let (statement, _) = rest.split_once("` with ")?;
    Some(statement)
}

#[test]
fn on_postgresql_a_statement_for_all_is_proposed_where_it_means_the_same() {
    let rows: &[(&str, &[&str], &str)] = &[
        (
            "INSERT INTO a (b, c) VALUES ($1, $2)",
            &["row.b", "row.c"],
            "INSERT INTO a (b, c) SELECT * FROM UNNEST($1, $2)",
        ),
        (
            "INSERT INTO a (b, c, d) VALUES ($1, $2, now()) ON CONFLICT DO NOTHING RETURNING b",
            &["row.b", "same"],
            "INSERT INTO a (b, c, d) SELECT v.b, $2, now() FROM UNNEST($1) AS v(b) ON CONFLICT DO NOTHING RETURNING b",
        ),
        (
            "INSERT INTO a (b, c, d) VALUES ($2, $1, $1)",
            &["row.c", "row.b"],
            "INSERT INTO a (b, c, d) SELECT v.b, v.c, v.c FROM UNNEST($2, $1) AS v(b, c)",
        ),
        (
            "SELECT a FROM t WHERE b = $1 AND c ORDER BY d",
            &["row.b"],
            "SELECT a FROM t WHERE b = ANY($1) AND c ORDER BY d",
        ),
        (
            "SELECT a FROM t WHERE b = $1 AND c > $2 AND t.d = $3",
            &["row.b", "same", "row.d"],
            "SELECT a FROM t WHERE (b, t.d) IN (SELECT * FROM UNNEST($1, $3)) AND c > $2",
        ),
        ("SELECT count(*) FROM t WHERE b = $1", &["row.b"], "SELECT b, count(*) FROM t WHERE b = ANY($1) GROUP BY b"),
        (
            "SELECT coalesce(sum(a), 0) FROM t WHERE c BETWEEN 1 AND 2 AND b = $1",
            &["row.b"],
            "SELECT b, coalesce(sum(a), 0) FROM t WHERE c BETWEEN 1 AND 2 AND b = ANY($1) GROUP BY b",
        ),
        ("DELETE FROM t WHERE b = $1", &["row.b"], "DELETE FROM t WHERE b = ANY($1)"),
        (
            "DELETE FROM t WHERE b = $1 AND c = $2",
            &["row.b", "row.c"],
            "DELETE FROM t WHERE (b, c) IN (SELECT * FROM UNNEST($1, $2))",
        ),
        ("UPDATE t SET a = $1 WHERE b = $2", &["same", "row.b"], "UPDATE t SET a = $1 WHERE b = ANY($2)"),
        (
            "UPDATE t SET a = $1, c = now(), d = $3 WHERE b = $2 AND e = $4 RETURNING b",
            &["row.a", "row.b", "same", "row.e"],
            "UPDATE t SET a = v.new_a, c = now(), d = $3 FROM UNNEST($1, $2, $4) AS v(new_a, of_b, of_e) \
             WHERE b = v.of_b AND e = v.of_e RETURNING b",
        ),
        ("DELETE FROM t WHERE b = $1", &["format!(\"k{row}\")"], "DELETE FROM t WHERE b = ANY($1)"),
    ];
    for (text, values, expected) in rows {
        let help = help("postgres", &query(text, values));
        assert_eq!(statement(&help), Some(*expected), "{help}");
    }
}

#[test]
fn where_no_statement_is_certain_there_are_words() {
    let rows: &[(&str, &[&str])] = &[
        ("SELECT a FROM t WHERE b = $1 LIMIT 1", &["row.b"]),
        ("SELECT a FROM t WHERE NOT b = $1", &["row.b"]),
        ("SELECT a FROM t WHERE c OR b = $1", &["row.b"]),
        ("SELECT a FROM t WHERE b = $1 OR c", &["row.b"]),
        ("SELECT a FROM t WHERE (c OR b = $1)", &["row.b"]),
        ("SELECT a FROM t WHERE b = $1 AND c > $1", &["row.b"]),
        ("SELECT a FROM t WHERE b = $1 AND c = $1", &["row.b"]),
        ("SELECT a FROM t WHERE b = $1 AND c < $2", &["row.b", "row.c"]),
        ("SELECT DISTINCT a FROM t WHERE b = $1", &["row.b"]),
        ("SELECT count(*) FROM t WHERE b = $1 GROUP BY c", &["row.b"]),
        ("SELECT a, row_number() OVER (ORDER BY c) FROM t WHERE b = $1", &["row.b"]),
        ("SELECT EXISTS (SELECT 1 FROM t WHERE b = $1)", &["row.b"]),
        ("SELECT a FROM t LEFT JOIN s ON s.b = $1", &["row.b"]),
        ("SELECT a FROM t WHERE CASE WHEN c AND b = $1 THEN d ELSE e END", &["row.b"]),
        ("SELECT a FROM t WHERE b = $1 UNION SELECT a FROM s", &["row.b"]),
        ("SELECT a FROM t WHERE lower(b) = $1", &["row.b"]),
        ("SELECT a FROM t WHERE b = $1 || 'x'", &["row.b"]),
        ("SELECT a FROM t WHERE b = $1", &["other(row).await?"]),
        ("INSERT INTO a (b, c) VALUES ($1, DEFAULT)", &["row.b"]),
        ("INSERT INTO a (b) VALUES (lower($1))", &["row.b"]),
        ("INSERT INTO a (b) VALUES ($1), ($2)", &["row.b", "row.c"]),
        ("INSERT INTO a (b, c) VALUES ($1, $2) ON CONFLICT (b) DO UPDATE SET c = $2", &["row.b", "row.c"]),
        ("UPDATE t SET a = $1", &["row.a"]),
        ("UPDATE t SET a = a + $1 WHERE b = $2", &["row.a", "row.b"]),
        ("UPDATE t SET a = $1 WHERE b = $2 RETURNING *", &["row.a", "row.b"]),
        ("UPDATE t SET a = $1 FROM s WHERE b = $2", &["row.a", "row.b"]),
        ("WITH x AS (SELECT 1) SELECT a FROM t WHERE b = $1", &["row.b"]),
    ];
    for (text, values) in rows {
        let help = help("postgres", &query(text, values));
        assert_eq!(statement(&help), None, "{help}");
        assert!(help.starts_with("ask for all") || help.contains("all of them in one statement: "), "{help}");
    }
}

#[test]
fn elsewhere_a_builder_is_proposed() {
    let rows: &[(&str, &[&str], &str)] = &[
        (
            "INSERT INTO a (b, c) VALUES (?, 'new') RETURNING id",
            &["row.b"],
            "`QueryBuilder::new(\"INSERT INTO a (b, c) \")` with \
             `.push_values(rows, |mut values, row| { values.push_bind(row.b); values.push(\"'new'\"); })` \
             and `.push(\" RETURNING id\")`",
        ),
        (
            "SELECT b FROM t WHERE b = ? ORDER BY c",
            &["row.b"],
            "begins with `SELECT b FROM t WHERE b IN (`, grows by `separated(\", \")` and `push_bind` for every `row.b`, \
             and ends with `) ORDER BY c`",
        ),
        (
            "SELECT b FROM t WHERE a = ? AND b = ?",
            &["same", "row.b"],
            "grows `b IN (` by `separated(\", \")` and `push_bind`",
        ),
        (
            "DELETE FROM t WHERE a = ? AND b = ?",
            &["row.a", "row.b"],
            "begins with `DELETE FROM t WHERE (a, b) IN`, grows by `push_tuples`",
        ),
        ("UPDATE t SET a = ? WHERE b = ?", &["row.a", "row.b"], "a `QueryBuilder` with `CASE`"),
    ];
    for (text, values, expected) in rows {
        let help = help("sqlite", &query(text, values));
        assert!(help.contains(expected), "{help}");
    }
}

#[test]
fn the_macros_of_sqlx_are_told_what_they_take() {
    let help_of = |query: &str| help("postgres", query);
    let help = help_of("sqlx::query!(\"INSERT INTO a (b) VALUES ($1)\", row.b)");
    assert!(help.contains("UNNEST($1)` with a `Vec` of all `row.b` bound; `query!` wants the type"), "{help}");
    let help = help_of("sqlx::query_scalar!(\"SELECT a FROM t WHERE b = $1\", row)");
    assert!(help.contains("ANY($1)` with `&rows[..]`; select `b` too, with `query_as`"), "{help}");
}
