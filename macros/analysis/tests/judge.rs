//! What is said of a text that stands in a constant: what is said of the same text where it is in sight.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use sqlspan_analysis::{ConstantCheck, Diagnostic, Dialect, Lint, Model, file, judge};

fn model(text: &str, before: &str, after: &str) -> Model {
    let source = format!("async fn run(p: &PgPool, name: &str) {{ {before} sqlx::query({text}){after} }}");
    file(&syn::parse_file(&source).unwrap(), None)
}

fn checks(model: &Model) -> Vec<ConstantCheck> {
    let sites = model.functions.iter().flat_map(|function| &function.sites);
    sites.filter_map(|site| site.query_call()).flat_map(|call| call.checks.clone()).collect()
}

#[test]
fn verdicts_are_those_of_a_literal() {
    for (sql, after) in [
        ("DELETE FROM a", ".execute(p).await;"),
        ("SELECT a FROM b WHERE c = {name}", ".execute(p).await;"),
        ("SELECT a FROM b WHERE c = '{name}'", ".execute(p).await;"),
        ("SELECT a FROM b WHERE c = $1", ".execute(p).await;"),
        ("SELECT 1; SELECT 2", ".execute(p).await;"),
        ("SELECT a FROM b WHERE c = $1", ".bind(name).execute(p).await;"),
    ] {
        let literal = model(&format!("{sql:?}"), "", after);
        let mut expected: Vec<(Lint, String)> = Vec::new();
        for finding in literal.diagnostics.iter().filter_map(Diagnostic::finding) {
            expected.push((finding.lint, finding.message.lines().next().unwrap().to_owned()));
        }
        let constant = model("SQL", "", after);
        let judged = checks(&constant).into_iter().filter_map(|check| {
            let message = judge(check.lint, &check.argument, sql, Dialect::Generic)?;
            Some((check.lint, message.lines().next().unwrap().to_owned()))
        });
        assert_eq!(judged.collect::<Vec<_>>(), expected, "{sql}");
    }
}

#[test]
fn a_query_in_a_loop_is_told_what_its_text_allows() {
    let constant = model("SQL", "for id in ids {", ".bind(id).execute(p).await; }");
    let check = checks(&constant).into_iter().find(|check| check.lint == Lint::NPlusOne).unwrap();
    let told = |sql| judge(check.lint, &check.argument, sql, Dialect::Postgres);
    let insert = told("INSERT INTO a (b) VALUES ($1)").unwrap();
    assert!(insert.starts_with("this query runs once in every round of `for id in ids`"), "{insert}");
    assert!(insert.contains("\nhelp: insert all of them in one statement"), "{insert}");
    assert!(told("SELECT a FROM b WHERE c = $1").unwrap().contains("\nhelp: ask for all of them in one query"));
    assert_eq!(told("SELECT a FROM b WHERE c = ANY($1)"), None);
}
