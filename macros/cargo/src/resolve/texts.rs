//! The text that an expression holds.

use std::cell::RefCell;
use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::expression::Expression;
use super::names::Names;
use super::scopes::{Local, Scopes};
use crate::workspace::metadata::Metadata;
use crate::workspace::tree::Module;

/// How many constants are followed from one to the next.
const FURTHEST: usize = 32;

/// Where an expression stands.
#[derive(Clone, Copy, Debug)]
pub struct Place<'w> {
    /// The module of the file.
    pub module: &'w Module,
    /// The inline modules in it.
    pub inline: &'w [String],
    /// The file.
    pub file: &'w Path,
    /// The constants of the blocks around it.
    pub locals: &'w [Local],
    /// The line.
    pub line: usize,
    /// What `Self` stands for.
    pub self_type: Option<&'w str>,
}

impl<'w> Place<'w> {
    /// A line of a function; `function` is its path below the module that the file is.
    #[must_use]
    pub fn in_function(module: &'w Module, file: &'w Path, scopes: &'w Scopes, function: &'w str, line: usize) -> Self {
        let function: Vec<&str> = function.split("::").collect();
        // The inline modules that the function stands in: the longest of the file's that begin its path.
        let begins = |path: &[String]| path.len() < function.len() && path.iter().zip(&function).all(|(a, b)| a == b);
        let paths = scopes.modules.iter().map(|scope| &*scope.path).filter(|path| begins(path));
        let inline = paths.max_by_key(|path| path.len()).unwrap_or_default();
        let self_type = function.get(inline.len()..).filter(|rest| rest.len() > 1).map(|rest| rest[0]);
        Self { module, inline, file, locals: &scopes.locals, line, self_type }
    }
}

/// Puts texts together.
#[derive(Debug)]
pub struct Texts<'w> {
    metadata: &'w Metadata,
    names: &'w Names<'w>,
    /// The paths of files, by their numbers.
    paths: &'w [PathBuf],
    /// Files that were included, each read once.
    included: RefCell<HashMap<PathBuf, Result<String, String>>>,
}

impl<'w> Texts<'w> {
    /// Over the names of a workspace; `paths` are those of the files.
    #[must_use]
    pub fn new(metadata: &'w Metadata, names: &'w Names<'w>, paths: &'w [PathBuf]) -> Self {
        Self { metadata, names, paths, included: RefCell::default() }
    }

    /// The text of an expression.
    ///
    /// # Errors
    ///
    /// What could not be followed, for people.
    pub fn text(&self, expression: &Expression, place: Place<'_>) -> Result<String, String> {
        self.follow(expression, place, FURTHEST)
    }

    fn follow(&self, expression: &Expression, place: Place<'_>, further: usize) -> Result<String, String> {
        let Some(further) = further.checked_sub(1) else {
            return Err("constants refer to each other in a circle".to_owned());
        };
        match expression {
            Expression::Text(text) => Ok(text.clone()),
            Expression::Joined(parts) => parts.iter().map(|part| self.follow(part, place, further)).collect(),
            Expression::PackageFolder => Ok(self.metadata.packages[place.module.package].folder.display().to_string()),
            Expression::Included(path) => {
                let path = self.follow(path, place, further)?;
                let folder = place.file.parent().unwrap_or(Path::new(""));
                self.included(&folder.join(path))
            }
            Expression::Path(path) => self.constant(path, place, further),
            Expression::Other(code) => Err(format!("`{code}` is not read")),
        }
    }

    fn constant(&self, path: &[String], place: Place<'_>, further: usize) -> Result<String, String> {
        if let [name] = path
            && let Some(local) = place
                .locals
                .iter()
                .rev()
                .find(|local| local.name == *name && (local.lines.0..=local.lines.1).contains(&place.line))
        {
            return self.follow(&local.value, place, further);
        }
        let mut path = path.to_vec();
        if let (Some(first), Some(ty)) = (path.first_mut(), place.self_type)
            && first == "Self"
        {
            ty.clone_into(first);
        }
        let Some(found) = self.names.find(place.module, place.inline, &path) else {
            return Err(format!("constant `{}` is not found in the workspace", path.join("::")));
        };
        // `Self` in the constant of a type is that type.
        let owner = path.len().checked_sub(2).map(|owner| path[owner].clone());
        let there = Place {
            module: found.module,
            inline: &found.scope.path,
            file: found.module.file.path_in(self.paths),
            locals: &[],
            line: 0,
            self_type: owner.as_deref(),
        };
        self.follow(found.value, there, further)
    }

    fn included(&self, path: &Path) -> Result<String, String> {
        let read = || fs::read_to_string(path).map_err(|error| format!("`{}` can't be read: {error}", path.display()));
        self.included.borrow_mut().entry(path.to_owned()).or_insert_with(read).clone()
    }
}
