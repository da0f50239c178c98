//! Which file names what of which other file.
//!
//! An arrow from one file to another: the first names an item that the second defines, by `use` or by a path where it
//! stands, also inside the arguments of a macro. Re-exports are followed to the definition. No arrows are `mod x;`, and
//! the re-export of what a module has below it: a list of names knows nothing.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{TokenStream, TokenTree};
use syn::visit::{self, Visit};
use syn::{Item, Macro};

use crate::modules::{Crate, Module, attributes, collect, is_for_tests};

/// The names that a file takes from another one, by both.
pub type Arrows = BTreeMap<(String, String), BTreeSet<String>>;

/// All arrows of a crate.
pub fn arrows(of: &Crate) -> Arrows {
    let mut arrows = Arrows::new();
    for (number, module) in of.modules.iter().enumerate() {
        let mut add = |path: &[String], is_reexport: bool| {
            let Some(Definition { module: defining, name }) = Resolver::new(of).resolve(number, path) else { return };
            let defining = &of.modules[defining];
            let below = defining.path.starts_with(&module.path);
            if defining.file != module.file && !(is_reexport && below) {
                arrows.entry((module.file.clone(), defining.file.clone())).or_default().insert(name);
            }
        };
        for used in &module.uses {
            // Of all that a `*` brings, what is named here is seen below.
            if used.name.is_some() {
                add(&used.path, used.is_reexport);
            }
        }
        for path in inline_paths(module) {
            add(&path, false);
        }
    }
    arrows
}

/// The paths that stand in the items of a module, those of its inner modules left out.
pub fn inline_paths(module: &Module) -> Vec<Vec<String>> {
    let mut paths = Paths::default();
    for item in &module.items {
        match item {
            Item::Use(_) => {}
            item => paths.visit_item(item),
        }
    }
    paths.0
}

#[derive(Default)]
struct Paths(Vec<Vec<String>>);

impl<'ast> Visit<'ast> for Paths {
    fn visit_path(&mut self, path: &'ast syn::Path) {
        if path.leading_colon.is_none() {
            self.0.push(path.segments.iter().map(|segment| segment.ident.to_string()).collect());
        }
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, invocation: &'ast Macro) {
        visit::visit_macro(self, invocation);
        in_tokens(invocation.tokens.clone(), &mut self.0);
    }

    fn visit_visibility(&mut self, _: &'ast syn::Visibility) {}

    fn visit_attribute(&mut self, _: &'ast syn::Attribute) {}

    fn visit_item(&mut self, item: &'ast Item) {
        if is_for_tests(attributes(item)) {
            return;
        }
        if let Item::Use(item) = item {
            collect(&item.tree, &mut Vec::new(), &mut |_, path| self.0.push(path));
        }
        visit::visit_item(self, item);
    }
}

/// The paths in tokens that nobody has parsed.
fn in_tokens(tokens: TokenStream, paths: &mut Vec<Vec<String>>) {
    let mut path: Vec<String> = Vec::new();
    let (mut colons, mut outside) = (0, false);
    for token in tokens {
        match token {
            TokenTree::Punct(punct) if punct.as_char() == ':' => colons += 1,
            TokenTree::Ident(name) => {
                if colons != 2 || path.is_empty() {
                    // A path that begins with `::` is another crate's.
                    let starts_outside = colons == 2 && path.is_empty();
                    finish(&mut path, outside, paths);
                    outside = starts_outside;
                }
                path.push(name.to_string());
                colons = 0;
            }
            token => {
                finish(&mut path, outside, paths);
                (colons, outside) = (0, false);
                if let TokenTree::Group(group) = token {
                    in_tokens(group.stream(), paths);
                }
            }
        }
    }
    finish(&mut path, outside, paths);
}

fn finish(path: &mut Vec<String>, outside: bool, paths: &mut Vec<Vec<String>>) {
    let path = std::mem::take(path);
    if !path.is_empty() && !outside {
        paths.push(path);
    }
}

/// The item that a path leads to.
struct Definition {
    module: usize,
    name: String,
}

/// What a name stands for.
enum Meaning {
    Module(usize),
    Item(Definition),
}

struct Resolver<'a> {
    of: &'a Crate,
    /// Names that are being looked up, lest one that stands for itself is looked up for ever.
    open: Vec<(usize, String)>,
}

impl<'a> Resolver<'a> {
    fn new(of: &'a Crate) -> Self {
        Self { of, open: Vec::new() }
    }

    /// `None` for what is another crate's, or a name of the body's own, or a module and not an item of it.
    fn resolve(&mut self, from: usize, path: &[String]) -> Option<Definition> {
        match self.path(from, path)? {
            Meaning::Item(definition) => Some(definition),
            Meaning::Module(_) => None,
        }
    }

    fn path(&mut self, from: usize, path: &[String]) -> Option<Meaning> {
        let (first, mut rest) = path.split_first()?;
        let mut at = match first.as_str() {
            "crate" => 0,
            "self" => from,
            "super" => self.parent(from)?,
            name => match self.name(from, name)? {
                Meaning::Module(module) => module,
                item @ Meaning::Item(_) => return Some(item),
            },
        };
        while let Some((next, others)) = rest.split_first() {
            rest = others;
            if next == "super" {
                at = self.parent(at)?;
                continue;
            }
            match self.name(at, next)? {
                Meaning::Module(module) => at = module,
                item @ Meaning::Item(_) => return Some(item),
            }
        }
        Some(Meaning::Module(at))
    }

    fn parent(&self, of: usize) -> Option<usize> {
        let path = &self.of.modules[of].path;
        self.of.find(&path[..path.len().checked_sub(1)?])
    }

    /// What a name stands for in a module.
    fn name(&mut self, module: usize, name: &str) -> Option<Meaning> {
        let key = (module, name.to_owned());
        if self.open.contains(&key) {
            return None;
        }
        self.open.push(key);
        let meaning = self.look_up(module, name);
        self.open.pop();
        meaning
    }

    fn look_up(&mut self, number: usize, name: &str) -> Option<Meaning> {
        let module = &self.of.modules[number];
        if let Some(inner) = self.of.find(&[module.path.clone(), vec![name.to_owned()]].concat()) {
            return Some(Meaning::Module(inner));
        }
        if module.items.iter().any(|item| defined(item).is_some_and(|defined| defined == name)) {
            return Some(Meaning::Item(Definition { module: number, name: name.to_owned() }));
        }
        for used in module.uses.iter().filter(|used| used.name.as_deref() == Some(name)) {
            if let Some(meaning) = self.path(number, &used.path) {
                return Some(meaning);
            }
        }
        for used in module.uses.iter().filter(|used| used.name.is_none()) {
            if let Some(Meaning::Module(all)) = self.path(number, &used.path)
                && all != number
                && let Some(meaning) = self.name(all, name)
            {
                return Some(meaning);
            }
        }
        None
    }
}

/// The name that an item defines.
fn defined(item: &Item) -> Option<String> {
    let name = match item {
        Item::Const(item) => &item.ident,
        Item::Enum(item) => &item.ident,
        Item::Fn(item) => &item.sig.ident,
        Item::Macro(item) => item.ident.as_ref()?,
        Item::Static(item) => &item.ident,
        Item::Struct(item) => &item.ident,
        Item::Trait(item) => &item.ident,
        Item::Type(item) => &item.ident,
        Item::Union(item) => &item.ident,
        _ => return None,
    };
    Some(name.to_string())
}
