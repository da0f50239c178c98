//! Calls of functions that `queries(..)` names: what is known of the text by what they are given.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use sqlspan_analysis::{Lint, Model, Source, Text, traced};

/// The model of a function that runs the query that `call` returns, and knows of `safe` and `Self::safe`.
fn model(call: &str) -> Model {
    let source = format!(
        "async fn run(&self, pool: &PgPool, name: &str, sql: &str, stmt: String, query: &str, statement: Statement, one: bool) {{
             let text = format!(\"SELECT id FROM orders WHERE name = '{{name}}'\");
             let pattern = format!(\"%{{name}}%\");
             {call}.fetch_one(pool).await; }}"
    );
    let item: syn::ImplItemFn = syn::parse_str(&source).unwrap_or_else(|error| panic!("{source}: {error}"));
    traced("dialect = postgres, queries(safe, Self::safe)".parse().unwrap(), &item, None)
}

fn lints(call: &str) -> Vec<Lint> {
    let diagnostics = model(call).diagnostics;
    diagnostics.iter().map(|one| one.finding().unwrap_or_else(|| panic!("{call}: {one:?}")).lint).collect()
}

fn text(call: &str) -> Text {
    let model = model(call);
    let mut calls = model.functions[0].sites.iter().filter_map(|site| site.query_call());
    calls.next().unwrap_or_else(|| panic!("{call}: {model:?}")).query.text.clone()
}

#[test]
fn a_static_argument_is_the_text() {
    for call in [
        "safe(\"SELECT id FROM orders\")",
        "safe(\"SELECT id FROM orders\".to_string())",
        "safe(String::from(\"SELECT id FROM orders\"))",
        "safe(&\"SELECT id FROM orders\".to_owned())",
        "safe(pool, \"SELECT id FROM orders\")",
        "safe(\"label\", \"SELECT id FROM orders\", 7)",
        "safe(name, \"SELECT id FROM orders\")",
        "safe(\"SELECT id FROM orders\").bind(name).persistent(false)",
        "self.safe(\"SELECT id FROM orders\")",
        "self.safe(1, \"SELECT id FROM orders\".into())",
    ] {
        let Text::Static(Source::Literal(literal)) = text(call) else { panic!("{call}: {:?}", text(call)) };
        assert_eq!(literal.sql, "SELECT id FROM orders", "{call}");
        assert!(lints(call).is_empty(), "{call}: {:?}", lints(call));
    }
}

#[test]
fn one_of_several_static_arguments_is_a_choice() {
    let call = "safe(if one { \"SELECT id FROM orders\" } else { \"SELECT id FROM items\" })";
    assert!(matches!(text(call), Text::Choice(sources) if sources.len() == 2));
    assert!(lints(call).is_empty());
}

#[test]
fn a_value_in_the_text_is_interpolated() {
    for call in [
        "safe(format!(\"DELETE FROM orders WHERE name = '{name}'\"))",
        "safe(&format!(\"DELETE FROM orders WHERE name = '{name}'\"))",
        "safe(\"SELECT id FROM orders WHERE name = '\".to_owned() + name)",
        "safe(&text)",
        "safe(text.clone())",
        "safe(pool, text)",
        "safe(\"SELECT id FROM orders\", text)",
        "safe(AssertSqlSafe(text))",
        "safe(format!(\"{sql} WHERE name = '{name}'\"))",
        "self.safe(text.as_str())",
        "self.safe(7, format!(\"DELETE FROM orders WHERE name = '{name}'\"))",
    ] {
        assert_eq!(lints(call), [Lint::InterpolatedSql], "{call}");
    }
}

#[test]
fn what_a_name_says_to_be_text_is_dynamic() {
    for call in [
        "safe(sql)",
        "safe(&stmt)",
        "safe(stmt.as_str())",
        "safe(pool, sql)",
        "safe(&self.sql)",
        "safe(self.count_sql())",
        "safe(build_sql(name)?)",
        "self.safe(sql.to_string())",
    ] {
        assert_eq!(lints(call), [Lint::DynamicSql], "{call}");
    }
}

/// A function that is listed may bind what it is given.
#[test]
fn a_value_that_is_bound_is_no_text() {
    for call in [
        "safe()",
        "safe(name)",
        "safe(query)",
        "safe(&format!(\"{query}%\"))",
        "safe(statement)",
        "safe(self.query)",
        "safe(\"open\")",
        "safe(\"label\".to_owned())",
        "safe(&pattern)",
        "safe(format!(\"%{name}%\"))",
        "safe(format!(\"{name}:{one}\"))",
        "safe(STATUS)",
        "safe(Status::Open)",
        "safe(self.id)",
        "self.safe(name)",
    ] {
        assert!(matches!(text(call), Text::Unproven(Source::RuntimeOnly)), "{call}: {:?}", text(call));
        assert!(lints(call).is_empty(), "{call}: {:?}", lints(call));
    }
}
