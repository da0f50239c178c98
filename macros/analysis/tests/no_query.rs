//! "No query call": an error only where that is certain.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

use sqlspan_analysis::{Diagnostic, DiagnosticKind, Finding, Level, Lint, traced};

fn findings(attribute: &str, body: &str, switch: Option<&str>) -> Vec<Finding> {
    let source = format!("async fn run(pool: &PgPool, sql: &str, p: &[i64]) -> Result<(), Error> {{ {body} }}");
    let function = syn::parse_str(&source).unwrap_or_else(|error| panic!("{source}: {error}"));
    let model = traced(attribute.parse().unwrap(), &function, switch);
    let misuse = |one: &Diagnostic| matches!(one.kind, DiagnosticKind::Misuse(_));
    assert!(!model.diagnostics.iter().any(misuse), "{body}: {:?}", model.diagnostics);
    model.diagnostics.iter().filter_map(|one| one.finding().cloned()).collect()
}

/// Bodies without anything that could be a query.
const CERTAIN: &[&str] = &[
    "",
    "pool.size();",
    "other(pool).await",
    "info!(size = pool.size(), \"asked\"); Ok(())",
    "let all = vec![1, 2]; println!(\"{all:?}\"); assert_eq!(all.len(), 2); Ok(())",
    "let text = include_str!(\"a.txt\"); tracing::debug_span!(\"x\"); Ok(())",
];

/// Bodies with what may be a query by its type: the compiler decides.
const BY_TYPE: &[&str] = &[
    "bind_params(sql, &p).execute(pool).await",
    "self.all().filter(p).fetch_all(pool).await",
    "queries::all::<PgPool>().fetch(pool)",
    "client.execute(sql).await",
    "make(sql)?.fetch_one(pool).await",
    "make(sql).await.fetch_optional(&mut *tx).await",
    "QUERIES[0].execute(pool).await",
    "if let Some(x) = make(p).fetch_optional(pool).await? { drop(x) }",
    "(if p { a() } else { b() }).execute(pool).await",
];

/// Bodies with a macro that may run a query.
const OPAQUE: &[&str] = &[
    "count!(pool, \"orders\")",
    "let n = my::count!(pool).await?; Ok(())",
    "match with!(pool) { _ => () }",
    "html! { <p>{ run(pool) }</p> }",
];

/// Bodies with a query in what can't be read.
const OUT_OF_REACH: &[&str] = &[
    "with_conn!(pool, |c| async { sqlx::query(\"SELECT 1\").execute(c).await.map(drop) })",
    "timed!(sqlx::query_as!(Order, \"SELECT 1\").fetch_all(pool))",
    "Executor::execute(pool, sql).await",
];

#[test]
fn is_an_error_where_it_is_certain() {
    for body in CERTAIN {
        let found = findings("", body, None);
        let [finding] = &found[..] else { panic!("{body}: {found:?}") };
        assert_eq!((finding.lint, finding.level), (Lint::UntracedQuery, Level::Deny), "{body}");
        assert!(finding.message.contains("does nothing"), "{body}: {}", finding.message);
    }
}

#[test]
fn is_not_said_where_the_compiler_decides_by_type() {
    for body in BY_TYPE {
        let found = findings("", body, None);
        assert!(found.is_empty(), "{body}: {found:?}");
    }
}

#[test]
fn is_a_doubt_where_a_macro_may_run_one() {
    for body in OPAQUE {
        let found = findings("", body, None);
        let [finding] = &found[..] else { panic!("{body}: {found:?}") };
        assert_eq!((finding.lint, finding.level), (Lint::UntracedQuery, Level::Warn), "{body}");
        assert!(!finding.message.contains("does nothing"), "{body}: {}", finding.message);
    }
}

#[test]
fn is_not_said_beside_an_untraced_query() {
    for body in OUT_OF_REACH {
        let found = findings("", body, None);
        let [finding] = &found[..] else { panic!("{body}: {found:?}") };
        assert_eq!(finding.level, Level::Deny, "{body}");
        assert!(finding.message.contains("would not be traced"), "{body}: {}", finding.message);
    }
}

#[test]
fn nothing_is_said_where_it_is_allowed() {
    for body in [CERTAIN, BY_TYPE, OPAQUE, OUT_OF_REACH].concat() {
        let found = findings("allow(untraced_query)", body, None);
        assert!(found.is_empty(), "{body}: {found:?}");
    }
}

#[test]
fn the_switch_of_the_build_makes_warnings_of_all() {
    for body in [CERTAIN, OPAQUE, OUT_OF_REACH].concat() {
        for finding in findings("", body, Some("warn")) {
            assert_eq!(finding.level, Level::Warn, "{body}: {}", finding.message);
        }
    }
}
