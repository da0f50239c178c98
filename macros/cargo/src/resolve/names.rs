//! Where the paths of constants lead, across the modules and crates of a workspace.

use std::collections::HashMap;

use super::expression::Expression;
use super::scopes::{Scope, Scopes};
use crate::workspace::metadata::{Metadata, TargetKind};
use crate::workspace::tree::{Module, Tree};

/// How far a name is followed through `use` items, which may lead in a circle.
const FURTHEST: usize = 32;

/// A module of a target, by the path below the root of its crate.
type Key = (usize, usize, Vec<String>);

/// A constant of a type, where it stands, and what it holds.
type Associated<'w> = (&'w Module, &'w Scope, &'w Expression);

/// All constants of a workspace, by where they stand.
#[derive(Debug)]
pub struct Names<'w> {
    metadata: &'w Metadata,
    /// The parts of each module: a module may stand in several files, by `include!` and `#[cfg]`.
    modules: HashMap<Key, Vec<(&'w Module, &'w Scope)>>,
    /// The constants of types and traits, by both names, wherever they stand.
    associated: HashMap<(&'w str, &'w str), Vec<Associated<'w>>>,
}

/// A constant that was found.
#[derive(Clone, Copy, Debug)]
pub struct Found<'w> {
    /// What it holds.
    pub value: &'w Expression,
    /// The module of the file that it stands in.
    pub module: &'w Module,
    /// The module that it stands in.
    pub scope: &'w Scope,
}

impl<'w> Names<'w> {
    /// The constants of a workspace.
    pub fn new<T>(metadata: &'w Metadata, tree: &'w Tree<T>, scopes: impl Fn(&'w T) -> &'w Scopes) -> Self {
        let mut modules: HashMap<Key, Vec<_>> = HashMap::new();
        let mut associated: HashMap<_, Vec<_>> = HashMap::new();
        for module in &tree.modules {
            let Some(facts) = tree.facts(module.file) else { continue };
            for scope in &scopes(facts).modules {
                let path = module.path.iter().chain(&scope.path).cloned().collect();
                modules.entry((module.package, module.target, path)).or_default().push((module, scope));
                for ((owner, name), value) in &scope.associated {
                    associated.entry((&**owner, &**name)).or_default().push((module, scope, value));
                }
            }
        }
        Self { metadata, modules, associated }
    }

    /// The constant that a path leads to, from a module.
    #[must_use]
    pub fn find(&self, module: &Module, inline: &[String], path: &[String]) -> Option<Found<'w>> {
        let here = (module.package, module.target, module.path.iter().chain(inline).cloned().collect());
        self.in_module(&here, path, FURTHEST).or_else(|| self.of_type(module, path))
    }

    fn in_module(&self, here: &Key, path: &[String], further: usize) -> Option<Found<'w>> {
        let further = further.checked_sub(1)?;
        let (first, rest) = path.split_first()?;
        let (package, target, around) = here;
        match first.as_str() {
            "crate" => return self.in_module(&(*package, *target, Vec::new()), rest, further),
            "self" => return self.in_module(here, rest, further),
            "super" => {
                let (_, parent) = around.split_last()?;
                return self.in_module(&(*package, *target, parent.to_vec()), rest, further);
            }
            _ => {}
        }
        let parts = self.modules.get(here).map(Vec::as_slice).unwrap_or_default();
        for (module, scope) in parts {
            let found = |value| Found { value, module, scope };
            if let [name] = path
                && let Some(value) = scope.constants.get(name)
            {
                return Some(found(value));
            }
            if let [owner, name] = path
                && let Some(value) = scope.associated.get(&(owner.clone(), name.clone()))
            {
                return Some(found(value));
            }
        }
        let inner = (*package, *target, around.iter().chain([first]).cloned().collect());
        if !rest.is_empty() && self.modules.contains_key(&inner) {
            return self.in_module(&inner, rest, further);
        }
        for (_, scope) in parts {
            if let Some(used) = scope.uses.get(first) {
                let path: Vec<String> = used.iter().chain(rest).cloned().collect();
                // `use sql::ORDERS` where `sql` is the name in hand would lead here again.
                if path != *path_of(first, rest) {
                    return self.in_module(here, &path, further);
                }
            }
        }
        if !rest.is_empty()
            && let Some(found) = self.in_library(*package, first, rest, further)
        {
            return Some(found);
        }
        parts.iter().flat_map(|(_, scope)| &scope.globs).find_map(|glob| {
            let path: Vec<String> = glob.iter().chain(path).cloned().collect();
            self.in_module(here, &path, further)
        })
    }

    /// In a library of the workspace that the package knows by this name.
    fn in_library(&self, package: usize, name: &str, rest: &[String], further: usize) -> Option<Found<'w>> {
        let library = *self.metadata.packages[package].libraries.get(name)?;
        let targets = &self.metadata.packages[library].targets;
        let target = targets.iter().position(|target| target.kind == TargetKind::Library)?;
        self.in_module(&(library, target, Vec::new()), rest, further)
    }

    /// A constant of a type, wherever the block of it stands: where several are called alike, that of the same target,
    /// if there is one alone.
    fn of_type(&self, near: &Module, path: &[String]) -> Option<Found<'w>> {
        let [.., owner, name] = path else { return None };
        let all = self.associated.get(&(&**owner, &**name))?;
        let same = |(module, ..): &&Associated<'_>| (module.package, module.target) == (near.package, near.target);
        let mut of_target = all.iter().filter(same);
        let found = match (of_target.next(), of_target.next()) {
            (Some(one), None) => one,
            (None, _) => {
                let [one] = &**all else { return None };
                one
            }
            (Some(_), Some(_)) => return None,
        };
        let (module, scope, value) = *found;
        Some(Found { value, module, scope })
    }
}

fn path_of(first: &String, rest: &[String]) -> Vec<String> {
    [std::slice::from_ref(first), rest].concat()
}
