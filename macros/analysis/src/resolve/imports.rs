//! What a path means, by the `use` items that the macro can see.

use std::collections::{HashMap, HashSet};

use syn::{Item, Path, UseTree};

/// Whose function or macro a path names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Owner {
    /// sqlx's, by this name of its own.
    Sqlx(String),
    /// Another crate's or module's.
    Other,
    /// A bare name whose import is out of sight.
    Unknown,
}

/// The names that visible items bring in.
#[derive(Clone, Debug, Default)]
pub(crate) struct Imports {
    /// Those of `use` items, with the paths that they stand for.
    used: HashMap<String, Vec<String>>,
    /// Functions that stand there themselves.
    functions: HashSet<String>,
}

impl Imports {
    pub(crate) fn add(&mut self, item: &Item) {
        match item {
            Item::Use(item) => self.tree(&item.tree, &mut Vec::new()),
            Item::Fn(function) => {
                self.functions.insert(function.sig.ident.to_string());
            }
            _ => {}
        }
    }

    /// Whether a bare name is that of a function which stands in sight, and is none of sqlx's.
    pub(crate) fn declares(&self, path: &Path) -> bool {
        let name = path.get_ident().map(ToString::to_string);
        name.is_some_and(|name| self.functions.contains(&name) && !self.used.contains_key(&name))
    }

    fn tree(&mut self, tree: &UseTree, prefix: &mut Vec<String>) {
        match tree {
            UseTree::Path(path) => {
                prefix.push(path.ident.to_string());
                self.tree(&path.tree, prefix);
                prefix.pop();
            }
            UseTree::Name(name) => self.name(name.ident.to_string(), name.ident.to_string(), prefix),
            UseTree::Rename(rename) => self.name(rename.rename.to_string(), rename.ident.to_string(), prefix),
            UseTree::Group(group) => group.items.iter().for_each(|tree| self.tree(tree, prefix)),
            UseTree::Glob(_) => {}
        }
    }

    fn name(&mut self, local: String, original: String, prefix: &[String]) {
        let mut path = prefix.to_vec();
        if original != "self" {
            path.push(original);
        }
        let local = if local == "self" { path.last().cloned().unwrap_or(local) } else { local };
        self.used.insert(local, path);
    }

    /// The path that a path stands for, as far as `use` items are seen.
    pub(crate) fn resolve(&self, path: &Path) -> Vec<String> {
        let mut segments: Vec<String> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        if let Some(imported) = segments.first().and_then(|first| self.used.get(first)) {
            segments.splice(..1, imported.iter().cloned());
        }
        segments
    }

    pub(crate) fn owner(&self, path: &Path) -> Owner {
        let imported = path.segments.first().is_some_and(|first| self.used.contains_key(&first.ident.to_string()));
        let bare = path.segments.len() == 1 && !imported && path.leading_colon.is_none();
        let mut segments = self.resolve(path);
        let last = segments.pop().unwrap_or_default();
        if segments.iter().any(|segment| segment == "sqlx" || segment == "sqlx_core") {
            Owner::Sqlx(last)
        } else if bare || matches!(segments.first().map(String::as_str), Some("Self" | "self" | "super" | "crate")) {
            // A path into the user's own crate can be a re-export of sqlx's, or a helper.
            Owner::Unknown
        } else if path.leading_colon.is_some() || segments.first().is_some_and(|first| is_crate_like(first)) {
            Owner::Other
        } else {
            Owner::Unknown
        }
    }
}

/// A module or crate, as opposed to a type with associated functions.
fn is_crate_like(segment: &str) -> bool {
    segment.chars().next().is_some_and(char::is_lowercase)
}
