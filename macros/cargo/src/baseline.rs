//! The findings that a code base is known to have, as a file for its repository: what is known is left out, what is new
//! stands out.
//!
//! A finding is known by its lint, its function, and the statement or code that it is about, never by its line. Where the
//! function has moved to another module, its name is enough.

use std::collections::HashMap;
use std::fmt::{self, Write as _};
use std::path::{Path, PathBuf};
use std::{fs, io};

use serde::{Deserialize, Serialize};

use crate::findings::Finding;

/// The version of the format.
pub const VERSION: u32 = 1;

/// The findings that are known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Baseline {
    /// One for each, sorted.
    pub entries: Vec<Entry>,
}

/// Findings that are known, all alike.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// The package.
    pub package: String,
    /// The function, with its crate, modules and type; empty outside of functions.
    pub function: String,
    /// The lint.
    pub lint: String,
    /// The id of the statement, where it is one known text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub statement: Option<String>,
    /// The code, where there is no such id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// How many there are.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub count: usize,
}

const fn one() -> usize {
    1
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "as serde calls it")]
const fn is_one(count: &usize) -> bool {
    *count == 1
}

/// Findings beside a baseline.
#[derive(Clone, Debug)]
pub struct Compared {
    /// What the baseline does not know.
    pub new: Vec<Finding>,
    /// How many findings it knows.
    pub known: usize,
    /// What it knows and is not there any more.
    pub gone: Vec<Entry>,
}

/// Why a baseline can't be read or written: one line, which says what to do.
#[derive(Debug)]
pub enum Error {
    /// The file can't be read.
    Unreadable(PathBuf, io::Error),
    /// The file can't be written.
    Unwritable(PathBuf, io::Error),
    /// It is no baseline.
    Malformed(PathBuf, serde_json::Error),
    /// It is of another version.
    Version(PathBuf, u32),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable(path, error) => {
                write!(f, "baseline `{}` can't be read: {error}; `--write-baseline` makes one", path.display())
            }
            Self::Unwritable(path, error) => write!(f, "baseline `{}` can't be written: {error}", path.display()),
            Self::Malformed(path, error) => {
                write!(f, "`{}` is no baseline: {error}; `--write-baseline` makes a new one", path.display())
            }
            Self::Version(path, version) => write!(
                f,
                "baseline `{}` is of version {version}, this command knows {VERSION}; `--write-baseline` makes a new one",
                path.display()
            ),
        }
    }
}

impl std::error::Error for Error {}

#[derive(Deserialize)]
struct Versioned {
    version: u32,
}

#[derive(Deserialize)]
struct File {
    findings: Vec<Entry>,
}

impl Baseline {
    /// The baseline that knows these findings.
    #[must_use]
    pub fn of(findings: &[Finding]) -> Self {
        let mut counts: HashMap<Entry, usize> = HashMap::new();
        for finding in findings {
            *counts.entry(Entry::of(finding)).or_default() += 1;
        }
        let mut entries: Vec<Entry> = counts.into_iter().map(|(entry, count)| Entry { count, ..entry }).collect();
        entries.sort();
        Self { entries }
    }

    /// Reads a file.
    ///
    /// # Errors
    ///
    /// Where there is none, or it is no baseline of this version.
    pub fn read(path: &Path) -> Result<Self, Error> {
        let text = fs::read_to_string(path).map_err(|error| Error::Unreadable(path.to_owned(), error))?;
        let malformed = |error| Error::Malformed(path.to_owned(), error);
        let Versioned { version } = serde_json::from_str(&text).map_err(malformed)?;
        if version != VERSION {
            return Err(Error::Version(path.to_owned(), version));
        }
        let File { findings: entries } = serde_json::from_str(&text).map_err(malformed)?;
        Ok(Self { entries })
    }

    /// Writes a file.
    ///
    /// # Errors
    ///
    /// Where it can't be written.
    pub fn write(&self, path: &Path) -> Result<(), Error> {
        fs::write(path, self.to_json()).map_err(|error| Error::Unwritable(path.to_owned(), error))
    }

    /// Takes in entries of other packages.
    pub fn keep(&mut self, entries: impl IntoIterator<Item = Entry>) {
        self.entries.extend(entries);
        self.entries.sort();
    }

    /// The text of the file: a line an entry, so that a change of one is a change of one line.
    #[must_use]
    pub fn to_json(&self) -> String {
        let mut text = format!("{{\n  \"version\": {VERSION},\n  \"findings\": [");
        for (index, entry) in self.entries.iter().enumerate() {
            // Names and numbers alone: there is nothing that could fail.
            let entry = serde_json::to_string(entry).unwrap_or_default();
            let _ = write!(text, "{}\n    {entry}", if index == 0 { "" } else { "," });
        }
        text.push_str(if self.entries.is_empty() { "]\n}\n" } else { "\n  ]\n}\n" });
        text
    }

    /// Tells what is new from what is known. Of packages that are not `selected`, nothing is missed.
    #[must_use]
    pub fn compare(&self, findings: Vec<Finding>, selected: impl Fn(&str) -> bool) -> Compared {
        let mut left: Vec<Entry> = self.entries.clone();
        let all = findings.len();
        let new = take_known(findings, &mut left, |finding, entry| finding.function == entry.function);
        let new = take_known(new, &mut left, |finding, entry| own_name(&finding.function) == own_name(&entry.function));
        let known = all - new.len();
        left.retain(|entry| entry.count > 0 && selected(&entry.package));
        Compared { new, known, gone: left }
    }
}

/// Takes the findings that entries know, and counts them off these.
fn take_known(findings: Vec<Finding>, entries: &mut [Entry], is_of: impl Fn(&Finding, &Entry) -> bool) -> Vec<Finding> {
    let mut by_subject: HashMap<String, Vec<usize>> = HashMap::new();
    for (index, entry) in entries.iter().enumerate() {
        by_subject.entry(subject(entry)).or_default().push(index);
    }
    let mut is_new = |finding: &Finding| {
        let mut candidates = by_subject.get(&subject(&Entry::of(finding))).into_iter().flatten();
        match candidates.find(|index| entries[**index].count > 0 && is_of(finding, &entries[**index])) {
            Some(index) => {
                entries[*index].count -= 1;
                false
            }
            None => true,
        }
    };
    findings.into_iter().filter(|finding| is_new(finding)).collect()
}

/// What an entry is about, wherever it stands and however it is formatted.
fn subject(Entry { lint, statement, code, .. }: &Entry) -> String {
    let code = code.as_deref().unwrap_or_default().replace(char::is_whitespace, "");
    format!("{lint}\n{}\n{}", statement.as_deref().unwrap_or_default(), code.replace(",)", ")"))
}

/// `Orders::find` of `shop::db::Orders::find`.
fn own_name(function: &str) -> &str {
    let mut starts = function.rmatch_indices("::").map(|(at, _)| at + 2);
    match (starts.next(), starts.next()) {
        (Some(_), Some(owner)) if function[owner..].starts_with(char::is_uppercase) => &function[owner..],
        (Some(name), Some(_)) => &function[name..],
        (Some(name), None) if !function.starts_with(char::is_uppercase) => &function[name..],
        _ => function,
    }
}

impl Entry {
    /// The entry that knows a finding.
    #[must_use]
    pub fn of(finding: &Finding) -> Self {
        Self {
            package: finding.package.clone(),
            function: finding.function.clone(),
            lint: finding.rule.name().to_owned(),
            statement: finding.statement.clone(),
            code: finding.statement.is_none().then(|| finding.code.clone()),
            count: 1,
        }
    }
}
