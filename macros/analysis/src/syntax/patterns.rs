//! The names that patterns, conditions and items bind.

use proc_macro2::Ident;
use syn::{Expr, Item, Pat, PatIdent, UseTree};

use super::visitor::{self, Visitor};

/// The name of a pattern that is one name.
pub(crate) fn simple_name(pattern: &Pat) -> Option<Ident> {
    match pattern {
        Pat::Ident(name) if name.subpat.is_none() => Some(name.ident.clone()),
        Pat::Type(typed) => simple_name(&typed.pat),
        _ => None,
    }
}

/// The name in a pattern that is one name, or one in variants with a single field: `tx`, `Ok(mut tx)`, `Ok(Some(tx))`.
pub(crate) fn inner_name(pattern: &Pat) -> Option<Ident> {
    match pattern {
        Pat::TupleStruct(variant) if variant.elems.len() == 1 => inner_name(&variant.elems[0]),
        Pat::Guard(guarded) => inner_name(&guarded.pat),
        Pat::Paren(inner) => inner_name(&inner.pat),
        pattern => simple_name(pattern),
    }
}

/// The names of a tuple pattern, each with its place.
pub(crate) fn elements(pattern: &Pat) -> Option<Vec<(usize, Ident)>> {
    match pattern {
        Pat::Type(typed) => elements(&typed.pat),
        Pat::Reference(inner) => elements(&inner.pat),
        Pat::Tuple(tuple) => {
            let names = tuple.elems.iter().enumerate();
            Some(names.filter_map(|(index, pattern)| Some((index, simple_name(pattern)?))).collect())
        }
        _ => None,
    }
}

/// Whether a pattern binds a name that keeps its value.
pub(crate) fn is_immutable(pattern: &Pat) -> bool {
    match pattern {
        Pat::Ident(name) => name.mutability.is_none() && name.by_ref.is_none(),
        Pat::Type(typed) => is_immutable(&typed.pat),
        _ => false,
    }
}

struct Names(Vec<Ident>);

impl Visitor for Names {
    fn pat_ident(&mut self, pattern: &PatIdent) {
        self.0.push(pattern.ident.clone());
    }
}

/// The names that a pattern binds.
pub(crate) fn names(pattern: &Pat) -> Vec<Ident> {
    let mut found = Names(Vec::new());
    visitor::visit_pat(&mut found, pattern);
    found.0
}

/// The names that a condition binds, `if let` among others.
pub(crate) fn condition_names(condition: &Expr) -> Vec<Ident> {
    let mut found = Names(Vec::new());
    visitor::visit_expr(&mut found, condition);
    found.0
}

/// The names that an item in a block gives a meaning of their own there.
pub(crate) fn item_names(item: &Item) -> Vec<Ident> {
    fn leaves(tree: &UseTree, names: &mut Vec<Ident>) {
        match tree {
            UseTree::Path(path) => leaves(&path.tree, names),
            UseTree::Name(name) => names.push(name.ident.clone()),
            UseTree::Rename(rename) => names.push(rename.rename.clone()),
            UseTree::Group(group) => group.items.iter().for_each(|tree| leaves(tree, names)),
            UseTree::Glob(_) => {}
        }
    }
    match item {
        Item::Const(item) => vec![item.ident.clone()],
        Item::Static(item) => vec![item.ident.clone()],
        Item::Mod(item) => vec![item.ident.clone()],
        Item::Enum(item) => vec![item.ident.clone()],
        Item::Struct(item) => vec![item.ident.clone()],
        Item::Trait(item) => vec![item.ident.clone()],
        Item::Type(item) => vec![item.ident.clone()],
        Item::Use(item) => {
            let mut names = Vec::new();
            leaves(&item.tree, &mut names);
            names
        }
        Item::Macro(item) => item.ident.iter().cloned().collect(),
        _ => Vec::new(),
    }
}
