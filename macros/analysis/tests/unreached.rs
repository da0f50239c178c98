//! What an attribute does not reach is kept apart, for whoever takes stock of a whole file.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use sqlspan_analysis::{CoveredBy, Function, Model, SiteKind, Unreached, UnreachedReason, file, repository, traced};

fn read(source: &str) -> Model {
    file(&syn::parse_str(source).unwrap(), None)
}

fn function<'m>(model: &'m Model, path: &str) -> &'m Function {
    let paths = || model.functions.iter().map(|function| function.path.as_str()).collect::<Vec<_>>();
    model.functions.iter().find(|function| function.path == path).unwrap_or_else(|| panic!("{path} of {:?}", paths()))
}

fn shown(unreached: &[Unreached]) -> Vec<(String, UnreachedReason)> {
    let name = |unreached: &Unreached| match &unreached.site {
        Some(site) => site.method.to_string(),
        None => format!("- {}", unreached.at),
    };
    unreached.iter().map(|unreached| (name(unreached), unreached.why.clone())).collect()
}

#[test]
fn what_is_skipped_is_kept_apart() {
    let model = read(
        r#"
        #[repository]
        impl Orders {
            #[traced(skip)]
            async fn all(&self) -> R {
                let mut tx = self.pool.begin().await?;
                sqlx::query(AssertSqlSafe(format!("SELECT {x}"))).fetch_one(&mut *tx).await
            }
            async fn part(&self) -> R {
                #[traced(skip)]
                sqlx::query("SELECT 1").execute(&self.pool).await?;
                sqlx::query("SELECT 2").execute(&self.pool).await
            }
        }
        "#,
    );
    let all = function(&model, "Orders::all");
    assert!(all.sites.is_empty());
    let skipped = |method: &str| (method.to_owned(), UnreachedReason::Skipped);
    assert_eq!(shown(&all.unreached), [skipped("begin"), skipped("fetch_one")]);
    let part = function(&model, "Orders::part");
    assert_eq!((part.sites.len(), shown(&part.unreached)), (1, vec![skipped("execute")]));
    assert!(!model.has_errors(), "{:?}", model.diagnostics);
}

#[test]
fn macros_of_an_unknown_grammar_are_read_all_the_same() {
    let source = r#"
        async fn a(pool: &PgPool) -> R {
            retry!(3, sqlx::query("SELECT a FROM t").fetch_one(pool).await);
            retry! { attempts = 3 => $ sqlx::query("SELECT b").fetch_one(pool).await };
            info!("{}", name);
            sqlx::query("SELECT c").fetch_one(pool).await
        }
    "#;
    let model = read(source);
    let a = function(&model, "a");
    let in_macro = || UnreachedReason::InMacro("retry".to_owned());
    assert_eq!(shown(&a.unreached), [("fetch_one".to_owned(), in_macro()), ("- fetch_one".to_owned(), in_macro())]);
    let Some(SiteKind::Query(call)) = a.unreached[0].site.as_ref().map(|site| &site.kind) else { panic!("a query") };
    assert!(format!("{:?}", call.query.text).contains("SELECT a FROM t"));
    assert_eq!(a.sites.len(), 1);
}

#[test]
fn macros_among_the_items_are_read_where_they_hold_items() {
    let model = read(
        r#"
        cfg_if! {
            if #[cfg(unix)] {
                #[traced] async fn plain(p: &PgPool) -> R { sqlx::query("SELECT 1").execute(p).await }
            } else {
                async fn bare(p: &PgPool) -> R { sqlx::query("SELECT 2").execute(p).await }
            }
        }
        tests_on! { async fn inside(p: &PgPool) -> R { sqlx::query("SELECT 3").execute(p).await } }
        named! { first(p) { sqlx::query("SELECT 6").fetch_all(p).await } => ["SELECT"] }
        opaque!(|p| sqlx::query("SELECT 4").execute(p));
        macro_rules! run { ($p:expr) => { sqlx::query("SELECT 5").execute($p) } }
        "#,
    );
    assert_eq!(function(&model, "plain").covered_by, Some(CoveredBy::Traced));
    assert_eq!((function(&model, "plain").sites.len(), function(&model, "bare").sites.len()), (1, 1));
    let inside = function(&model, "inside");
    assert!(inside.sites.is_empty());
    assert_eq!(inside.unreached[0].why, UnreachedReason::InItemMacro("tests_on".to_owned()));
    // A block in a macro is read like the body of a function of that name.
    let Some(site) = &function(&model, "named").unreached[0].site else { panic!("a site") };
    assert_eq!((site.method.to_string().as_str(), site.query_call().is_some()), ("fetch_all", true));
    let outside = [
        ("- execute".to_owned(), UnreachedReason::InItemMacro("opaque".to_owned())),
        ("- execute".to_owned(), UnreachedReason::InMacroDefinition("run".to_owned())),
    ];
    assert_eq!(shown(&model.unreached), outside);
}

#[test]
fn methods_as_paths_and_methods_with_types_are_kept() {
    let model = read(
        r#"
        async fn a(p: &PgPool) -> R {
            Executor::fetch_one(p, "SELECT 1").await?;
            sqlx::query("SELECT 2").fetch_one::<_>(p).await
        }
        "#,
    );
    let expected = [
        ("- Executor :: fetch_one".to_owned(), UnreachedReason::MethodAsPath),
        ("fetch_one".to_owned(), UnreachedReason::WithTypes),
    ];
    assert_eq!(shown(&function(&model, "a").unreached), expected);
}

#[test]
fn an_attribute_under_a_condition_is_one() {
    let model = read(
        r#"
        #[cfg_attr(feature = "otel", sqlspan::repository(dialect = postgres))]
        impl Orders { fn all(&self) { sqlx::query("SELECT 1").execute(p); } }
        #[cfg_attr(feature = "otel", allow(dead_code), sqlspan::traced)]
        fn alone() { sqlx::query("SELECT 1").execute(p); }
        #[cfg_attr(feature = "otel", inline)]
        fn bare() { sqlx::query("SELECT 1").execute(p); }
        "#,
    );
    let covered: Vec<Option<CoveredBy>> = model.functions.iter().map(|function| function.covered_by).collect();
    assert_eq!(covered, [Some(CoveredBy::Repository), Some(CoveredBy::Traced), None]);
    assert!(model.functions[0].options.dialect.is_some());
}

#[test]
fn a_path_says_where_a_function_stands() {
    let model = read(
        r#"
        mod outer {
            #[repository] impl Orders { fn find(&self) { fn helper() {} } }
            impl Display for Carts { #[traced] fn fmt(&self) { pool.execute("SELECT 1"); } }
        }
        #[repository] mod inner { fn free() {} trait T { fn provided() {} } }
        "#,
    );
    let paths: Vec<&str> = model.functions.iter().map(|function| function.path.as_str()).collect();
    let expected = [
        "outer::Orders::find",
        "outer::Orders::find::helper",
        "outer::Carts::fmt",
        "inner::free",
        "inner::T::provided",
    ];
    assert_eq!(paths, expected);
}

#[test]
fn what_is_only_named_like_a_round_trip_is_told_apart() {
    let model = read(
        r"
        async fn a(&self, pool: &PgPool) {
            self.semaphore.acquire().await;
            self.db_pool.acquire().await;
            let tx = pool.begin().await?;
            tx.commit().await;
            cursor.commit();
            app.run(&config);
            MIGRATOR.run(pool);
            command.execute(&context);
            self.find(id).fetch_one(pool);
            by_id(id).execute(&mut *tx);
        }
        ",
    );
    let likely = |site: &sqlspan_analysis::Site| (site.method.to_string(), site.is_likely);
    let sites: Vec<_> = model.functions[0].sites.iter().map(likely).collect();
    let expected = [
        ("acquire", false),
        ("acquire", true),
        ("begin", true),
        ("commit", true),
        ("commit", false),
        ("run", false),
        ("run", true),
        ("execute", false),
        ("fetch_one", true),
        ("execute", true),
    ];
    assert_eq!(sites, expected.map(|(method, likely)| (method.to_owned(), likely)));
}

/// The model of one attribute is the macro's: nothing is kept apart there.
#[test]
fn one_attribute_keeps_nothing_apart() {
    let block = syn::parse_str(r#"impl A { #[traced(skip)] fn a(&self) { sqlx::query("SELECT 1").execute(p); } }"#);
    let model = repository(proc_macro2::TokenStream::new(), &block.unwrap(), None);
    assert!(model.functions[0].unreached.is_empty() && model.unreached.is_empty());
    let method = syn::parse_str(r#"fn a(&self) { retry!(sqlx::query("SELECT 1").execute(p)); }"#);
    let model = traced(proc_macro2::TokenStream::new(), &method.unwrap(), None);
    assert!(model.functions[0].unreached.is_empty());
}
