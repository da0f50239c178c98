//! Functions and closures that return a query: what is known of it where they are called.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use sqlspan_analysis::{Lint, Model, QueryCall, Source, Text, repository};

const HEAD: &str = "type Q = sqlx::query::Query<'static, sqlx::Postgres, sqlx::postgres::PgArguments>;";

/// The model of a module with these items.
fn module(items: &str) -> Model {
    let source = format!("mod orders {{ {HEAD} {items} }}");
    let item = syn::parse_str(&source).unwrap_or_else(|error| panic!("{source}: {error}"));
    repository("dialect = postgres".parse().unwrap(), &item, None)
}

/// The one query call of a module.
fn call(items: &str) -> QueryCall {
    let model = module(items);
    let sites = model.functions.iter().flat_map(|function| &function.sites);
    let calls: Vec<_> = sites.filter_map(|site| site.query_call()).collect();
    let [call] = calls[..] else { panic!("{items}: {calls:?}") };
    call.clone()
}

fn lints(items: &str) -> Vec<Lint> {
    let diagnostics = module(items).diagnostics;
    diagnostics.iter().map(|one| one.finding().unwrap_or_else(|| panic!("{items}: {one:?}")).lint).collect()
}

const BY_ID: &str = "fn by_id(id: i64) -> Q { sqlx::query(\"SELECT id FROM orders WHERE id = $1\").bind(id) }";

/// Callers of `by_id`, and where it stands.
const FOLLOWED: &[(&str, &str)] = &[
    (BY_ID, "async fn run(pool: &PgPool) { by_id(1).fetch_one(pool).await; }"),
    (BY_ID, "async fn run(pool: &PgPool) { self::by_id(1).persistent(false).fetch_one(pool).await; }"),
    (BY_ID, "async fn run(pool: &PgPool) { let query = by_id(1); query.fetch_one(pool).await; }"),
    (BY_ID, "async fn run(pool: &PgPool) { pool.fetch_one(by_id(1)).await; }"),
    (BY_ID, "impl Orders { async fn run(&self) { by_id(1).fetch_one(&self.pool).await; } }"),
    (BY_ID, "fn again(id: i64) -> Q { by_id(id + 1) } async fn run(pool: &PgPool) { again(1).fetch_one(pool).await; }"),
    (BY_ID, "mod inner { async fn run(pool: &PgPool) { super::by_id(1).fetch_one(pool).await; } }"),
    (BY_ID, "mod inner { use super::by_id as find; async fn run(pool: &PgPool) { find(1).fetch_one(pool).await; } }"),
    ("", "mod inner { BY_ID } async fn run(pool: &PgPool) { inner::by_id(1).fetch_one(pool).await; }"),
    ("", "mod inner { BY_ID } use inner::by_id; async fn run(pool: &PgPool) { by_id(1).fetch_one(pool).await; }"),
    ("", "impl Orders { BY_ID async fn run(&self) { Self::by_id(1).fetch_one(&self.pool).await; } }"),
    ("", "impl Orders { BY_ID } async fn run(pool: &PgPool) { Orders::by_id(1).fetch_one(pool).await; }"),
    ("", "impl Orders { BY_ID } impl Orders { async fn run(&self) { Self::by_id(1).fetch_one(&self.pool).await; } }"),
    ("", "async fn run(pool: &PgPool) { BY_ID by_id(1).fetch_one(pool).await; }"),
    (
        "",
        "impl Orders { fn find(&self, id: i64) -> Q { sqlx::query(\"SELECT id FROM orders WHERE id = $1\").bind(id) }
         async fn run(&self) { self.find(1).fetch_one(&self.pool).await; } }",
    ),
    (
        "",
        "async fn run(pool: &PgPool) {
             let by_id = |id: i64| sqlx::query(\"SELECT id FROM orders WHERE id = $1\").bind(id);
             by_id(1).fetch_one(pool).await; }",
    ),
    (
        "",
        "fn checked(id: i64) -> Result<Q, E> {
             if id < 0 { return Err(E); }
             let query = sqlx::query(\"SELECT id FROM orders WHERE id = $1\");
             Ok(query.bind(id)) }
         async fn run(pool: &PgPool) { checked(1)?.fetch_one(pool).await; }",
    ),
];

#[test]
fn the_text_is_followed_where_it_is_a_literal() {
    for (before, items) in FOLLOWED {
        let items = format!("{before} {}", items.replace("BY_ID", BY_ID));
        let call = call(&items);
        let Text::Static(Source::Literal(text)) = &call.query.text else { panic!("{items}: {:?}", call.query.text) };
        assert_eq!(text.sql, "SELECT id FROM orders WHERE id = $1", "{items}");
        assert!(lints(&items).is_empty(), "{items}: {:?}", lints(&items));
    }
}

/// Where the text is known at run time alone, but that it is a query is known.
const READ_WHEN_IT_RUNS: &[&str] = &[
    // Another constant of the same name can be in force at the caller.
    "const SQL: &str = \"SELECT 1\"; fn all() -> Q { sqlx::query(SQL) }
     async fn run(pool: &PgPool) { const SQL: &str = \"SELECT 2\"; all().fetch_one(pool).await; }",
    // An implementation may have another.
    "trait Orders { fn all(&self) -> Q { sqlx::query(\"SELECT 1\") }
     async fn run(&self) { self.all().fetch_one(self.pool()).await; } }",
    // Declared alone.
    "trait Orders { fn all(&self) -> sqlx::query::Query<'_, Db, A>; async fn run(&self) { self.all().fetch_one(self.pool()).await; } }",
    "use sqlx::query::QueryAs; fn all<O>() -> QueryAs<'static, Db, O, A> { elsewhere() }
     async fn run(pool: &PgPool) { all::<Order>().fetch_one(pool).await; }",
    "fn filtered() -> QueryBuilder<'static, Db> { QueryBuilder::new(\"SELECT 1\") }
     async fn run(pool: &PgPool) { filtered().build().fetch_one(pool).await; }",
];

#[test]
fn what_is_not_certain_is_read_when_it_runs() {
    for items in READ_WHEN_IT_RUNS {
        let call = call(items);
        let unknown = matches!(
            &call.query.text,
            Text::Static(Source::RuntimeOnly) | Text::Unproven(Source::RuntimeOnly) | Text::Built(Source::RuntimeOnly)
        );
        assert!(unknown, "{items}: {:?}", call.query.text);
        assert!(lints(items).is_empty(), "{items}: {:?}", lints(items));
    }
}

/// What is called like a maker and is none.
const NONE: &[&str] = &[
    "BY_ID async fn run(pool: &PgPool, by_id: fn(i64) -> R) { by_id(1).fetch_one(pool).await; }",
    "BY_ID async fn run(pool: &PgPool) { let by_id = other(); by_id(1).fetch_one(pool).await; }",
    "BY_ID async fn run(pool: &PgPool) { fn by_id(id: i64) -> R { id } by_id(1).fetch_one(pool).await; }",
    "BY_ID async fn run(pool: &PgPool) { use other::by_id; by_id(1).fetch_one(pool).await; }",
    "BY_ID impl Orders { async fn run(&self) { self.by_id(1).fetch_one(&self.pool).await; } }",
    "BY_ID async fn run(pool: &PgPool) { other::by_id(1).fetch_one(pool).await; }",
    "fn count() -> i64 { sqlx::query(\"SELECT 1\"); 1 } async fn run(pool: &PgPool) { count().fetch_one(pool).await; }",
];

#[test]
fn what_is_called_like_one_is_left_to_the_compiler() {
    for items in NONE {
        let items = items.replace("BY_ID", BY_ID);
        let model = module(&items);
        let run = model.functions.iter().find(|function| function.ident == "run").expect("it is there");
        assert!(run.sites.iter().all(|site| site.query_call().is_none()), "{items}: {:?}", run.sites);
        assert!(!run.sites.is_empty(), "{items}");
    }
}

/// What is reported of makers and their callers.
const REPORTED: &[(&str, &[Lint])] = &[
    // Where it is made, once, however many callers there are.
    (
        "fn by(name: &str) -> Q { sqlx::query(AssertSqlSafe(format!(\"SELECT 1 WHERE name = '{name}'\"))) }
         async fn run(pool: &PgPool) { by(\"a\").execute(pool).await; by(\"b\").execute(pool).await; }",
        &[Lint::InterpolatedSql],
    ),
    (
        "fn clear() -> Q { sqlx::query(\"DELETE FROM orders\") } async fn run(pool: &PgPool) { clear().execute(pool).await; }",
        &[Lint::UnfilteredWrite],
    ),
    // Where the text is given.
    (
        "fn safe(sql: &'static str) -> Q { sqlx::query(sql) }
         async fn run(pool: &PgPool) { safe(\"DELETE FROM orders\").execute(pool).await; }",
        &[Lint::UnfilteredWrite],
    ),
    (
        "#[traced(summary = \"any\", allow(dynamic_sql))]
         fn safe(sql: impl Into<String>) -> Q { sqlx::query(AssertSqlSafe(sql.into())) }
         async fn run(pool: &PgPool, name: &str) { safe(format!(\"DELETE FROM a WHERE b = '{name}'\")).execute(pool).await; }",
        &[Lint::InterpolatedSql],
    ),
    (
        "async fn run(pool: &PgPool, name: &str) {
             let safe = |sql: String| sqlx::query(AssertSqlSafe(sql));
             safe(format!(\"DELETE FROM a WHERE b = '{name}'\")).execute(pool).await; }",
        &[Lint::InterpolatedSql],
    ),
    // Its rounds.
    (
        "fn by_id(id: i64) -> Q { sqlx::query(\"SELECT id FROM orders WHERE id = $1\").bind(id) }
         async fn run(pool: &PgPool, ids: &[i64]) { for id in ids { by_id(*id).fetch_one(pool).await; } }",
        &[Lint::NPlusOne],
    ),
    // Given away to who runs it.
    (
        "async fn run(db: &Db, name: &str) { db.send(sqlx::query(AssertSqlSafe(format!(\"SELECT '{name}'\")))).await; }",
        &[Lint::InterpolatedSql],
    ),
    (
        "async fn run(db: &Db, name: &str) { send(db, sqlx::query(\"DELETE FROM orders\")).await; }",
        &[Lint::UnfilteredWrite],
    ),
];

#[test]
fn a_text_is_judged_once_where_it_is_made_or_given() {
    for (items, expected) in REPORTED {
        assert_eq!(lints(items), *expected, "{items}");
    }
}

#[test]
fn a_maker_alone_has_a_query() {
    for function in [
        "fn all() -> Q { sqlx::query(\"SELECT 1\") }",
        "fn all() -> Q { return sqlx::query(\"SELECT 1\"); }",
        "fn all() -> Option<Q> { let query = sqlx::query(\"SELECT 1\"); Some(query.bind(1)) }",
        "fn all(a: bool) -> Q { if a { sqlx::query(\"SELECT 1\") } else { sqlx::query(\"SELECT 2\") } }",
        "fn all() -> QueryBuilder<'static, Db> { let mut all = QueryBuilder::new(\"SELECT 1\"); all.push(\" LIMIT 1\"); all }",
        "fn all() -> Q { sqlx::query!(\"SELECT 1\") }",
        "async fn all(db: &Db) -> R { db.send(sqlx::query(\"SELECT 1\")).await }",
    ] {
        let parsed = syn::parse_str(function).unwrap();
        let model = sqlspan_analysis::traced(proc_macro2::TokenStream::new(), &parsed, None);
        assert!(model.diagnostics.is_empty(), "{function}: {:?}", model.diagnostics);
    }
}
