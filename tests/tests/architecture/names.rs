//! Names that belong in certain rooms.

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens as _;
use syn::Item;

use crate::imports::inline_paths;
use crate::modules::{Crate, Module, attributes, is_for_tests};

/// Where sqlx's crates are named outside of these files and folders.
pub fn of_sqlx(of: &Crate, rooms: &[&str]) -> Vec<String> {
    outside(of, rooms, |module| {
        let uses = module.uses.iter().map(|used| used.path.clone());
        let paths = uses.chain(inline_paths(module));
        let names = paths.filter(|path| path[0] == "sqlx" || path[0].starts_with("sqlx_"));
        names.map(|path| path.join("::")).collect()
    })
}

/// Drivers and systems, however they are called.
const DRIVERS: [&str; 12] = [
    "postgres",
    "postgresql",
    "PostgreSQL",
    "cockroachdb",
    "mysql",
    "MySQL",
    "mariadb",
    "sqlite",
    "SQLite",
    "sqlx-postgres",
    "sqlx-mysql",
    "sqlx-sqlite",
];

/// Where a driver is named, in code or in a `cfg`, outside of these files and folders. Documentation may.
pub fn of_drivers(of: &Crate, rooms: &[&str]) -> Vec<String> {
    outside(of, rooms, |module| {
        let mut found = Vec::new();
        literals(module.of_inner.clone(), &mut found);
        for item in &module.items {
            literals(item.to_token_stream(), &mut found);
        }
        found
    })
}

fn outside(of: &Crate, rooms: &[&str], names: impl Fn(&Module) -> Vec<String>) -> Vec<String> {
    let modules = of.modules.iter().filter(|module| !rooms.iter().any(|room| module.file.starts_with(room)));
    modules.flat_map(|module| names(module).into_iter().map(|name| format!("{}: {name}", module.file))).collect()
}

/// The literals that are the name of a driver: one of a text such as documentation has more in it.
fn literals(tokens: TokenStream, found: &mut Vec<String>) {
    for token in tokens {
        match token {
            TokenTree::Group(group) => {
                // Functions of tests, and what only they need.
                let is_test = syn::parse2::<Item>(group.stream()).is_ok_and(|item| is_for_tests(attributes(&item)));
                if !is_test {
                    literals(group.stream(), found);
                }
            }
            TokenTree::Literal(literal) => {
                let Ok(syn::Lit::Str(text)) = syn::parse_str::<syn::Lit>(&literal.to_string()) else { continue };
                if DRIVERS.contains(&text.value().as_str()) {
                    found.push(text.value());
                }
            }
            _ => {}
        }
    }
}
