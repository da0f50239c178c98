//! The reader on small trees of its own: that it finds what it is there for, and nothing else.

use std::collections::BTreeMap;

use crate::circles::circles;
use crate::crates::{read, undrawn};
use crate::imports::arrows;
use crate::modules::Crate;
use crate::{names, rooms};

fn tree(files: &[(&'static str, &'static str)]) -> Crate {
    Crate::read(&files.iter().copied().collect::<BTreeMap<_, _>>(), "lib.rs").unwrap()
}

/// `from -> to: names`, in order.
fn drawn(files: &[(&'static str, &'static str)]) -> Vec<String> {
    let arrows = arrows(&tree(files));
    arrows
        .iter()
        .map(|((from, to), names)| format!("{from} -> {to}: {}", names.iter().cloned().collect::<Vec<_>>().join(", ")))
        .collect()
}

#[test]
fn every_way_to_name_an_item_is_an_arrow() {
    for naming in [
        "use crate::b::Thing;",
        "use crate::b::{Other, Thing};",
        "use crate::{b::Thing as Renamed};",
        "use super::b::Thing;",
        "use crate::b::*; fn f(_: Thing) {}",
        "use crate::b; fn f(_: b::Thing) {}",
        "use crate::b::{self as other}; fn f(_: other::Thing) {}",
        "fn f() -> crate::b::Thing { loop {} }",
        "fn f() { let _ = super::b::Thing; }",
        "fn f() { crate::b::Thing::new() }",
        "impl crate::b::Thing for u8 {}",
        "fn f() { vec![1, crate::b::Thing::new()]; }",
        "fn f() { println!(\"{}\", super::b::Thing) }",
        "macro_rules! m { () => { $crate::b::Thing } }",
        "fn f() { use crate::b::Thing; }",
        "mod inner { use crate::b::Thing; }",
        "mod inner { use super::super::b::Thing; }",
        "pub use crate::b::Thing;",
        "struct A(Option<crate::b::Thing>);",
    ] {
        let drawn =
            drawn(&[("lib.rs", "mod a; mod b;"), ("a.rs", naming), ("b.rs", "pub struct Thing; pub struct Other;")]);
        assert!(drawn.len() == 1 && drawn[0].starts_with("a.rs -> b.rs: "), "{naming}: {drawn:?}");
        assert!(drawn[0].contains("Thing"), "{naming}: {drawn:?}");
    }
}

#[test]
fn what_is_no_arrow() {
    for naming in [
        "mod c;",
        "use std::fmt::Debug; fn f(_: u8) {}",
        "fn f() { ::b::Thing::new() }",
        "fn f() { quote!(::b::Thing) }",
        "struct Thing; fn f(_: Thing) {}",
        "// crate::b::Thing\nfn f() {}",
        "/// [`crate::b::Thing`]\nfn f() {}",
        "fn f() { \"crate::b::Thing\"; }",
        "#[cfg(test)] mod tests { use crate::b::Thing; }",
        "#[test] fn f() { crate::b::Thing; }",
        "use other::b::Thing;",
        "use crate::b;",
    ] {
        let drawn =
            drawn(&[("lib.rs", "mod a; mod b;"), ("a.rs", naming), ("a/c.rs", ""), ("b.rs", "pub struct Thing;")]);
        assert_eq!(drawn, Vec::<String>::new(), "{naming}");
    }
}

#[test]
fn a_list_of_names_is_seen_through() {
    let files = [
        ("lib.rs", "mod a; mod list; pub use crate::list::Thing;"),
        ("a.rs", "use crate::list::Renamed;"),
        ("list/mod.rs", "mod b; mod c; pub(crate) use self::b::Thing as Renamed; pub use b::Thing; pub use c::*;"),
        ("list/b.rs", "use super::Other; pub struct Thing;"),
        ("list/c.rs", "pub struct Other;"),
    ];
    assert_eq!(drawn(&files), ["a.rs -> list/b.rs: Thing", "list/b.rs -> list/c.rs: Other"]);
}

#[test]
fn a_circle_is_found_and_says_what_ties_it() {
    let files = [
        ("lib.rs", "mod a; mod b; mod c; mod d;"),
        ("a.rs", "use crate::b::{B, more}; pub struct A;"),
        ("b/mod.rs", "mod deep; pub use deep::B; pub fn more() { crate::c::C; }"),
        ("b/deep.rs", "pub struct B;"),
        ("c.rs", "use crate::a::A; pub struct C;"),
        ("d.rs", "use crate::a::A;"),
    ];
    let found = circles(&arrows(&tree(&files)));
    assert_eq!(found.len(), 1);
    assert_eq!(
        found[0].to_string(),
        "  3 files import each other in a circle:\n    a.rs -> b/mod.rs: more\n    b/mod.rs -> c.rs: C\n    c.rs -> a.rs: A\n"
    );
}

#[test]
fn two_circles_are_two() {
    let files = [
        ("lib.rs", "mod a; mod b; mod c; mod d;"),
        ("a.rs", "use crate::b::B; pub struct A;"),
        ("b.rs", "use crate::a::A; use crate::c::C; pub struct B;"),
        ("c.rs", "use crate::d::D; pub struct C;"),
        ("d.rs", "use crate::c::C; pub struct D;"),
    ];
    assert_eq!(circles(&arrows(&tree(&files))).len(), 2);
}

#[test]
fn a_module_and_what_is_below_it() {
    // A module that uses a child of its own, and is used by it.
    let files = [
        ("lib.rs", "mod a;"),
        ("a/mod.rs", "mod b; use self::b::B; pub struct A;"),
        ("a/b.rs", "use super::A; pub struct B;"),
    ];
    assert_eq!(circles(&arrows(&tree(&files))).len(), 1);
    // One that only hands names on.
    let files = [
        ("lib.rs", "mod a;"),
        ("a/mod.rs", "mod b; mod c; pub use self::b::B; pub use self::c::C;"),
        ("a/b.rs", "use super::C; pub struct B;"),
        ("a/c.rs", "pub struct C;"),
    ];
    assert_eq!(circles(&arrows(&tree(&files))).len(), 0);
}

#[test]
fn rooms_can_be_in_a_circle_where_their_files_are_not() {
    let files = [
        ("lib.rs", "mod a; mod b;"),
        ("a/mod.rs", "pub mod low; pub mod high;"),
        ("a/low.rs", "pub struct Low;"),
        ("a/high.rs", "use crate::b::B;"),
        ("b.rs", "use crate::a::low::Low; pub struct B;"),
    ];
    let arrows = arrows(&tree(&files));
    assert_eq!(circles(&arrows).len(), 0);
    assert_eq!(circles(&rooms::between(&arrows)).len(), 1);
}

#[test]
fn a_file_can_be_stated() {
    let files = [
        ("lib.rs", "#[path = \"shared/a.rs\"] mod a; mod b;"),
        ("shared/a.rs", "use crate::b::B; pub struct A;"),
        ("b.rs", "use crate::a::A; pub struct B;"),
    ];
    assert_eq!(circles(&arrows(&tree(&files))).len(), 1);
}

#[test]
fn a_file_that_is_missing_or_no_rust_is_an_error() {
    let read = |files: &[(&'static str, &'static str)]| {
        Crate::read(&files.iter().copied().collect::<BTreeMap<_, _>>(), "lib.rs").err().unwrap()
    };
    assert_eq!(read(&[("lib.rs", "mod a;")]), "there is no file a/mod.rs");
    assert!(read(&[("lib.rs", "mod a;"), ("a.rs", "fn (")]).starts_with("a.rs: "));
}

#[test]
fn names_of_sqlx_are_found() {
    for naming in [
        "use sqlx::Pool;",
        "pub use sqlx::{Pool, Error};",
        "fn f(_: &sqlx::Error) {}",
        "fn f() { sqlx_core::depth() }",
        "fn f() { matches!(e, sqlx::Error::RowNotFound) }",
        "mod inner { fn f(_: Option<sqlx_sqlite::SqliteRow>) {} }",
    ] {
        let tree = tree(&[("lib.rs", "mod room; mod a;"), ("room.rs", naming), ("a.rs", naming)]);
        let found = names::of_sqlx(&tree, &["room"]);
        assert!(!found.is_empty() && found.iter().all(|name| name.starts_with("a.rs: sqlx")), "{naming}: {found:?}");
    }
    for innocent in ["/// [`sqlx::Error`]\nfn f() {}", "#[cfg(test)] mod tests { use sqlx::Pool; }", "fn sqlx() {}"] {
        assert!(names::of_sqlx(&tree(&[("lib.rs", innocent)]), &[]).is_empty(), "{innocent}");
    }
}

#[test]
fn names_of_drivers_are_found() {
    for naming in [
        "fn f(system: &str) -> bool { system == \"postgresql\" }",
        "fn f(system: &str) -> u8 { match system { \"mysql\" | \"mariadb\" => 1, _ => 2 } }",
        "#[cfg(feature = \"sqlite\")] fn f() {}",
        "fn f() -> bool { cfg!(feature = \"postgres\") }",
        "#[cfg_attr(not(any(feature = \"mysql\")), expect(dead_code))] fn f() {}",
        "#[cfg(feature = \"postgres\")] mod inner {}",
        "mod inner { const NAME: &str = \"PostgreSQL\"; }",
        "fn f() { assert!(matches!(name, \"sqlx-mysql\")) }",
    ] {
        let tree = tree(&[("lib.rs", "mod driver; mod a;"), ("driver.rs", naming), ("a.rs", naming)]);
        let found = names::of_drivers(&tree, &["driver"]);
        assert!(!found.is_empty() && found.iter().all(|name| name.starts_with("a.rs: ")), "{naming}: {found:?}");
    }
    for innocent in [
        "/// `postgresql`\nfn f() {}",
        "fn f() { println!(\"use `postgres` or `mysql`\") }",
        "#[cfg(test)] mod tests { const NAME: &str = \"mysql\"; }",
        "#[cfg(feature = \"metrics\")] fn f() {}",
    ] {
        assert!(names::of_drivers(&tree(&[("lib.rs", innocent)]), &[]).is_empty(), "{innocent}");
    }
}

#[test]
fn arrows_between_crates_are_read_and_judged() {
    let metadata = serde_json::json!({ "packages": [
        { "name": "sqlspan-sql", "dependencies": [{ "name": "sqlspan-macros", "kind": null }] },
        { "name": "sqlspan-analysis", "dependencies": [{ "name": "sqlspan-sql", "kind": null }] },
        { "name": "sqlspan-macros", "dependencies": [
            { "name": "sqlspan-analysis", "kind": null },
            { "name": "syn", "kind": null },
            { "name": "sqlspan", "kind": "dev" },
        ] },
        { "name": "sqlspan", "dependencies": [
            { "name": "sqlspan-macros", "kind": null },
            { "name": "sqlspan-tests", "kind": "dev" },
        ] },
        { "name": "sqlspan-tests", "dependencies": [{ "name": "sqlspan", "kind": null }] },
        { "name": "sqlspan-new", "dependencies": [{ "name": "sqlspan-sql", "kind": "build" }] },
    ] });
    let undrawn = undrawn(&read(&metadata));
    assert_eq!(undrawn, ["sqlspan-sql -> sqlspan-macros", "sqlspan -> sqlspan-tests", "sqlspan-new -> sqlspan-sql"]);
}
