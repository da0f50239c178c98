//! How much of an inventory is traced, as data. Calls that are only named like a round trip are not counted.

use serde::Serialize;

use crate::inventory::{Group, Kind, Site, Unread};

/// How much of a workspace is traced. Its fields are those of the JSON.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Coverage {
    /// The version of the format.
    pub version: u32,
    /// The queries and steps of the program.
    #[serde(flatten)]
    pub total: Share,
    /// The same, by package.
    pub packages: Vec<OfPackage>,
    /// What is counted apart.
    pub apart: Vec<Apart>,
    /// What is not traced of the program, and why.
    pub untraced: Vec<Untraced>,
    /// What could not be read.
    pub unread: Vec<Unread>,
}

/// How many sites, and how many of them are traced.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Share {
    /// How many are traced.
    pub traced: usize,
    /// How many there are.
    pub sites: usize,
    /// The share in percent; 100 of nothing.
    pub percent: f64,
}

/// The share of a package.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct OfPackage {
    /// Its name.
    pub package: String,
    /// All of it.
    #[serde(flatten)]
    pub share: Share,
    /// The same, by file.
    pub files: Vec<OfFile>,
}

/// The share of a file.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct OfFile {
    /// Its path, from the folder of the workspace.
    pub file: String,
    /// All of it.
    #[serde(flatten)]
    pub share: Share,
}

/// What is counted apart.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Apart {
    /// What it is.
    pub group: Group,
    /// All of it.
    #[serde(flatten)]
    pub share: Share,
}

/// A site that is not traced.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Untraced {
    /// The file, from the folder of the workspace.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1.
    pub column: usize,
    /// The function.
    pub function: String,
    /// What it is.
    pub kind: Kind,
    /// Its method.
    pub method: String,
    /// Its summary.
    pub summary: Option<String>,
    /// Why it is not traced.
    pub because: String,
}

impl Share {
    fn add(&mut self, site: &Site) {
        self.sites += 1;
        self.traced += usize::from(site.is_traced());
    }

    #[allow(clippy::cast_precision_loss, reason = "nobody has 2^52 queries")]
    fn finished(self) -> Self {
        let percent = if self.sites == 0 { 100.0 } else { self.traced as f64 * 100.0 / self.sites as f64 };
        Self { percent, ..self }
    }
}

impl Coverage {
    /// Counts sites, which stand in the order of packages and files.
    #[must_use]
    pub fn of<'s>(sites: impl IntoIterator<Item = &'s Site>, unread: &[Unread]) -> Self {
        let mut total = Share::default();
        let mut packages: Vec<OfPackage> = Vec::new();
        let mut apart = [Group::Tests, Group::Macros, Group::Skipped, Group::Migrations, Group::Copy, Group::Listen]
            .map(|group| Apart { group, share: Share::default() });
        let mut untraced = Vec::new();
        for site in sites.into_iter().filter(|site| site.likely) {
            if let Some(apart) = apart.iter_mut().find(|apart| apart.group == site.group()) {
                apart.share.add(site);
                continue;
            }
            total.add(site);
            let package = last(
                &mut packages,
                |package| package.package == site.package,
                || OfPackage { package: site.package.clone(), share: Share::default(), files: Vec::new() },
            );
            package.share.add(site);
            let file = last(
                &mut package.files,
                |file| file.file == site.file,
                || OfFile { file: site.file.clone(), share: Share::default() },
            );
            file.share.add(site);
            if !site.is_traced() {
                untraced.push(Untraced::of(site));
            }
        }
        for package in &mut packages {
            package.share = package.share.finished();
            for file in &mut package.files {
                file.share = file.share.finished();
            }
        }
        let apart = apart.into_iter().filter(|apart| apart.share.sites > 0);
        let apart = apart.map(|apart| Apart { share: apart.share.finished(), ..apart }).collect();
        Self { version: 1, total: total.finished(), packages, apart, untraced, unread: unread.to_vec() }
    }

    /// Whether less is traced than so many percent.
    #[must_use]
    pub fn is_below(&self, percent: f64) -> bool {
        self.total.percent < percent
    }
}

impl Untraced {
    fn of(site: &Site) -> Self {
        Self {
            file: site.file.clone(),
            line: site.line,
            column: site.column,
            function: site.function.clone(),
            kind: site.kind,
            method: site.method.clone(),
            summary: site.summary.clone(),
            because: site.untraced_because.clone().unwrap_or_default(),
        }
    }
}

/// The last of a list, a new one unless it is the wanted one.
fn last<T>(list: &mut Vec<T>, is_wanted: impl Fn(&T) -> bool, new: impl FnOnce() -> T) -> &mut T {
    if !list.last().is_some_and(is_wanted) {
        list.push(new());
    }
    let at = list.len() - 1;
    &mut list[at]
}
