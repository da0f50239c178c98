//! Queries in the arguments of macros that `macros(..)` names.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use quote::ToTokens as _;
use sqlspan_analysis::{Lint, Model, traced};

/// The model of a function with this body, which knows of `with_conn!`.
fn model(body: &str) -> Model {
    let source = format!("async fn run(&self, pool: &PgPool, name: &str) {{ {body} }}");
    let item: syn::ImplItemFn = syn::parse_str(&source).unwrap_or_else(|error| panic!("{source}: {error}"));
    traced("dialect = postgres, macros(with_conn)".parse().unwrap(), &item, None)
}

fn calls(body: &str) -> usize {
    let model = model(body);
    model.functions[0].sites.iter().filter(|site| site.query_call().is_some()).count()
}

fn lints(body: &str) -> Vec<Lint> {
    let diagnostics = model(body).diagnostics;
    diagnostics.iter().map(|one| one.finding().unwrap_or_else(|| panic!("{body}: {one:?}")).lint).collect()
}

const QUERY: &str = "sqlx::query(\"SELECT 1\")";

/// Shapes of arguments, and how many queries they hold.
const SHAPES: &[(&str, usize)] = &[
    ("with_conn!(pool, |c| async { QUERY.execute(c).await.map(drop) }).await", 1),
    ("with_conn!(pool, |c| async move { QUERY.execute(&mut *c).await })", 1),
    ("with_conn!(pool, async |c| QUERY.execute(c).await)", 1),
    ("with_conn!(QUERY.execute(pool).await)?", 1),
    ("with_conn!(QUERY.execute(pool)).await?", 1),
    ("with_conn!(pool, { QUERY.execute(pool).await?; QUERY.execute(pool).await })", 2),
    ("with_conn! { QUERY.execute(pool).await?; QUERY.execute(pool).await? }", 2),
    ("with_conn! { let rows = QUERY.fetch_all(pool).await?; rows.len() }", 1),
    ("with_conn!(pool => QUERY.execute(pool).await)", 1),
    ("with_conn!(pool, conn => { QUERY.execute(&mut conn).await })", 1),
    ("with_conn!(pool.acquire().await? => |c| QUERY.execute(c).await)", 1),
    ("with_conn!(conn: &mut PgConnection, { QUERY.execute(conn).await })", 1),
    ("with_conn!(conn: HashMap<A, B>, { QUERY.execute(conn).await })", 1),
    ("with_conn!(3 times; QUERY.execute(pool).await)", 1),
    ("with_conn!(pool; |c| QUERY.execute(c).await; \"label\")", 1),
    ("with_conn!(in pool: QUERY, QUERY.execute(pool).await)", 1),
    ("with_conn!(attempts = 3, run = QUERY.execute(pool).await)", 1),
    ("with_conn!(pool, Ok(row) => QUERY.execute(pool).await, Err(_) => QUERY.execute(pool).await)", 2),
    ("with_conn!(pool, Ok(row) => { QUERY.execute(pool).await } Err(_) => { QUERY.execute(pool).await })", 2),
    ("with_conn!(pool, with_conn!(pool, QUERY.execute(pool).await))", 1),
    ("with_conn!(pool => tx { QUERY.execute(&mut *tx).await })", 1),
    ("with_conn!(pool as tx { QUERY.execute(&mut *tx).await } else { QUERY.execute(pool).await })", 2),
    ("with_conn!(for tx in pool { QUERY.execute(&mut *tx).await })", 1),
    ("with_conn!({ QUERY.execute(pool).await })", 1),
    ("with_conn!(Config { attempts: 3 }, QUERY.execute(pool).await)", 1),
    ("crate::db::with_conn!(pool, QUERY.execute(pool).await)", 1),
    ("let conn = 1; with_conn!(pool, pool.execute(\"SELECT 1\").await)", 1),
    ("let n = 1 + with_conn!(pool, QUERY.execute(pool).await);", 1),
    ("tokio::join!(with_conn!(pool, QUERY.execute(pool)), async {})", 1),
];

#[test]
fn are_found_whatever_the_shape_of_the_arguments() {
    for (body, count) in SHAPES {
        let body = body.replace("QUERY", QUERY);
        assert_eq!(calls(&body), *count, "{body}");
        assert!(lints(&body).is_empty(), "{body}: {:?}", lints(&body));
    }
}

/// What is read is written as it was.
#[test]
fn the_arguments_are_printed_as_they_were() {
    let more =
        [("with_conn!(job in [Job(1), Job(2)] => job.run(), a => b; c)", 0), ("with_conn!(a b, c => , => d)", 0)];
    for (body, _) in SHAPES.iter().chain(&more) {
        let body = body.replace("QUERY", QUERY);
        let model = model(&body);
        let whole = body.replace(char::is_whitespace, "");
        let arguments = model.functions[0].invocations.iter().map(|invocation| &invocation.arguments);
        for printed in arguments.map(|arguments| arguments.to_token_stream().to_string()) {
            assert!(whole.contains(&printed.replace(char::is_whitespace, "")), "{body}: {printed}");
        }
    }
}

#[test]
fn are_judged() {
    let body =
        "with_conn!(pool, |c| async { sqlx::query(AssertSqlSafe(format!(\"SELECT {name}\"))).execute(c).await })";
    assert_eq!(lints(body), [Lint::InterpolatedSql]);
}

#[test]
fn are_reported_where_the_tokens_are_no_expression() {
    let body = format!("with_conn!(pool do {QUERY}.execute(pool) end, 1)");
    assert_eq!(lints(&body), [Lint::UntracedQuery]);
}

#[test]
fn other_macros_are_reported() {
    let body = format!("with_tx!(pool, |c| {QUERY}.execute(c))");
    assert_eq!(lints(&body), [Lint::UntracedQuery]);
}

/// What the macro itself runs is not seen.
#[test]
fn a_macro_without_a_query_in_its_arguments_is_a_doubt() {
    let diagnostics = model("with_conn!(pool, 1)").diagnostics;
    let [one] = &diagnostics[..] else { panic!("{diagnostics:?}") };
    assert!(one.finding().unwrap().message.contains("does not see what `with_conn!` expands to"), "{one:?}");
}
