//! What all commands take.

use std::path::PathBuf;

use clap::Args;

/// What all commands take.
#[derive(Args, Debug)]
pub(in crate::cli) struct Common {
    /// The manifest of the workspace, or of a package of it
    #[arg(long, value_name = "PATH")]
    pub(in crate::cli) manifest_path: Option<PathBuf>,
    /// Only this package; may be given more than once
    #[arg(long = "package", short = 'p', value_name = "NAME")]
    pub(in crate::cli) packages: Vec<String>,
    /// Says no more than it was asked for
    #[arg(long, short)]
    pub(in crate::cli) quiet: bool,
}
