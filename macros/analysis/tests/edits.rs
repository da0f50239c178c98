//! Fixes that a machine can apply: each is applied to its source, and the source after it has no finding any more.
#![cfg(feature = "span-locations")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use proc_macro2::{Span, TokenStream};
use sqlspan_analysis::{Change, file};

/// The offset of a line and column.
fn offset(source: &str, at: proc_macro2::LineColumn) -> usize {
    let line: usize = source.split_inclusive('\n').take(at.line - 1).map(str::len).sum();
    line + source[line..].chars().take(at.column).map(char::len_utf8).sum::<usize>()
}

fn range(source: &str, at: &TokenStream) -> (usize, usize) {
    let spans: Vec<Span> = at.clone().into_iter().map(|token| token.span()).collect();
    (offset(source, spans[0].start()), offset(source, spans[spans.len() - 1].end()))
}

fn applied(source: &str, changes: &[Change]) -> String {
    let mut changes: Vec<_> = changes
        .iter()
        .map(|change| {
            let (start, end) = range(source, &change.at);
            (if change.behind { end } else { start }, end, &change.code)
        })
        .collect();
    changes.sort_by_key(|(start, ..)| std::cmp::Reverse(*start));
    let mut text = source.to_owned();
    for (start, end, code) in changes {
        text.replace_range(start..end, code);
    }
    text
}

/// A function around a statement.
fn function(statement: &str) -> String {
    format!("async fn run(pool: &PgPool, id: i64, name: &str) -> R {{\n    {statement}\n}}\n")
}

#[test]
fn applied_fixes_leave_nothing_to_find() {
    for (before, after) in [
        (
            r#"sqlx::query(AssertSqlSafe(format!("SELECT a FROM b WHERE id = {id}"))).fetch_one(pool).await"#,
            r#"sqlx::query("SELECT a FROM b WHERE id = $1").bind(id).fetch_one(pool).await"#,
        ),
        (
            r#"sqlx::query_as::<_, Order>(AssertSqlSafe(format!("SELECT a FROM b WHERE id = {} AND c = '{name}'", id))).persistent(false).fetch_one(pool).await"#,
            r#"sqlx::query_as::<_, Order>("SELECT a FROM b WHERE id = $1 AND c = $2").bind(id).bind(name).persistent(false).fetch_one(pool).await"#,
        ),
        (
            r#"sqlx::query(AssertSqlSafe("SELECT a FROM b WHERE c LIKE '%".to_owned() + name + "%'")).fetch_all(pool).await"#,
            r#"sqlx::query("SELECT a FROM b WHERE c LIKE $1").bind(format!("%{name}%")).fetch_all(pool).await"#,
        ),
        (
            r#"sqlx::query(AssertSqlSafe("SELECT a FROM b".to_string())).fetch_all(pool).await"#,
            r#"sqlx::query(AssertSqlSafe("SELECT a FROM b")).fetch_all(pool).await"#,
        ),
        (
            r#"sqlx::query(AssertSqlSafe(String::from("SELECT a FROM b"))).fetch_all(pool).await"#,
            r#"sqlx::query(AssertSqlSafe("SELECT a FROM b")).fetch_all(pool).await"#,
        ),
    ] {
        let source = function(before);
        let model = file(&syn::parse_str(&source).unwrap(), None);
        let finding = model.diagnostics.iter().find_map(|diagnostic| diagnostic.finding()).expect(before);
        let edit = finding.edit.as_ref().unwrap_or_else(|| panic!("no edit for {before}: {}", finding.message));
        let fixed = applied(&source, &edit.changes);
        assert_eq!(fixed, function(after));
        let left = file(&syn::parse_str(&fixed).unwrap(), None);
        assert!(left.diagnostics.is_empty(), "{:?}", left.diagnostics);
    }
}

#[test]
fn what_a_machine_cannot_fix_has_no_edit() {
    for statement in [
        // A name can't be bound.
        r#"sqlx::query(AssertSqlSafe(format!("SELECT a FROM {name}"))).fetch_all(pool).await"#,
        // Numbers of what is bound already would change.
        r#"sqlx::query(AssertSqlSafe(format!("SELECT a FROM b WHERE c = $1 AND d = {id}"))).bind(name).fetch_all(pool).await"#,
        // The text is made elsewhere.
        r#"let sql = format!("SELECT a FROM b WHERE id = {id}"); log(&sql); sqlx::query(AssertSqlSafe(sql)).fetch_all(pool).await"#,
        "sqlx::query(AssertSqlSafe(text())).fetch_all(pool).await",
        r#"sqlx::query(AssertSqlSafe(format!("SELECT a FROM b WHERE id IN ({})", ids.join(",")))).fetch_all(pool).await"#,
    ] {
        let model = file(&syn::parse_str(&function(statement)).unwrap(), None);
        let findings: Vec<_> = model.diagnostics.iter().filter_map(|diagnostic| diagnostic.finding()).collect();
        assert!(!findings.is_empty(), "{statement}");
        assert!(findings.iter().all(|finding| finding.edit.is_none()), "{statement}: {findings:?}");
    }
}
