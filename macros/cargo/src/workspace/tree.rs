//! The modules of every target, and the files that they are in.

use std::collections::HashMap;
use std::path::PathBuf;

use super::declarations::{Candidate, Declaration, Declared};
use super::files::{FileId, Numbers, Unread};
use super::metadata::Metadata;
use super::parallel;

/// What a reader makes of one file.
#[derive(Debug)]
pub struct FileRead<T> {
    /// The modules that it declares.
    pub declarations: Vec<Declaration>,
    /// The rest, which is the caller's.
    pub facts: T,
}

/// A module that a file is, in one target.
#[derive(Debug)]
pub struct Module {
    /// The package, by its index.
    pub package: usize,
    /// The target, by its index in the package.
    pub target: usize,
    /// The path below the root of the crate.
    pub path: Vec<String>,
    /// The file.
    pub file: FileId,
    /// Whether it is there for tests alone.
    pub is_test: bool,
    /// Whether the files of its modules are in the folder that it is in.
    owns_folder: bool,
}

/// The modules that were met, with the index of the one that declares each.
type Met = Vec<(Module, Option<usize>)>;

/// The modules and files of a workspace.
#[derive(Debug)]
pub struct Tree<T> {
    /// The modules, in the order of packages and targets, those of a file below the one that declares it.
    pub modules: Vec<Module>,
    /// The files that were met, by their numbers.
    pub paths: Vec<PathBuf>,
    /// What was made of each; `None` where it could not be read.
    pub facts: Vec<Option<T>>,
    /// The files that could not be read, with the reasons.
    pub unread: Vec<Unread>,
}

impl<T: Send> Tree<T> {
    /// Reads the files of a workspace, each once.
    pub fn read(metadata: &Metadata, read: impl Fn(&std::path::Path) -> Result<FileRead<T>, Unread> + Sync) -> Self {
        let mut numbers = Numbers::default();
        let mut modules = roots(metadata, &mut numbers);
        let mut reads: Vec<Option<FileRead<T>>> = Vec::new();
        let mut unread = Vec::new();
        let mut seen = 0;
        while seen < modules.len() {
            let new: Vec<PathBuf> = numbers.paths()[reads.len()..].to_vec();
            for result in parallel::map(&new, |path| read(path)) {
                reads.push(result.map_err(|reason| unread.push(reason)).ok());
            }
            let last = modules.len();
            for parent in seen..last {
                let children = children(&modules, parent, &reads, &mut numbers, &mut unread);
                modules.extend(children.into_iter().map(|child| (child, Some(parent))));
            }
            seen = last;
        }
        unread.sort_by(|one: &Unread, other| (&one.path, one.line).cmp(&(&other.path, other.line)));
        unread.dedup();
        let mut modules: Vec<Module> = modules.into_iter().map(|(module, _)| module).collect();
        let facts = reads.into_iter().map(|read| read.map(|read| read.facts)).collect();
        modules.sort_by(|one, other| {
            (one.package, one.target, &one.path).cmp(&(other.package, other.target, &other.path))
        });
        Self { modules, paths: numbers.into_paths(), facts, unread }
    }
}

impl<T> Tree<T> {
    /// The first of the modules that each file is: of a library before others, of the program before its tests.
    #[must_use]
    pub fn first_modules(&self, metadata: &Metadata) -> HashMap<FileId, &Module> {
        let rank = |module: &Module| {
            let kind = metadata.packages[module.package].targets[module.target].kind;
            (module.is_test, kind)
        };
        let mut first: HashMap<FileId, &Module> = HashMap::new();
        for module in &self.modules {
            let known = first.entry(module.file).or_insert(module);
            if rank(module) < rank(known) {
                *known = module;
            }
        }
        first
    }

    /// The path of a file.
    #[must_use]
    pub fn path(&self, file: FileId) -> &std::path::Path {
        &self.paths[file.0]
    }

    /// What was made of a file.
    #[must_use]
    pub fn facts(&self, file: FileId) -> Option<&T> {
        self.facts[file.0].as_ref()
    }
}

fn roots(metadata: &Metadata, numbers: &mut Numbers) -> Met {
    let mut modules = Vec::new();
    for (package, known) in metadata.packages.iter().enumerate() {
        for (target, of_package) in known.targets.iter().enumerate() {
            let module = Module {
                package,
                target,
                path: Vec::new(),
                file: numbers.of(&of_package.root),
                is_test: of_package.kind.is_test(),
                owns_folder: true,
            };
            modules.push((module, None));
        }
    }
    modules
}

/// The modules that the file of a module declares.
fn children<T>(
    modules: &Met,
    parent: usize,
    reads: &[Option<FileRead<T>>],
    numbers: &mut Numbers,
    unread: &mut Vec<Unread>,
) -> Vec<Module> {
    let (module, _) = &modules[parent];
    let Some(read) = reads.get(module.file.0).and_then(Option::as_ref) else { return Vec::new() };
    let file = numbers.paths()[module.file.0].clone();
    let mut found = Vec::new();
    for declaration in &read.declarations {
        let candidates = declaration.candidates(&file, module.owns_folder);
        let there = there(declaration, &candidates);
        if there.is_empty() {
            let looked_for = candidates.first().map(|candidate| candidate.path.display().to_string());
            let reason = match &declaration.what {
                Declared::Module { name, .. } => {
                    format!(
                        "module `{name}` is declared, but there is no file for it: {}",
                        looked_for.unwrap_or_default()
                    )
                }
                Declared::Included(path) => format!("`include!` names a file that is not there: {path}"),
            };
            unread.push(Unread { path: file.clone(), line: Some(declaration.line), reason });
        }
        for candidate in there {
            let id = numbers.of(&candidate.path);
            if is_around(modules, parent, id) {
                continue;
            }
            let mut path = module.path.clone();
            path.extend(declaration.around.iter().map(|inline| inline.name.clone()));
            if let Declared::Module { name, .. } = &declaration.what {
                path.push(name.clone());
            }
            found.push(Module {
                package: module.package,
                target: module.target,
                path,
                file: id,
                is_test: module.is_test || declaration.is_test,
                owns_folder: candidate.owns_folder,
            });
        }
    }
    found
}

/// The candidates that are there: those of `#[cfg_attr]` all, else the first.
fn there(declaration: &Declaration, candidates: &[Candidate]) -> Vec<Candidate> {
    let conditional = match &declaration.what {
        Declared::Module { paths, is_stated: false, .. } => paths.len(),
        _ => 0,
    };
    let mut found: Vec<Candidate> =
        candidates[..conditional].iter().filter(|candidate| candidate.path.is_file()).cloned().collect();
    found.extend(candidates[conditional..].iter().find(|candidate| candidate.path.is_file()).cloned());
    found
}

/// Whether a file is a module around another one, so that it would be read for ever.
fn is_around(modules: &Met, inner: usize, file: FileId) -> bool {
    let mut next = Some(inner);
    while let Some(index) = next {
        let (module, parent) = &modules[index];
        if module.file == file {
            return true;
        }
        next = *parent;
    }
    false
}
