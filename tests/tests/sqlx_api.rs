//! The page of what sqlx can send, against sqlx's own sources: a method that a new version adds must be put on the page,
//! with what becomes of it.

#![deny(warnings)]
#![allow(clippy::expect_used, clippy::unwrap_used, reason = "tests")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use quote::ToTokens as _;
use sqlspan_tests::workspace;
use syn::{Attribute, ImplItem, Item, ReturnType, Signature, TraitItem, Type, Visibility};

/// The crates that talk to a database.
const CRATES: [&str; 4] = ["sqlx-core", "sqlx-postgres", "sqlx-mysql", "sqlx-sqlite"];

/// What talks to sockets, files, threads and channels, and what a driver is made of: users never call it.
const BELOW: [&str; 9] =
    ["any/connection/backend", "ext/", "fs", "io/", "net/", "pool/inner", "rt/", "sync", "transaction_manager"];

fn host() -> String {
    let told = Command::new("rustc").arg("-vV").output().unwrap();
    let told = String::from_utf8(told.stdout).unwrap();
    told.lines().find_map(|line| line.strip_prefix("host: ")).unwrap().to_owned()
}

/// Where the sources of a crate are that this workspace is built with.
fn sources() -> Vec<PathBuf> {
    let metadata = Command::new(env!("CARGO"))
        // Other platforms' dependencies need not be here.
        .args(["metadata", "--format-version", "1", "--offline", "--locked", "--filter-platform", &host()])
        .current_dir(workspace())
        .output()
        .unwrap();
    assert!(metadata.status.success(), "{}", String::from_utf8_lossy(&metadata.stderr));
    let metadata: serde_json::Value = serde_json::from_slice(&metadata.stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    let of = |name: &str| packages.iter().find(|package| package["name"] == name).expect("a dependency");
    let folder = |name: &str| Path::new(of(name)["manifest_path"].as_str().unwrap()).with_file_name("src");
    CRATES.map(folder).to_vec()
}

fn files(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, into);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            into.push(path);
        }
    }
}

/// Whether calling it can send anything: it is asynchronous.
fn is_asynchronous(signature: &Signature) -> bool {
    let ReturnType::Type(_, returned) = &signature.output else { return signature.asyncness.is_some() };
    let returned = returned.to_token_stream().to_string();
    signature.asyncness.is_some() || ["Future", "BoxStream", "impl Stream"].iter().any(|word| returned.contains(word))
}

fn is_test(attributes: &[Attribute]) -> bool {
    attributes
        .iter()
        .any(|attribute| attribute.path().is_ident("cfg") && attribute.to_token_stream().to_string().contains("test"))
}

fn type_name(ty: &Type) -> Option<String> {
    let Type::Path(path) = ty else { return None };
    path.path.segments.last().map(|last| last.ident.to_string())
}

fn collect(items: &[Item], found: &mut BTreeSet<String>) {
    for item in items {
        match item {
            Item::Impl(block) if block.trait_.is_none() => {
                let Some(owner) = type_name(&block.self_ty) else { continue };
                for item in &block.items {
                    if let ImplItem::Fn(method) = item
                        && matches!(method.vis, Visibility::Public(_))
                        && is_asynchronous(&method.sig)
                    {
                        found.insert(format!("{owner}::{}", method.sig.ident));
                    }
                }
            }
            Item::Trait(item) if matches!(item.vis, Visibility::Public(_)) => {
                for method in &item.items {
                    if let TraitItem::Fn(method) = method
                        && is_asynchronous(&method.sig)
                    {
                        found.insert(format!("{}::{}", item.ident, method.sig.ident));
                    }
                }
            }
            Item::Mod(module) if matches!(module.vis, Visibility::Public(_)) && !is_test(&module.attrs) => {
                collect(module.content.as_ref().map_or(&[], |(_, items)| items), found);
            }
            _ => {}
        }
    }
}

/// Everything asynchronous in the public interface of sqlx that speaks of databases.
fn interface() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for folder in sources() {
        let mut paths = Vec::new();
        files(&folder, &mut paths);
        for path in paths {
            let module = path.strip_prefix(&folder).unwrap().to_str().unwrap().trim_end_matches(".rs").to_owned();
            if BELOW.iter().any(|below| module == *below || below.ends_with('/') && module.starts_with(below)) {
                continue;
            }
            let file = syn::parse_file(&std::fs::read_to_string(&path).unwrap()).unwrap();
            collect(&file.items, &mut found);
        }
    }
    found
}

/// What the page lists: the names in the first column, and what is said of each row.
fn listed() -> Vec<(BTreeSet<String>, String)> {
    let page = std::fs::read_to_string(workspace().join("runtime/docs/round_trips.md")).unwrap();
    let rows = page.lines().filter(|line| line.starts_with("| `"));
    rows.map(|row| {
        let cells: Vec<&str> = row.trim_matches('|').split('|').collect();
        let names = cells[0].split('`').skip(1).step_by(2).map(str::to_owned).collect();
        (names, cells[1].trim().to_owned())
    })
    .collect()
}

#[test]
fn everything_that_sqlx_can_send_is_on_the_page() {
    let found = interface();
    assert!(found.contains("PgConnection::copy_in_raw") && found.contains("Executor::fetch_one"), "{found:?}");
    let mut listed_once = BTreeSet::new();
    for (names, told) in listed() {
        let outcomes = ["traced", "reported where ", "left alone: "];
        assert!(outcomes.iter().any(|outcome| told.starts_with(outcome)), "{names:?}: {told}");
        for name in names {
            assert!(listed_once.insert(name.clone()), "{name} is there twice");
        }
    }
    let missing: Vec<_> = found.difference(&listed_once).collect();
    assert!(missing.is_empty(), "sqlx has them, and the page has not: {missing:#?}");
    let gone: Vec<_> = listed_once.difference(&found).collect();
    assert!(gone.is_empty(), "the page has them, and sqlx has not: {gone:#?}");
}
