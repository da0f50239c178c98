//! Functions and closures of the user's that bear the names of sqlx's.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use sqlspan_analysis::{Diagnostic, file};

fn lints(source: &str) -> Vec<&'static str> {
    let model = file(&syn::parse_file(source).unwrap(), None);
    model.diagnostics.iter().filter_map(Diagnostic::finding).map(|finding| finding.lint.name()).collect()
}

#[test]
fn they_are_not_taken_for_sqlx() {
    let body = "async fn run(fixture: &Fixture) { trace.run(query(&fixture.pool)).await; }";
    // Where it comes from is out of sight.
    assert_eq!(lints(body), ["dynamic_sql"]);
    assert_eq!(lints(&format!("use sqlx::query;\n{body}")), ["dynamic_sql"]);
    assert_eq!(lints(&format!("async fn query(pool: &PgPool) {{}}\n{body}")), [""; 0]);
    let bound =
        "async fn run(fixture: &Fixture, query: impl AsyncFnOnce(&PgPool)) { trace.run(query(&fixture.pool)).await; }";
    assert_eq!(lints(bound), [""; 0]);
    let inside = "async fn run(f: &Fixture) { async fn query(pool: &PgPool) {} trace.run(query(&f.pool)).await; }";
    assert_eq!(lints(inside), [""; 0]);
}

#[test]
fn a_statement_is_one_whoever_takes_it() {
    let source = r#"
        fn query(sql: &str) -> Wrapped { todo!() }
        async fn run(p: &PgPool) { query("DELETE FROM a").execute(p).await; }
    "#;
    assert_eq!(lints(source), ["unfiltered_write"]);
}
