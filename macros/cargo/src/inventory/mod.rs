//! Every round trip of a workspace, as data.
//!
//! `read` takes stock of one file, `link` puts the files together: texts that stand elsewhere, the modules that files
//! are. A [`Site`] is what comes of it.

mod link;
mod raw;
mod read;
mod reasons;
mod site;

use std::collections::HashMap;
use std::path::Path;

pub(crate) use link::relative;
pub use site::{Changes, Group, Kind, Site, Statement, TextKnown};

use sqlspan_analysis::Dialect;

use crate::workspace::metadata::Metadata;
use crate::workspace::{Error, Tree};

/// Every round trip of a workspace, and what could not be read of it.
#[derive(Debug)]
pub struct Inventory {
    /// The sites, by package, file and place.
    pub sites: Vec<Site>,
    /// What could not be read.
    pub unread: Vec<Unread>,
    /// The databases whose drivers a package enables, by its name.
    pub drivers: HashMap<String, Vec<Dialect>>,
}

/// A file that could not be read.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Unread {
    /// Its path, from the folder of the workspace.
    pub file: String,
    /// The line, from 1, where the reason is in the file.
    pub line: Option<usize>,
    /// Why not.
    pub reason: String,
}

impl Inventory {
    /// Takes stock of the workspace of a manifest, or of the current folder: of these packages, or of all.
    ///
    /// # Errors
    ///
    /// Where cargo knows of no workspace there, or the workspace of no such package. A file that can't be read is none.
    pub fn read(manifest: Option<&Path>, packages: &[String]) -> Result<Self, Error> {
        let metadata = Metadata::read(manifest)?;
        let selected = metadata.selected(packages)?;
        let tree = Tree::read(&metadata, read::file);
        let sites = link::sites(&metadata, &tree, &selected);
        let unread = unread(&metadata, &tree, &selected);
        let drivers = metadata.packages.into_iter().map(|package| (package.name, package.drivers)).collect();
        Ok(Self { sites, unread, drivers })
    }
}

/// What could not be read of the selected packages, with paths from the folder of the workspace.
pub(crate) fn unread<T>(metadata: &Metadata, tree: &Tree<T>, selected: &[bool]) -> Vec<Unread> {
    let root = format!("{}/", metadata.root.display());
    let is_selected = |path: &Path| {
        let mut modules = tree.modules.iter().filter(|module| tree.path(module.file) == path);
        modules.any(|module| selected[module.package])
    };
    let unread = tree.unread.iter().filter(|unread| is_selected(&unread.path)).map(|unread| Unread {
        file: link::relative(&unread.path, &metadata.root),
        line: unread.line,
        reason: unread.reason.replace(&root, ""),
    });
    unread.collect()
}
