//! Every finding of the lints in a workspace, as data.
//!
//! `read` has the analysis judge one file, `link` puts the files together: which modules they are, and what the lints say
//! of texts that stand elsewhere. A [`Finding`] is what comes of it.

mod finding;
mod link;
mod raw;
mod read;
mod spot;
mod unjudged;

use std::path::Path;

use sqlspan_analysis::Levels;

pub use finding::{Change, Finding, Region, Rule, Severity, Unjudged};

use crate::inventory::{Unread, unread};
use crate::workspace::metadata::Metadata;
use crate::workspace::{Error, Tree};

/// Every finding in a workspace, and what could not be judged or read of it.
#[derive(Debug)]
pub struct Findings {
    /// The findings, by file and place.
    pub findings: Vec<Finding>,
    /// What no lint judges.
    pub unjudged: Vec<Unjudged>,
    /// What could not be read.
    pub unread: Vec<Unread>,
}

impl Findings {
    /// Has the lints judge the workspace of a manifest, or of the current folder: these packages, or all. `levels` are
    /// those that hold where no attribute says anything.
    ///
    /// # Errors
    ///
    /// Where cargo knows of no workspace there, or the workspace of no such package. A file that can't be read is none.
    pub fn read(manifest: Option<&Path>, packages: &[String], levels: &Levels) -> Result<Self, Error> {
        let metadata = Metadata::read(manifest)?;
        let selected = metadata.selected(packages)?;
        let tree = Tree::read(&metadata, |path| read::file(path, levels));
        let (findings, unjudged) = link::findings(&metadata, &tree, &selected);
        Ok(Self { findings, unjudged, unread: unread(&metadata, &tree, &selected) })
    }
}
