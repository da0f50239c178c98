//! Modules across files, in every form that the compiler knows.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod fixture;

use fixture::{Fixture, query, short};

#[test]
fn every_form_of_mod_is_followed() {
    let root = "
        mod plain;
        mod folder;
        mod r#type;
        #[path = \"elsewhere/odd.rs\"]
        mod stated;
        mod inline {
            mod inner;
            mod deeper { mod deepest; }
            #[path = \"pathed.rs\"]
            mod pathed;
        }
        #[path = \"base\"]
        mod based { mod of_base; }
        #[cfg_attr(unix, path = \"unix.rs\")]
        #[cfg_attr(windows, path = \"windows.rs\")]
        mod system;
        cfg_if! { if #[cfg(unix)] { mod on_unix; } else { mod elsewhere; } }
        include!(\"included.rs\");
    ";
    let fixture = Fixture::package(
        "forms",
        &[
            ("src/lib.rs", root),
            ("src/plain.rs", &format!("mod child;\n#[path = \"beside.rs\"] mod beside;\n{}", query("f", "plain"))),
            ("src/plain/child.rs", &query("f", "child")),
            ("src/beside.rs", &query("f", "beside")),
            ("src/folder/mod.rs", &format!("mod child;\n{}", query("f", "folder"))),
            ("src/folder/child.rs", &query("f", "folder_child")),
            ("src/type.rs", &query("f", "raw")),
            ("src/elsewhere/odd.rs", &format!("mod of_odd;\n{}", query("f", "odd"))),
            ("src/elsewhere/of_odd.rs", &query("f", "of_odd")),
            ("src/inline/inner.rs", &query("f", "inline_inner")),
            ("src/inline/deeper/deepest.rs", &query("f", "deepest")),
            ("src/inline/pathed.rs", &query("f", "pathed")),
            ("src/base/of_base.rs", &query("f", "of_base")),
            ("src/unix.rs", &query("f", "unix")),
            ("src/windows.rs", &query("f", "windows")),
            ("src/on_unix.rs", &query("f", "on_unix")),
            ("src/elsewhere.rs", &query("f", "elsewhere")),
            ("src/included.rs", &query("f", "included")),
            ("src/nowhere.rs", &query("f", "nobody_declares_it")),
        ],
    );
    let inventory = fixture.inventory();
    let mut found: Vec<(&str, &str)> = short(&inventory.sites);
    found.sort_unstable();
    let expected = [
        ("shop::based::of_base::f", "SELECT of_base"),
        ("shop::elsewhere::f", "SELECT elsewhere"),
        ("shop::f", "SELECT included"),
        ("shop::folder::child::f", "SELECT folder_child"),
        ("shop::folder::f", "SELECT folder"),
        ("shop::inline::deeper::deepest::f", "SELECT deepest"),
        ("shop::inline::inner::f", "SELECT inline_inner"),
        ("shop::inline::pathed::f", "SELECT pathed"),
        ("shop::on_unix::f", "SELECT on_unix"),
        ("shop::plain::beside::f", "SELECT beside"),
        ("shop::plain::child::f", "SELECT child"),
        ("shop::plain::f", "SELECT plain"),
        ("shop::stated::f", "SELECT odd"),
        ("shop::stated::of_odd::f", "SELECT of_odd"),
        ("shop::system::f", "SELECT unix"),
        ("shop::system::f", "SELECT windows"),
        ("shop::type::f", "SELECT raw"),
    ];
    assert_eq!(found, expected);
    // The module that `#[cfg_attr]` has on two systems has no file of its own, and needs none.
    assert_eq!(inventory.unread, []);
}

#[test]
fn a_path_inside_of_an_inline_module_counts_from_the_folder_of_its_file() {
    let fixture = Fixture::package(
        "inline_path",
        &[
            ("src/lib.rs", "mod outer;"),
            ("src/outer.rs", "mod inline { #[path = \"other.rs\"] mod inner; }"),
            ("src/outer/inline/other.rs", &query("f", "other")),
        ],
    );
    assert_eq!(short(&fixture.sites()), [("shop::outer::inline::inner::f", "SELECT other")]);
}

#[test]
fn a_file_of_several_targets_is_listed_once() {
    let shared = query("shared", "both");
    let fixture = Fixture::package(
        "shared",
        &[
            ("src/lib.rs", "mod db;"),
            ("src/main.rs", "mod db;\nfn main() {}"),
            ("src/db.rs", &shared),
            ("tests/one.rs", &format!("mod common;\n{}", query("one", "one"))),
            ("tests/two.rs", &format!("mod common;\n#[path = \"../src/db.rs\"] mod db;\n{}", query("two", "two"))),
            ("tests/common/mod.rs", &query("set_up", "common")),
            ("benches/speed.rs", &query("speed", "bench")),
            ("examples/demo.rs", &query("demo", "demo")),
            ("build.rs", &query("main", "build")),
        ],
    );
    let sites = fixture.sites();
    let found: Vec<(&str, bool)> = sites.iter().map(|site| (site.function.as_str(), site.is_test)).collect();
    let expected = [
        ("speed::speed", true),
        ("build_script_build::main", false),
        ("demo::demo", false),
        ("shop::db::shared", false),
        ("one::common::set_up", true),
        ("one::one", true),
        ("two::two", true),
    ];
    assert_eq!(found, expected);
}

#[test]
fn what_is_for_tests_alone_is_known() {
    let source = "
        #[cfg(test)] mod tests;
        #[cfg(test)] mod inline { async fn inner(p: &P) { sqlx::query(\"SELECT 1 FROM a\").execute(p).await; } }
        #[tokio::test] async fn test(p: &P) { sqlx::query(\"SELECT 1 FROM b\").execute(p).await; }
        #[cfg(not(test))] async fn program(p: &P) { sqlx::query(\"SELECT 1 FROM c\").execute(p).await; }
    ";
    let fixture = Fixture::package("tests", &[("src/lib.rs", source), ("src/tests.rs", &query("f", "d"))]);
    let sites = fixture.sites();
    let found: Vec<(&str, bool)> = sites.iter().map(|site| (site.function.as_str(), site.is_test)).collect();
    let expected =
        [("shop::inline::inner", true), ("shop::test", true), ("shop::program", false), ("shop::tests::f", true)];
    assert_eq!(found, expected);
}

#[test]
fn a_module_in_itself_ends() {
    let source = format!("#[path = \"lib.rs\"] mod again;\n{}", query("f", "once"));
    let fixture = Fixture::package("circle", &[("src/lib.rs", &source)]);
    assert_eq!(short(&fixture.sites()), [("shop::f", "SELECT once")]);
}
