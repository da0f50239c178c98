//! What is found in a whole file, and at which level: by defaults, by attributes, beside other attributes.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use sqlspan_analysis::{Diagnostic, Level, Levels, Lint, Model, file, file_at_levels};

fn found(model: &Model) -> Vec<(&'static str, Level)> {
    let findings = model.diagnostics.iter().filter_map(Diagnostic::finding);
    findings.map(|finding| (finding.lint.name(), finding.level)).collect()
}

const DELETES: &str = r#"
    async fn plain(p: &PgPool) { sqlx::query("DELETE FROM a").execute(p).await; }
    #[sqlspan::traced(deny(unfiltered_write))]
    async fn denied(p: &PgPool) { sqlx::query("DELETE FROM b").execute(p).await; }
    #[sqlspan::traced(allow(unfiltered_write))]
    async fn allowed(p: &PgPool) { sqlx::query("DELETE FROM c").execute(p).await; }
    #[test]
    async fn tested(p: &PgPool) { sqlx::query("DELETE FROM d").execute(p).await; }
"#;

fn at(source: &str, levels: &[(Option<Lint>, Level)]) -> Vec<(&'static str, Level)> {
    let parsed = syn::parse_file(source).unwrap();
    found(&file_at_levels(&parsed, Levels::with_defaults(levels.iter().copied())))
}

#[test]
fn defaults_hold_where_no_attribute_says_anything() {
    let lint = "unfiltered_write";
    let of = |level| vec![(lint, level), (lint, Level::Deny)];
    assert_eq!(at(DELETES, &[]), of(Level::Warn));
    assert_eq!(at(DELETES, &[(Some(Lint::UnfilteredWrite), Level::Deny)]), of(Level::Deny));
    assert_eq!(at(DELETES, &[(None, Level::Allow)]), [(lint, Level::Deny)]);
    // What names a lint counts before `all`, in whatever order.
    let (all, one) = ((None, Level::Allow), (Some(Lint::UnfilteredWrite), Level::Deny));
    assert_eq!(at(DELETES, &[all, one]), of(Level::Deny));
    assert_eq!(at(DELETES, &[one, all]), of(Level::Deny));
}

#[test]
fn allowed_dynamic_text_may_be_interpolated() {
    let source = r#"async fn run(p: &PgPool, id: i64) { sqlx::query(&format!("SELECT a FROM b WHERE c = {id}")).execute(p).await; }"#;
    assert_eq!(at(source, &[(Some(Lint::DynamicSql), Level::Allow)]), []);
    let both = [(Some(Lint::DynamicSql), Level::Allow), (Some(Lint::InterpolatedSql), Level::Warn)];
    assert_eq!(at(source, &both), [("interpolated_sql", Level::Warn)]);
}

/// Each attribute is a macro of its own, which knows of no other.
#[test]
fn an_attribute_without_use_is_found_whatever_else_is_wrong() {
    let source = r#"
        #[sqlspan::repository]
        impl Wrong { async fn run(p: &PgPool, id: i64) { sqlx::query(&format!("DELETE FROM a WHERE b = {id}")).execute(p).await; } }
        #[sqlspan::repository]
        impl Useless { fn run() {} }
        #[sqlspan::traced]
        fn useless() {}
        #[sqlspan::repository]
        trait Declared { fn run(); }
        #[sqlspan::repository]
        mod elsewhere;
    "#;
    let model = file(&syn::parse_file(source).unwrap(), None);
    let untraced = ("untraced_query", Level::Deny);
    assert_eq!(found(&model), [("interpolated_sql", Level::Deny), untraced, untraced, untraced]);
    assert!(model.diagnostics.iter().any(|diagnostic| diagnostic.finding().is_none()), "a module in another file");
}
