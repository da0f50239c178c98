//! The files of a workspace, each once.

use std::collections::HashMap;
use std::path::{Component, Path, PathBuf};

/// A file, by its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FileId(pub(super) usize);

impl FileId {
    /// Its path among those of all files.
    #[must_use]
    pub fn path_in(self, paths: &[PathBuf]) -> &Path {
        &paths[self.0]
    }
}

/// A file that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    /// Where it is, or should be.
    pub path: PathBuf,
    /// The line, from 1, where the reason is in the file.
    pub line: Option<usize>,
    /// Why not.
    pub reason: String,
}

/// Numbers of files.
#[derive(Debug, Default)]
pub(super) struct Numbers {
    numbers: HashMap<PathBuf, FileId>,
    paths: Vec<PathBuf>,
}

impl Numbers {
    /// The number of a file, a new one where it was not met before.
    pub(super) fn of(&mut self, path: &Path) -> FileId {
        let path = normal(path);
        if let Some(known) = self.numbers.get(&path) {
            return *known;
        }
        let id = FileId(self.paths.len());
        self.numbers.insert(path.clone(), id);
        self.paths.push(path);
        id
    }

    pub(super) fn paths(&self) -> &[PathBuf] {
        &self.paths
    }

    pub(super) fn into_paths(self) -> Vec<PathBuf> {
        self.paths
    }
}

/// `a/../b` as `b`, so that a file has one path.
fn normal(path: &Path) -> PathBuf {
    let mut parts = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir if parts.file_name().is_some() => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts
}
