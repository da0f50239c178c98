//! What a file declares that a path may lead to: constants, and names that `use` brings in.

use std::collections::HashMap;

use sqlspan_analysis::items_of_macro;
use syn::visit::{self, Visit};
use syn::{Block, ImplItem, Item, ItemImpl, ItemMacro, ItemTrait, Stmt, TraitItem, UseTree};

use super::expression::{Expression, type_name};

/// What one module of a file declares.
#[derive(Clone, Debug, Default)]
pub struct Scope {
    /// The inline modules that it stands in, from the file's own, which has none.
    pub path: Vec<String>,
    /// The constants and statics.
    pub constants: HashMap<String, Expression>,
    /// The constants of types and traits, by both names.
    pub associated: HashMap<(String, String), Expression>,
    /// What `use` gives a name.
    pub uses: HashMap<String, Vec<String>>,
    /// The modules of which `use` brings in everything.
    pub globs: Vec<Vec<String>>,
}

/// A constant inside of a block of a function.
#[derive(Clone, Debug)]
pub struct Local {
    /// Its name.
    pub name: String,
    /// What it holds.
    pub value: Expression,
    /// The first and the last line of its block.
    pub lines: (usize, usize),
}

/// What a file declares.
#[derive(Clone, Debug, Default)]
pub struct Scopes {
    /// Its modules, its own first.
    pub modules: Vec<Scope>,
    /// The constants inside of functions, outer blocks first.
    pub locals: Vec<Local>,
}

impl Scopes {
    /// Reads a file. Constants inside of functions cost a walk through all of them, and are wanted where the file has
    /// queries.
    #[must_use]
    pub fn of(items: &[Item], with_locals: bool) -> Self {
        let mut scopes = Self::default();
        scopes.module(items, Vec::new());
        if with_locals {
            let mut found = Locals::default();
            for item in items {
                found.visit_item(item);
            }
            scopes.locals = found.0;
        }
        scopes
    }

    fn module(&mut self, items: &[Item], path: Vec<String>) {
        let at = self.modules.len();
        self.modules.push(Scope { path, ..Scope::default() });
        self.items(items, at);
    }

    fn items(&mut self, items: &[Item], at: usize) {
        for item in items {
            match item {
                Item::Mod(module) => {
                    if let Some((_, items)) = &module.content {
                        let mut path = self.modules[at].path.clone();
                        path.push(module.ident.to_string());
                        self.module(items, path);
                    }
                }
                Item::Macro(item) if item.ident.is_none() && holds_items(item) => {
                    self.items(&items_of_macro(&item.mac), at);
                }
                item => self.modules[at].add(item),
            }
        }
    }
}

fn holds_items(item: &ItemMacro) -> bool {
    let tokens = item.mac.tokens.to_string();
    ["const ", "static ", "use "].iter().any(|word| tokens.contains(word))
}

impl Scope {
    fn add(&mut self, item: &Item) {
        match item {
            Item::Const(item) => {
                self.constants.insert(item.ident.to_string(), Expression::of(&item.expr));
            }
            Item::Static(item) => {
                self.constants.insert(item.ident.to_string(), Expression::of(&item.expr));
            }
            Item::Use(item) => self.tree(&item.tree, &mut Vec::new()),
            Item::Impl(block) => self.implementation(block),
            Item::Trait(block) => self.provided(block),
            _ => {}
        }
    }

    fn implementation(&mut self, block: &ItemImpl) {
        let Some(owner) = type_name(&block.self_ty) else { return };
        for item in &block.items {
            if let ImplItem::Const(item) = item {
                self.associated.insert((owner.clone(), item.ident.to_string()), Expression::of(&item.expr));
            }
        }
    }

    fn provided(&mut self, block: &ItemTrait) {
        for item in &block.items {
            if let TraitItem::Const(item) = item
                && let Some((_, value)) = &item.default
            {
                self.associated.insert((block.ident.to_string(), item.ident.to_string()), Expression::of(value));
            }
        }
    }

    fn tree(&mut self, tree: &UseTree, before: &mut Vec<String>) {
        match tree {
            UseTree::Path(path) => {
                before.push(path.ident.to_string());
                self.tree(&path.tree, before);
                before.pop();
            }
            UseTree::Name(name) => self.name(name.ident.to_string(), name.ident.to_string(), before),
            UseTree::Rename(rename) => self.name(rename.rename.to_string(), rename.ident.to_string(), before),
            UseTree::Glob(_) => self.globs.push(before.clone()),
            UseTree::Group(group) => group.items.iter().for_each(|tree| self.tree(tree, before)),
        }
    }

    fn name(&mut self, local: String, original: String, before: &[String]) {
        let mut path = before.to_vec();
        if original != "self" {
            path.push(original);
        }
        let local = if local == "self" { path.last().cloned().unwrap_or(local) } else { local };
        self.uses.insert(local, path);
    }
}

/// The constants of blocks.
#[derive(Default)]
struct Locals(Vec<Local>);

impl<'a> Visit<'a> for Locals {
    fn visit_block(&mut self, block: &'a Block) {
        for statement in &block.stmts {
            let (name, value) = match statement {
                Stmt::Item(Item::Const(item)) => (&item.ident, &item.expr),
                Stmt::Item(Item::Static(item)) => (&item.ident, &item.expr),
                _ => continue,
            };
            let span = block.brace_token.span;
            let lines = (span.open().start().line, span.close().end().line);
            self.0.push(Local { name: name.to_string(), value: Expression::of(value), lines });
        }
        visit::visit_block(self, block);
    }

    fn visit_attribute(&mut self, _: &'a syn::Attribute) {}

    fn visit_type(&mut self, _: &'a syn::Type) {}
}
