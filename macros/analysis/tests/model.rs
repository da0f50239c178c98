//! What a caller reads off the model of a block.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use sqlspan_analysis::{
    Binds, Dialect, ExecutorSide, Function, FutureUse, Level, Lint, Method, Model, NoteKind, RecordedText,
    RepetitionKind, SiteKind, Source, StepMethod, Text, repository,
};
use syn::parse::Parser as _;
use syn::punctuated::Punctuated;
use syn::visit::{self, Visit};
use syn::{Attribute, Block, Expr, ImplItem, Item, Macro, Token, Type};

fn model(source: &str) -> (Item, Model) {
    let item = syn::parse_str(source).unwrap_or_else(|error| panic!("{source}: {error}"));
    let model = repository("dialect = postgres".parse().unwrap(), &item, None);
    (item, model)
}

/// The model of one method with this body.
fn method(body: &str) -> Function {
    let source =
        format!("impl Orders {{ async fn run(&self, pool: &PgPool, ids: &[i64], id: i64) -> R {{ {body} }} }}");
    let (_, mut model) = model(&source);
    assert_eq!(model.functions.len(), 1, "{body}");
    model.functions.remove(0)
}

#[test]
fn a_query_call_is_a_site_with_its_text_method_executor_and_binds() {
    let function = method(
        "sqlx::query_as(\"SELECT id FROM orders WHERE id = $1\").bind(id).fetch_optional(pool).await?;
         pool.execute(\"DELETE FROM carts WHERE id = 1\").await?;",
    );
    assert_eq!(function.name, "Orders::run");
    assert!(function.is_annotated());
    let calls: Vec<_> = function.sites.iter().map(|site| site.query_call().expect("a query call")).collect();
    let [find, delete] = calls[..] else { panic!("{:?}", function.sites) };
    assert_eq!((find.method, find.executor), (Method::FetchOptional, ExecutorSide::Argument));
    assert_eq!((find.query.binds, find.future), (Binds::Count(1), FutureUse::Awaited));
    let Text::Static(Source::Literal(text)) = &find.query.text else { panic!("{:?}", find.query.text) };
    assert_eq!(text.sql, "SELECT id FROM orders WHERE id = $1");
    assert_eq!((delete.method, delete.executor), (Method::Execute, ExecutorSide::Receiver));
    assert_eq!(delete.query.binds, Binds::Impossible);
    assert_eq!(function.sites[0].method.to_string(), "fetch_optional");
}

#[test]
fn steps_know_the_pool_that_their_connection_is_of_and_the_watch_that_they_end() {
    let function = method(
        "let mut tx = self.pool.begin().await?;
         sqlx::query(\"DELETE FROM orders WHERE id = $1\").bind(id).execute(&mut *tx).await?;
         tx.commit().await?;",
    );
    let steps: Vec<_> = function
        .sites
        .iter()
        .filter_map(|site| match &site.kind {
            SiteKind::Step(step) => Some(step),
            _ => None,
        })
        .collect();
    assert_eq!(steps.iter().map(|step| step.method).collect::<Vec<_>>(), [StepMethod::Begin, StepMethod::Commit]);
    let origins: Vec<_> = function
        .notes
        .iter()
        .filter_map(|note| match &note.kind {
            NoteKind::Origin { id, pool } => Some((*id, pool.to_string())),
            _ => None,
        })
        .collect();
    let [(origin, pool)] = &origins[..] else { panic!("{:?}", function.notes) };
    assert_eq!(pool.replace(' ', ""), "self.pool");
    let query = function.sites.iter().find_map(|site| site.query_call()).unwrap();
    assert_eq!(query.origin, Some(*origin));
    assert_eq!(steps[1].origin, Some(*origin));
    assert!(steps[1].watch.is_some());
}

#[test]
fn surroundings_tell_loops_closures_and_branches() {
    let function = method(
        "for id in ids { if *id > 0 { sqlx::query(\"SELECT 1 FROM a WHERE id = $1\").bind(id).fetch_one(pool).await?; } }
         with(|| async { sqlx::query(\"SELECT 2\").fetch_one(pool).await });
         sqlx::query(\"SELECT 3\").fetch_one(pool).await?;",
    );
    let around: Vec<_> = function.sites.iter().map(|site| &site.surroundings).collect();
    assert_eq!(around[0].loops, ["for id in ids"]);
    assert_eq!((around[0].in_closure, around[0].depth), (false, 2));
    assert_eq!((around[1].in_closure, around[1].loops.len()), (true, 0));
    assert_eq!((around[2].in_closure, around[2].depth), (false, 0));
    let repeated = function.sites[0].query_call().unwrap().repeated.as_ref().expect("a loop over items");
    assert_eq!(repeated.repetition.kind, RepetitionKind::Items);
    assert_eq!(repeated.binds.iter().map(|bind| bind.varies).collect::<Vec<_>>(), [true]);
}

#[test]
fn a_constant_elsewhere_is_a_path_that_a_wider_view_can_resolve() {
    let mut function = method("sqlx::query(queries::FIND).bind(id).fetch_one(pool).await?;");
    let SiteKind::Query(call) = &mut function.sites[0].kind else { panic!("{:?}", function.sites) };
    let Text::Static(Source::Constant(path)) = &call.query.text else { panic!("{:?}", call.query.text) };
    assert_eq!(path.to_string().replace(' ', ""), "queries::FIND");
    let asked: Vec<Lint> = call.checks.iter().map(|check| check.lint).collect();
    assert!(asked.contains(&Lint::UnfilteredWrite) && asked.contains(&Lint::BindCount), "{asked:?}");
    call.query.text.resolve(&|path| {
        (path.to_string().replace(' ', "") == "queries::FIND").then(|| "SELECT id FROM orders WHERE id = $1".to_owned())
    });
    assert!(matches!(&call.query.text, Text::Static(Source::Literal(text)) if text.sql.starts_with("SELECT id")));
}

#[test]
fn findings_have_lint_level_tokens_and_function() {
    let (_, model) = model(
        "impl Orders {
             #[traced(deny(unfiltered_write))]
             async fn clear(&self) -> R { sqlx::query(\"DELETE FROM orders\").execute(&self.pool).await }
             async fn all(&self, ids: &[i64]) -> R {
                 for id in ids { sqlx::query(\"SELECT a FROM b WHERE id = $1\").bind(id).fetch_one(&self.pool).await?; }
             }
         }",
    );
    let found: Vec<_> = model
        .diagnostics
        .iter()
        .filter_map(|diagnostic| {
            let finding = diagnostic.finding()?;
            Some((diagnostic.function, finding.lint, finding.level, finding.at.to_string()))
        })
        .collect();
    assert_eq!(
        found,
        [
            (Some(0), Lint::UnfilteredWrite, Level::Deny, "execute".to_owned()),
            (Some(1), Lint::NPlusOne, Level::Warn, "fetch_one".to_owned()),
        ]
    );
    assert!(model.has_errors());
}

/// Counts nodes as the documentation of `Function::position` says, independently of the crate's own count.
#[derive(Default)]
struct Nodes(Vec<String>);

impl<'a> Visit<'a> for Nodes {
    fn visit_expr(&mut self, expr: &'a Expr) {
        self.0.push(match expr {
            Expr::MethodCall(call) => call.method.to_string(),
            _ => String::new(),
        });
        visit::visit_expr(self, expr);
    }
    fn visit_macro(&mut self, invocation: &'a Macro) {
        self.0.push(String::new());
        // The parsed arguments of a macro follow it; all of these hold expressions between commas.
        let arguments = Punctuated::<Expr, Token![,]>::parse_terminated.parse2(invocation.tokens.clone()).unwrap();
        for argument in &arguments {
            let mut inner = Nodes::default();
            inner.visit_expr(argument);
            self.0.extend(inner.0);
        }
    }
    fn visit_item(&mut self, _: &'a Item) {}
    fn visit_attribute(&mut self, _: &'a Attribute) {}
    fn visit_type(&mut self, _: &'a Type) {}
}

#[test]
fn positions_count_the_nodes_of_a_body_as_they_are_documented() {
    let (item, model) = model(
        "impl Orders {
             #[rustfmt::skip]
             async fn run(&self, pool: &PgPool, ids: [i64; 3]) -> R {
                 fn other() { sqlx::query(\"x\"); }
                 let Some(row) = sqlx::query(\"SELECT 1\").fetch_optional(pool).await? else { return Ok(()) };
                 let (a, b) = join!(sqlx::query(\"SELECT 2\").fetch_one(pool), self.run(pool, ids.len()));
                 match ids { [one, ..] if one > 2 => pool.execute(\"DELETE FROM a WHERE b = 1\").await?, _ => vec![1] };
                 let tx = pool.begin().await?;
                 ids.iter().map(|id: &i64| async move { sqlx::query(Q).bind(id).execute(pool).await }).collect::<Vec<_>>();
                 println!(\"{}\", sqlx::query(\"SELECT 3\").fetch_all(pool).await?.len());
                 tx.commit().await
             }
         }",
    );
    let Item::Impl(block) = &item else { panic!("an impl block") };
    let ImplItem::Fn(written) = &block.items[0] else { panic!("a function") };
    let body: &Block = &written.block;
    let mut nodes = Nodes::default();
    nodes.visit_block(body);
    let function = &model.functions[0];
    for site in &function.sites {
        assert_eq!(nodes.0[function.position(site.node)], site.method.to_string());
    }
    assert_eq!(function.sites.len(), 7, "{:?}", function.sites);
}

/// The help of the N+1 finding of a method with this body.
fn n_plus_one_help(body: &str) -> String {
    let source = format!("impl Orders {{ async fn run(&self, pool: &PgPool, rows: &[Row]) -> R {{ {body} }} }}");
    let (_, model) = model(&source);
    let finding = model.diagnostics.iter().find_map(|diagnostic| diagnostic.finding()).expect(body);
    assert_eq!(finding.lint, Lint::NPlusOne);
    finding.message.lines().nth(1).unwrap().to_owned()
}

#[test]
fn a_proposal_names_only_what_is_known_before_the_loop_and_nothing_twice() {
    let help = n_plus_one_help(
        "for row in rows { sqlx::query(\"INSERT INTO a (b) VALUES ($1)\").bind(row.id).execute(pool).await?; }",
    );
    assert!(help.contains("`INSERT INTO a (b) SELECT * FROM UNNEST($1)` with a `Vec` of all `row.id` bound"), "{help}");
    let help = n_plus_one_help(
        "for row in rows {
             let id: i64 = row.try_get(0)?;
             sqlx::query(\"INSERT INTO a (b) VALUES ($1)\").bind(id).execute(pool).await?;
         }",
    );
    assert!(!help.contains("push_values(rows"), "{help}");
    let help = n_plus_one_help(
        "for row in rows {
             let previous = self.previous(row).await?;
             sqlx::query(\"UPDATE a SET c = 1 WHERE b = $1\").bind(previous).execute(pool).await?;
         }",
    );
    assert!(!help.contains("previous"), "{help}");
}

#[test]
fn what_is_recorded_of_a_text_is_what_its_span_says() {
    let recorded = RecordedText::read("SELECT  a\nFROM b WHERE c = 'secret'", Dialect::Postgres);
    assert_eq!(
        (recorded.summary.as_str(), recorded.collapsed.as_str()),
        ("SELECT b", "SELECT a FROM b WHERE c = 'secret'")
    );
    assert_eq!(recorded.sanitized, "SELECT a FROM b WHERE c = ?");
    assert_eq!((recorded.operation.as_deref(), recorded.table.as_deref()), (Some("SELECT"), Some("b")));
    assert_eq!(RecordedText::summary("INSERT INTO a (b) VALUES (", Dialect::Generic), "INSERT a");
}

#[test]
fn tests_are_left_alone_unless_an_attribute_asks() {
    let found = |item: &str| {
        let (_, model) = model(item);
        model.diagnostics.iter().filter_map(|found| found.finding()).map(|found| found.lint).collect::<Vec<_>>()
    };
    let function = "async fn clear(pool: &PgPool, ids: &[i64]) -> R { \
                        sqlx::query(\"DELETE FROM orders\").execute(pool).await?; \
                        for id in ids { sqlx::query(\"DELETE FROM orders WHERE id = $1\").bind(id).execute(pool).await?; } \
                    }";
    let both = [Lint::UnfilteredWrite, Lint::NPlusOne];
    for attribute in ["", "#[cfg(feature = \"test\")]", "#[cfg(any(test, unix))]", "#[cfg(not(test))]", "#[cfg(any())]"]
    {
        assert_eq!(found(&format!("mod repo {{ {attribute} mod inner {{ {function} }} }}")), both, "{attribute}");
    }
    for attribute in ["#[cfg(test)]", "#[cfg(all(test, feature = \"postgres\"))]", "#[cfg(any(test, all(test, unix)))]"]
    {
        assert_eq!(found(&format!("mod repo {{ {attribute} mod tests {{ {function} }} }}")), [], "{attribute}");
        assert_eq!(found(&format!("mod repo {{ {attribute} {function} }}")), [], "{attribute}");
        let block = function.replace("pool: &PgPool", "&self, pool: &PgPool");
        assert_eq!(found(&format!("mod repo {{ {attribute} impl Orders {{ {block} }} }}")), [], "{attribute}");
    }
    for attribute in
        ["#[test]", "#[tokio::test]", "#[sqlx::test(migrations = \"m\")]", "#[rstest]", "#[test_log::test]"]
    {
        assert_eq!(found(&format!("mod repo {{ {attribute} {function} }}")), [], "{attribute}");
        let asked = "#[traced(warn(n_plus_one, unfiltered_write))]";
        assert_eq!(found(&format!("mod repo {{ {attribute} {asked} {function} }}")), both, "{attribute}");
        // What is wrong in a test as well is told.
        let quoted = "async fn one(pool: &PgPool) -> R { sqlx::query(\"SELECT '$1'\").bind(1).execute(pool).await }";
        assert!(!found(&format!("mod repo {{ {attribute} {quoted} }}")).is_empty(), "{attribute}");
    }
    // The detector at run time is told what the user says alone.
    let (_, model) = model(&format!("mod repo {{ #[test] {function} }}"));
    assert!(model.functions[0].sites.iter().filter_map(|site| site.query_call()).all(|call| !call.may_repeat));
}

#[test]
fn a_loop_over_a_handful_of_known_items_is_innocent() {
    let count = |source: &str| {
        let (_, model) = model(source);
        model
            .diagnostics
            .iter()
            .filter_map(|found| found.finding())
            .filter(|found| found.lint == Lint::NPlusOne)
            .count()
    };
    let query = "sqlx::query(\"DELETE FROM orders WHERE kind = $1\").bind(kind).execute(pool).await?;";
    let in_loop = |before: &str, head: &str| {
        count(&format!(
            "mod repo {{
                 const KINDS: [Kind; 2] = [Kind::A, Kind::B];
                 const MANY: &[i64] = &[1, 2, 3, 4, 5, 6];
                 async fn run(pool: &PgPool, kinds: &[Kind], n: i64) -> R {{ {before} for kind in {head} {{ {query} }} }}
             }}"
        ))
    };
    for head in [
        "[Kind::A, Kind::B]",
        "&[Kind::A, Kind::B]",
        "[1, 2, 3, 4, 5].iter().rev()",
        "vec![Kind::A, Kind::B]",
        "KINDS",
        "KINDS.iter().copied()",
        "&crate::kinds::ALL",
        "Kind::VARIANTS.iter()",
        "Kind::iter()",
        "kinds.iter().take(3)",
        "[1, 2].into_iter().zip(kinds)",
        "[1].iter().chain(&[2, 3])",
        "1..=5",
    ] {
        assert_eq!(in_loop("", head), 0, "{head}");
    }
    for head in [
        "[1, 2, 3, 4, 5, 6]",
        "MANY",
        "kinds",
        "kinds.iter().take(n)",
        "0..n",
        "0..6",
        "1..=6",
        "vec![1; n]",
        "[1, 2].iter().chain(kinds)",
        "[1, 2].into_iter().flat_map(|_| kinds)",
    ] {
        assert_eq!(in_loop("", head), 1, "{head}");
    }
    assert_eq!(in_loop("let both = [Kind::A, Kind::B];", "both"), 0);
    assert_eq!(in_loop("let both = vec![Kind::A, Kind::B];", "&both"), 0);
    assert_eq!(in_loop("let mut both = vec![Kind::A]; both.extend(kinds);", "&both"), 1);
    assert_eq!(in_loop("let both = [Kind::A]; let both = kinds;", "both"), 1);
    assert_eq!(in_loop("const BOTH: [i64; 2] = [1, 2];", "BOTH"), 0);
    // What repeats a handful is another loop.
    let nested = format!(
        "impl Orders {{ async fn run(&self, pool: &PgPool, ids: &[i64]) -> R {{
             for kind in ids {{ for _ in [1, 2] {{ {query} }} }}
         }} }}"
    );
    assert_eq!(count(&nested), 1);
    let closure = "impl Orders { async fn run(&self, pool: &PgPool) -> R {
        let found = [Kind::A, Kind::B].map(|kind| sqlx::query(\"SELECT a FROM t WHERE b = $1\").bind(kind).fetch_one(pool));
        try_join_all(found).await
    } }";
    assert_eq!(count(closure), 0);
}
