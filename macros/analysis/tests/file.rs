//! Whole files: functions with an attribute and without, and the same verdicts as the attribute's own.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use sqlspan_analysis::{Function, Model, file, repository, traced};
use syn::{File, ImplItem, Item};

const SOURCE: &str = r#"
    use sqlx::query as q;

    pub async fn free(pool: &PgPool) -> R {
        q("SELECT a FROM free WHERE b = $1").bind(1).fetch_one(pool).await
    }

    struct Orders;

    #[sqlspan::repository(dialect = postgres)]
    impl Orders {
        async fn find(&self, id: i64) -> R {
            sqlx::query("SELECT a FROM orders WHERE id = $1").bind(id).fetch_one(&self.pool).await
        }
        #[traced(summary = "clear orders")]
        async fn clear(&self) -> R {
            fn inner() { async { sqlx::query("DELETE FROM inner WHERE a = 1").execute(&pool).await }; }
            sqlx::query("DELETE FROM orders").execute(&self.pool).await
        }
    }

    impl Carts {
        async fn plain(&self) -> R {
            for id in ids { sqlx::query("SELECT a FROM carts WHERE id = $1").bind(id).fetch_one(&self.pool).await?; }
        }
        #[sqlspan::traced]
        async fn alone(&self) -> R { sqlx::query("SELECT 1").fetch_one(&self.pool).await }
    }

    mod inner {
        use super::*;
        trait Repository {
            fn declared(&self);
            async fn provided(&self) -> R { sqlx::query("SELECT b FROM provided").fetch_all(self.pool()).await }
        }
    }

    fn nothing() {}
"#;

fn read() -> Model {
    file(&syn::parse_str(SOURCE).unwrap(), None)
}

fn named<'m>(model: &'m Model, name: &str) -> &'m Function {
    let names = || model.functions.iter().map(|function| function.name.as_str()).collect::<Vec<_>>();
    model.functions.iter().find(|function| function.name == name).unwrap_or_else(|| panic!("{name} of {:?}", names()))
}

#[test]
fn every_function_with_a_body_is_there_annotated_or_not() {
    let model = read();
    let functions: Vec<_> = model
        .functions
        .iter()
        .map(|function| (function.name.as_str(), function.is_annotated(), function.sites.len()))
        .collect();
    assert_eq!(
        functions,
        [
            ("free", false, 1),
            ("Orders::find", true, 1),
            ("Orders::clear", true, 1),
            ("inner", false, 1),
            ("Carts::plain", false, 1),
            // A macro on one method does not see the block.
            ("alone", true, 1),
            ("Repository::provided", false, 1),
            ("nothing", false, 0),
        ]
    );
}

#[test]
fn options_in_force_are_those_of_the_attributes_around() {
    let model = read();
    let clear = named(&model, "Orders::clear");
    assert_eq!(clear.options.summary.as_ref().map(syn::LitStr::value).as_deref(), Some("clear orders"));
    assert_eq!(clear.options.dialect(), sqlspan_sql::Dialect::Postgres);
    assert!(named(&model, "Carts::plain").options.summary.is_none());
}

#[test]
fn what_is_found_says_in_which_function_whether_annotated_or_not() {
    let model = read();
    let of = |name: &str| {
        let index = model.functions.iter().position(|function| function.name == name).unwrap();
        let of_function = model.diagnostics.iter().filter(move |diagnostic| diagnostic.function == Some(index));
        let lints = of_function.filter_map(|diagnostic| diagnostic.finding()).map(|finding| finding.lint.name());
        lints.collect::<Vec<_>>()
    };
    assert_eq!(of("Carts::plain"), ["n_plus_one"]);
    assert_eq!(of("Orders::clear"), ["untraced_query", "unfiltered_write"]);
    assert!(of("free").is_empty());
}

/// A summary of what a model says, to compare two.
fn verdicts(functions: &[&Function], model: &Model) -> Vec<String> {
    let sites = functions.iter().flat_map(|function| {
        function.sites.iter().map(move |site| format!("{} {} {:?}", function.name, site.method, site.kind))
    });
    let findings = model.diagnostics.iter().filter_map(|diagnostic| diagnostic.finding());
    sites.chain(findings.map(|finding| format!("{} {}", finding.at, finding.full_message()))).collect()
}

#[test]
fn an_annotated_item_is_read_as_its_macro_reads_it() {
    let parsed: File = syn::parse_str(SOURCE).unwrap();
    for item in &parsed.items {
        let Item::Impl(block) = item else { continue };
        let alone = File { items: vec![item.clone()], ..parsed.clone() };
        let of_file = file(&alone, None);
        let of_macro = if block.attrs.is_empty() {
            let ImplItem::Fn(function) = &block.items[1] else { panic!("a function") };
            traced(proc_macro2::TokenStream::new(), function, None)
        } else {
            repository("dialect = postgres".parse().unwrap(), item, None)
        };
        let annotated: Vec<&Function> = of_file.functions.iter().filter(|function| function.is_annotated()).collect();
        let macros: Vec<&Function> = of_macro.functions.iter().collect();
        let (of_file, of_macro) = (verdicts(&annotated, &of_file), verdicts(&macros, &of_macro));
        for verdict in &of_macro {
            assert!(of_file.contains(verdict), "{verdict}\n{of_file:#?}");
        }
        assert!(!of_macro.is_empty());
    }
}

#[test]
fn an_attribute_that_is_wrong_is_an_error_and_the_functions_are_still_there() {
    let source = "#[repository(dialect = oracle)] impl A { fn a(&self) { sqlx::query(\"SELECT 1\").fetch_one(p); } }";
    let model = file(&syn::parse_str(source).unwrap(), None);
    assert!(model.has_errors());
    assert_eq!(model.functions.len(), 1);
}

#[test]
fn the_switch_of_the_build_lowers_denials() {
    let source =
        "#[traced] async fn a(p: &PgPool) { sqlx::query(AssertSqlSafe(format!(\"SELECT {x}\"))).fetch_one(p).await; }";
    let parsed: File = syn::parse_str(source).unwrap();
    assert!(file(&parsed, None).has_errors());
    let lowered = file(&parsed, Some("warn"));
    assert!(!lowered.has_errors());
    assert!(lowered.functions[0].depends_on_switch);
    assert!(file(&parsed, Some("loud")).has_errors());
}
