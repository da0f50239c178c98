//! The table of options: what is documented, what messages list, and what is parsed are the same.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

use sqlspan_analysis::{DiagnosticKind, Lint, Model, Options, repository};

const BLOCK: &str = "impl A { async fn a(&self) { sqlx::query(\"SELECT a FROM b\").fetch_all(&self.pool).await; } }";

fn with(arguments: &str) -> Model {
    repository(arguments.parse().unwrap(), &syn::parse_str(BLOCK).unwrap(), None)
}

fn error(arguments: &str) -> String {
    let model = with(arguments);
    let misuse = model.diagnostics.iter().find_map(|diagnostic| match &diagnostic.kind {
        DiagnosticKind::Misuse(error) => Some(error.to_string()),
        DiagnosticKind::Finding(_) => None,
    });
    misuse.unwrap_or_else(|| panic!("{arguments} is accepted"))
}

/// Every form in the first column of the documented table.
fn documented() -> Vec<String> {
    let table = sqlspan_analysis::options_table!();
    let rows = table.lines().skip(2).map(|row| row.split(" | ").next().unwrap().trim_start_matches("| "));
    rows.flat_map(|cell| cell.split("`, `").map(|form| form.trim_matches('`').replace('\\', "")).collect::<Vec<_>>())
        .collect()
}

#[test]
fn the_message_lists_what_is_documented() {
    let message = error("colour = 5");
    let documented = documented();
    assert!(documented.len() >= 12, "{documented:?}");
    for form in documented {
        let word = form.split([' ', '(']).next().unwrap();
        assert!(message.contains(&format!("`{word}")), "{word} is not in: {message}");
    }
}

#[test]
fn every_documented_form_is_parsed() {
    for form in documented() {
        let written = form
            .replace("postgres|mysql|sqlite", "mysql")
            .replace("path, ..", "Self::find, other")
            .replace("= path", "= ::sqlspan")
            .replace("key = \"..\", ..", "team = \"checkout\"")
            .replace("(..)", "(n_plus_one, all)")
            .replace("\"..\"", "\"a name\"");
        let model = with(&written);
        assert!(!model.has_errors(), "{written}: {:?}", model.diagnostics);
    }
}

#[test]
fn every_lint_is_an_option_of_a_level() {
    for lint in Lint::ALL {
        for level in ["allow", "warn", "deny"] {
            assert!(!with(&format!("{level}({})", lint.name())).has_errors());
        }
    }
    assert!(error("allow(colours)").contains(&format!("`{}`", Lint::ALL[0].name())));
}

#[test]
fn the_inner_attribute_wins_and_lists_add_up() {
    let options = |text: &str| -> Options {
        let model = with(text);
        assert!(!model.has_errors(), "{text}: {:?}", model.diagnostics);
        (*model.functions[0].options).clone()
    };
    let outer =
        options("dialect = mysql, summary = \"outer\", pool = \"a\", queries(one), comment(a = \"1\", b = \"1\")");
    let inner = options("summary = \"inner\", queries(two), comment(b = \"2\"), skip");
    let merged = outer.with(&inner);
    assert_eq!(merged.dialect(), sqlspan_sql::Dialect::MySql);
    assert_eq!(merged.summary.unwrap().value(), "inner");
    assert_eq!(merged.pool.unwrap().value(), "a");
    assert_eq!(merged.queries.len(), 2);
    assert!(merged.skip);
    let sqlspan_analysis::Comment::Tags(tags) = merged.comment.unwrap() else { panic!("tags") };
    assert_eq!(tags.iter().map(|tag| tag.key.as_str()).collect::<Vec<_>>(), ["a", "b"]);
}

#[test]
fn what_is_stated_twice_or_of_another_kind_is_told() {
    assert!(error("summary = \"a\", summary = \"b\"").contains("given twice"));
    assert!(error("comment(a = \"1\"), comment = off").contains("given twice"));
    assert!(error("summary = \" \"").contains("empty"));
    assert!(error("crate = sqlspan").contains("crate = ::sqlspan"));
    assert!(error(&format!("summary = \"{}\"", "x".repeat(256))).contains("255 bytes"));
}
