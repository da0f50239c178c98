//! Why a workspace can't be read.

use std::fmt;

/// Why a workspace can't be read: one line, which says what to do.
#[derive(Debug)]
pub enum Error {
    /// cargo does not know the workspace.
    Metadata(String),
    /// `--package` names none of its packages.
    NoPackage {
        /// The name that was given.
        name: String,
        /// The names that there are.
        known: Vec<String>,
    },
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Metadata(reason) => write!(f, "no workspace to read: {reason}"),
            Self::NoPackage { name, known } => {
                write!(f, "no package `{name}` in this workspace; there are {}", known.join(", "))
            }
        }
    }
}

impl std::error::Error for Error {}
