//! Texts that stand elsewhere: in constants of other modules and crates, in files.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod fixture;

use cargo_sqlspan::inventory::TextKnown;
use fixture::{Fixture, MANIFEST, short};

/// A function for each expression, which runs it as a query.
fn queries(expressions: &[(&str, &str)]) -> String {
    let one = |(name, text): &(&str, &str)| {
        format!("async fn {name}(p: &sqlx::PgPool) {{ sqlx::query({text}).execute(p).await; }}\n")
    };
    expressions.iter().map(one).collect()
}

#[test]
fn constants_are_followed_across_modules() {
    let root = queries(&[
        ("own", "OWN"),
        ("by_path", "crate::sql::ORDERS"),
        ("by_module", "sql::ORDERS"),
        ("imported", "IMPORTED"),
        ("renamed", "OTHER"),
        ("by_glob", "BY_GLOB"),
        ("handed_on", "sql::HANDED_ON"),
        ("a_static", "sql::STATIC"),
        ("joined", "concat!(\"SELECT * \", \"FROM joined\")"),
        ("of_type", "Orders::ALL"),
        ("of_trait", "<Orders as sql::Queries>::COUNT"),
        ("in_block", "const { sql::ORDERS }"),
        ("asserted", "sqlx::AssertSqlSafe(sql::ORDERS)"),
        ("unknown", "missing::TEXT"),
    ]);
    let root = format!(
        "mod sql; mod globbed; mod deep;\nuse sql::{{IMPORTED, RENAMED as OTHER}};\nuse globbed::*;\n\
         const OWN: &str = \"SELECT * FROM own\";\nstruct Orders;\n\
         impl Orders {{ const ALL: &str = Self::TEXT; const TEXT: &str = \"SELECT * FROM of_type\";\n\
         async fn of_self(p: &sqlx::PgPool) {{ sqlx::query(Self::ALL).execute(p).await; }} }}\n\
         async fn local(p: &sqlx::PgPool) {{ const OWN: &str = \"SELECT * FROM local\"; sqlx::query(OWN).execute(p).await; }}\n{root}"
    );
    let sql = "
        pub use super::deep::inner::HANDED_ON;
        pub const ORDERS: &str = \"SELECT * FROM orders\";
        pub(crate) const IMPORTED: &str = concat!(\"SELECT * FROM \", \"imported\");
        pub const RENAMED: &str = self::inner::RENAMED;
        pub static STATIC: &str = formatcp!(\"SELECT * FROM {TABLE}\");
        const TABLE: &str = \"in_static\";
        mod inner { pub const RENAMED: &str = super::super::deep::RENAMED; }
        pub trait Queries { const COUNT: &str; }
        impl Queries for super::Orders { const COUNT: &str = \"SELECT count(*) FROM of_trait\"; }
    ";
    let deep = "
        pub const RENAMED: &str = \"SELECT * FROM renamed\";
        pub mod inner { pub const HANDED_ON: &str = \"SELECT * FROM handed_on\"; }
    ";
    let fixture = Fixture::package(
        "modules",
        &[
            ("src/lib.rs", &root),
            ("src/sql.rs", sql),
            ("src/deep.rs", deep),
            ("src/globbed.rs", "pub const BY_GLOB: &str = \"SELECT * FROM by_glob\";"),
        ],
    );
    let sites = fixture.sites();
    let expected = [
        ("shop::Orders::of_self", "SELECT of_type"),
        ("shop::local", "SELECT local"),
        ("shop::own", "SELECT own"),
        ("shop::by_path", "SELECT orders"),
        ("shop::by_module", "SELECT orders"),
        ("shop::imported", "SELECT imported"),
        ("shop::renamed", "SELECT renamed"),
        ("shop::by_glob", "SELECT by_glob"),
        ("shop::handed_on", "SELECT handed_on"),
        ("shop::a_static", "SELECT in_static"),
        ("shop::joined", "SELECT joined"),
        ("shop::of_type", "SELECT of_type"),
        ("shop::of_trait", "SELECT of_trait"),
        ("shop::in_block", "SELECT orders"),
        ("shop::asserted", "SELECT orders"),
        ("shop::unknown", "-"),
    ];
    assert_eq!(short(&sites), expected);
    let unknown = sites.last().unwrap();
    assert_eq!(unknown.text, TextKnown::Unresolved);
    assert_eq!(unknown.text_reason.as_deref(), Some("constant `missing::TEXT` is not found in the workspace"));
}

#[test]
fn constants_are_followed_across_crates() {
    let app = format!(
        "{MANIFEST}sql = {{ package = \"shop-sql\", path = \"../sql\" }}\nother-lib = {{ path = \"../other\" }}\n"
    );
    let library = |name: &str| format!("[package]\nname = \"{name}\"\nedition = \"2024\"\n");
    let source = format!(
        "use other_lib::texts::*;\n{}",
        queries(&[("renamed", "sql::ORDERS"), ("globbed", "CARTS"), ("absolute", "::other_lib::ROOT")])
    );
    let fixture = Fixture::new(
        "crates",
        &[
            ("Cargo.toml", "[workspace]\nresolver = \"3\"\nmembers = [\"app\", \"sql\", \"other\"]\n"),
            ("app/Cargo.toml", &app),
            ("app/src/lib.rs", &source),
            ("app/tests/all.rs", &queries(&[("own_library", "shop::PUBLIC")])),
            ("sql/Cargo.toml", &library("shop-sql")),
            (
                "sql/src/lib.rs",
                "pub use other::ORDERS; mod other { pub const ORDERS: &str = \"SELECT * FROM orders\"; }",
            ),
            ("other/Cargo.toml", &library("other-lib")),
            ("other/src/lib.rs", "pub mod texts; pub const ROOT: &str = \"SELECT * FROM root\";"),
            ("other/src/texts.rs", "pub const CARTS: &str = \"DELETE FROM carts WHERE id = $1\";"),
        ],
    );
    fixture.write("app/src/lib.rs", &format!("pub const PUBLIC: &str = \"SELECT * FROM public\";\n{source}"));
    let expected = [
        ("shop::renamed", "SELECT orders"),
        ("shop::globbed", "DELETE carts"),
        ("shop::absolute", "SELECT root"),
        ("all::own_library", "SELECT public"),
    ];
    assert_eq!(short(&fixture.sites()), expected);
}

#[test]
fn files_are_read_from_where_they_are_named() {
    let source = "
        const TEXT: &str = include_str!(\"../sql/constant.sql\");
        async fn a(p: &sqlx::PgPool) {
            sqlx::query(include_str!(\"../sql/included.sql\")).execute(p).await;
            sqlx::query(TEXT).execute(p).await;
            sqlx::query_file!(\"sql/of_macro.sql\").execute(p).await;
            sqlx::query_file_as!(Order, \"sql/missing.sql\").fetch_one(p).await;
        }
    ";
    let fixture = Fixture::package(
        "files",
        &[
            ("src/db/mod.rs", ""),
            ("src/lib.rs", source),
            ("sql/included.sql", "SELECT *\nFROM included -- all\n"),
            ("sql/constant.sql", "SELECT * FROM constant"),
            ("sql/of_macro.sql", "SELECT * FROM of_macro"),
        ],
    );
    let sites = fixture.sites();
    let summaries: Vec<&str> = sites.iter().map(|site| site.summary.as_deref().unwrap_or("-")).collect();
    assert_eq!(summaries, ["SELECT included", "SELECT constant", "SELECT of_macro", "-"]);
    let reason = sites[3].text_reason.as_deref().unwrap();
    assert!(reason.starts_with("`sql/missing.sql` can't be read: "), "{reason}");
}

#[test]
fn texts_that_are_made_at_run_time_say_how() {
    let source = "
        async fn a(p: &sqlx::PgPool, text: &str) {
            sqlx::query(AssertSqlSafe(format!(\"SELECT {x}\"))).execute(p).await;
            sqlx::query(text).execute(p).await;
            let mut builder = QueryBuilder::new(\"SELECT * FROM built WHERE \");
            builder.push(column());
            builder.build().execute(p).await;
            sqlx::query(if all { \"SELECT * FROM one\" } else { \"DELETE FROM other WHERE a\" }).execute(p).await;
        }
    ";
    let fixture = Fixture::package("dynamic", &[("src/lib.rs", source)]);
    let sites = fixture.sites();
    let found: Vec<_> = sites.iter().map(|site| (site.text, site.text_reason.as_deref())).collect();
    let expected = [
        (TextKnown::Dynamic, Some("put together with `format!`")),
        (TextKnown::Dynamic, Some("parameter `text`")),
        (TextKnown::Dynamic, Some("returned by a function")),
        (TextKnown::Choice, None),
    ];
    assert_eq!(found, expected);
    let ids: Vec<bool> = sites[3].statements.iter().map(|statement| statement.id.is_some()).collect();
    assert_eq!((ids, sites[3].tables()), (vec![true, true], vec!["other", "one"]));
}

#[test]
fn constants_in_a_circle_are_told() {
    let source =
        format!("const A: &str = B; const B: &str = A;\nuse self::C as C;\n{}", queries(&[("a", "A"), ("c", "C")]));
    let fixture = Fixture::package("circle", &[("src/lib.rs", &source)]);
    let reasons: Vec<_> = fixture.sites().into_iter().map(|site| site.text_reason.unwrap()).collect();
    assert_eq!(reasons[0], "constants refer to each other in a circle");
    assert_eq!(reasons[1], "constant `C` is not found in the workspace");
}
