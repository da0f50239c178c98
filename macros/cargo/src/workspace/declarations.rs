//! The modules that a file declares, and where the compiler looks for their files.

use std::path::{Path, PathBuf};

use sqlspan_analysis::{is_for_tests, items_of_macro};
use syn::ext::IdentExt as _;
use syn::punctuated::Punctuated;
use syn::{Attribute, Expr, ExprLit, Item, ItemMacro, Lit, Meta, Token};

/// What a file declares that stands in another one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Declaration {
    /// The inline modules around it, outermost first.
    pub around: Vec<Inline>,
    /// What is declared.
    pub what: Declared,
    /// Whether it is there for tests alone.
    pub is_test: bool,
    /// The line, from 1.
    pub line: usize,
}

/// An inline module.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inline {
    /// Its name.
    pub name: String,
    /// Its `#[path]`, which names a folder.
    pub path: Option<String>,
}

/// What is declared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Declared {
    /// `mod name;`
    Module {
        /// Its name.
        name: String,
        /// Its `#[path]`, and those of `#[cfg_attr(.., path = "..")]`.
        paths: Vec<String>,
        /// Whether one of them holds whatever the configuration.
        is_stated: bool,
    },
    /// `include!("file.rs")`
    Included(String),
}

/// A file in which a declaration may be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The file.
    pub path: PathBuf,
    /// Whether its own modules are in the folder that it is in, and not in one that is called like it.
    pub owns_folder: bool,
}

/// The declarations of a file.
#[must_use]
pub fn declarations(items: &[Item]) -> Vec<Declaration> {
    let mut found = Vec::new();
    collect(items, &[], false, &mut found);
    found
}

fn collect(items: &[Item], around: &[Inline], is_test: bool, found: &mut Vec<Declaration>) {
    for item in items {
        match item {
            Item::Mod(module) => {
                let is_test = is_test || is_for_tests(&module.attrs);
                let name = module.ident.unraw().to_string();
                let (paths, is_stated) = paths(&module.attrs);
                if let Some((_, items)) = &module.content {
                    let path = paths.into_iter().next().filter(|_| is_stated);
                    let around: Vec<Inline> = around.iter().cloned().chain([Inline { name, path }]).collect();
                    collect(items, &around, is_test, found);
                } else {
                    let what = Declared::Module { name, paths, is_stated };
                    let line = module.ident.span().start().line;
                    found.push(Declaration { around: around.to_vec(), what, is_test, line });
                }
            }
            Item::Macro(item) if item.mac.path.is_ident("include") => {
                if let Ok(path) = item.mac.parse_body::<syn::LitStr>() {
                    let what = Declared::Included(path.value());
                    let line = path.span().start().line;
                    found.push(Declaration { around: around.to_vec(), what, is_test, line });
                }
            }
            Item::Macro(item) if may_declare(item) => {
                collect(&items_of_macro(&item.mac), around, is_test, found);
            }
            _ => {}
        }
    }
}

/// Whether a macro among the items may have a `mod name;` in its arguments: `cfg_if!`, `cfg_unix!`.
fn may_declare(item: &ItemMacro) -> bool {
    item.ident.is_none() && item.mac.tokens.to_string().contains("mod ")
}

/// The paths that attributes state, and whether one of them holds whatever the configuration.
fn paths(attributes: &[Attribute]) -> (Vec<String>, bool) {
    if let Some(stated) = attributes.iter().find_map(|attribute| path_of(&attribute.meta)) {
        return (vec![stated], true);
    }
    let conditional = attributes.iter().filter(|attribute| attribute.path().is_ident("cfg_attr"));
    let metas = conditional
        .filter_map(|attribute| attribute.parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated).ok());
    (metas.flatten().filter_map(|meta| path_of(&meta)).collect(), false)
}

fn path_of(meta: &Meta) -> Option<String> {
    let Meta::NameValue(pair) = meta else { return None };
    let Expr::Lit(ExprLit { lit: Lit::Str(path), .. }) = &pair.value else { return None };
    pair.path.is_ident("path").then(|| path.value())
}

impl Declaration {
    /// Where the file of a declaration may be, for one in this file. The first that is there is it, but for those of
    /// `#[cfg_attr]`, each of which may be.
    #[must_use]
    pub fn candidates(&self, file: &Path, owns_folder: bool) -> Vec<Candidate> {
        let parent = file.parent().unwrap_or(Path::new(""));
        let own = match file.file_stem() {
            Some(stem) if !owns_folder => parent.join(stem),
            _ => parent.to_owned(),
        };
        // A path on an inline module counts from the file, or from the folder of the module around.
        let mut folder = own;
        for (depth, module) in self.around.iter().enumerate() {
            folder = match &module.path {
                Some(path) if depth == 0 => parent.join(path),
                Some(path) => folder.join(path),
                None => folder.join(&module.name),
            };
        }
        let stated = |path: &String| {
            let from = if self.around.is_empty() { parent } else { &folder };
            Candidate { path: from.join(path), owns_folder: true }
        };
        match &self.what {
            Declared::Included(path) => vec![Candidate { path: parent.join(path), owns_folder: true }],
            Declared::Module { name, paths, is_stated } => {
                let mut candidates: Vec<Candidate> = paths.iter().map(stated).collect();
                if !is_stated {
                    candidates.push(Candidate { path: folder.join(format!("{name}.rs")), owns_folder: false });
                    candidates.push(Candidate { path: folder.join(name).join("mod.rs"), owns_folder: true });
                }
                candidates
            }
        }
    }
}
