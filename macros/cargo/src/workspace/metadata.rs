//! Packages and their targets, as cargo knows them. Nothing is resolved, built or downloaded.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use cargo_metadata::{DependencyKind, MetadataCommand};

use sqlspan_analysis::Dialect;

use super::Error;
use super::drivers;

/// A package of the workspace.
#[derive(Debug)]
pub struct Package {
    /// Its name.
    pub name: String,
    /// The folder of its manifest.
    pub folder: PathBuf,
    /// Its targets, the library first, tests last.
    pub targets: Vec<Target>,
    /// The packages of the workspace that it may name in code, itself among them, by the name of their library there.
    pub libraries: HashMap<String, usize>,
    /// Whether it depends on sqlx, itself or through other packages of the workspace.
    pub uses_sqlx: bool,
    /// The databases whose drivers it enables in sqlx, itself or through other packages of the workspace, whatever its
    /// features; none where that can't be seen.
    pub drivers: Vec<Dialect>,
}

/// A target of a package.
#[derive(Debug)]
pub struct Target {
    /// Its name in paths: `order_service`.
    pub crate_name: String,
    /// What it is.
    pub kind: TargetKind,
    /// The file of its root.
    pub root: PathBuf,
}

/// What a target is, in the order in which a file that several of them share is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "each is named like cargo's")]
pub enum TargetKind {
    Library,
    Binary,
    Example,
    Build,
    Test,
    Bench,
}

impl TargetKind {
    /// Whether it is for tests or benchmarks alone.
    #[must_use]
    pub const fn is_test(self) -> bool {
        matches!(self, Self::Test | Self::Bench)
    }
}

/// A workspace, before its sources are read.
#[derive(Debug)]
pub struct Metadata {
    /// The folder of the workspace, from which the paths of files count.
    pub root: PathBuf,
    /// Its packages, by name.
    pub packages: Vec<Package>,
}

impl Metadata {
    /// Asks cargo for the workspace of a manifest, or of the current folder.
    ///
    /// # Errors
    ///
    /// Where cargo knows of none.
    pub fn read(manifest: Option<&Path>) -> Result<Self, Error> {
        let mut command = MetadataCommand::new();
        command.no_deps();
        if let Some(manifest) = manifest {
            if !manifest.is_file() {
                return Err(Error::Metadata(format!("there is no file `{}`", manifest.display())));
            }
            command.manifest_path(manifest);
        }
        let metadata = command.exec().map_err(|error| Error::Metadata(one_line(&error)))?;
        let mut known: Vec<_> = metadata.packages.iter().collect();
        known.sort_by(|one, other| one.name.cmp(&other.name));
        let mut packages: Vec<Package> = known.iter().map(|package| read(package)).collect();
        let names: HashMap<String, usize> =
            packages.iter().enumerate().map(|(index, package)| (package.name.clone(), index)).collect();
        let mut arrows = Vec::new();
        for (index, package) in known.iter().enumerate() {
            for dependency in &package.dependencies {
                let Some(&to) = names.get(&dependency.name) else { continue };
                let called = dependency.rename.as_ref().map(|name| name.replace('-', "_"));
                name_library(&mut packages, index, to, called);
                if dependency.kind != DependencyKind::Development {
                    arrows.push((index, to));
                }
            }
            // A program and the tests of a package name its library.
            name_library(&mut packages, index, index, None);
        }
        spread(&mut packages, &arrows);
        Ok(Self { root: metadata.workspace_root.into_std_path_buf(), packages })
    }

    /// Keeps the packages of these names to be listed; all, where there are none.
    ///
    /// # Errors
    ///
    /// Where a name is that of no package.
    pub fn selected(&self, names: &[String]) -> Result<Vec<bool>, Error> {
        for name in names {
            if !self.packages.iter().any(|package| package.name == *name) {
                let known = self.packages.iter().map(|package| format!("`{}`", package.name)).collect();
                return Err(Error::NoPackage { name: name.clone(), known });
            }
        }
        Ok(self.packages.iter().map(|package| names.is_empty() || names.contains(&package.name)).collect())
    }
}

/// Has a package know the library of another one, by the name that it gives it or by its own.
fn name_library(packages: &mut [Package], of: usize, to: usize, called: Option<String>) {
    let library = packages[to].targets.iter().find(|target| target.kind == TargetKind::Library);
    if let Some(library) = library {
        let name = called.unwrap_or_else(|| library.crate_name.clone());
        packages[of].libraries.insert(name, to);
    }
}

/// Who depends on a package that uses sqlx may be handed its pools.
fn spread(packages: &mut [Package], arrows: &[(usize, usize)]) {
    loop {
        let mut changed = false;
        for (from, to) in arrows {
            if packages[*to].uses_sqlx && !packages[*from].uses_sqlx {
                packages[*from].uses_sqlx = true;
                changed = true;
            }
            for driver in packages[*to].drivers.clone() {
                if !packages[*from].drivers.contains(&driver) {
                    packages[*from].drivers.push(driver);
                    changed = true;
                }
            }
        }
        if !changed {
            return;
        }
    }
}

fn read(package: &cargo_metadata::Package) -> Package {
    let folder = package.manifest_path.parent().map(|folder| folder.as_std_path().to_owned()).unwrap_or_default();
    let mut targets: Vec<Target> = package
        .targets
        .iter()
        .map(|target| Target {
            crate_name: target.name.replace('-', "_"),
            kind: kind(target),
            root: target.src_path.as_std_path().to_owned(),
        })
        .collect();
    targets.sort_by(|one, other| (one.kind, &one.crate_name).cmp(&(other.kind, &other.crate_name)));
    let uses_sqlx = package.dependencies.iter().any(|dependency| {
        dependency.name == "sqlx" || dependency.name.starts_with("sqlx-") || dependency.name == "sqlspan"
    });
    let drivers = drivers::of(package);
    Package { name: package.name.to_string(), folder, targets, libraries: HashMap::new(), uses_sqlx, drivers }
}

fn kind(target: &cargo_metadata::Target) -> TargetKind {
    if target.is_bin() {
        TargetKind::Binary
    } else if target.is_example() {
        TargetKind::Example
    } else if target.is_test() {
        TargetKind::Test
    } else if target.is_bench() {
        TargetKind::Bench
    } else if target.is_custom_build() {
        TargetKind::Build
    } else {
        TargetKind::Library
    }
}

/// What cargo says, in one line.
fn one_line(error: &cargo_metadata::Error) -> String {
    let text = error.to_string();
    let said = match error {
        cargo_metadata::Error::CargoMetadata { stderr } => stderr.as_str(),
        _ => text.as_str(),
    };
    let lines = said.lines().map(|line| line.trim().trim_start_matches("error: ")).filter(|line| !line.is_empty());
    lines.filter(|line| *line != "Caused by:").collect::<Vec<_>>().join("; ")
}
