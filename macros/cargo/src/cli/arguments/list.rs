//! Of `list`.

use clap::{Args, ValueEnum};

use super::common::Common;

#[derive(Args, Debug)]
#[allow(clippy::struct_excessive_bools, reason = "each is a flag of its own")]
#[command(after_help = "\
Examples:
  cargo sqlspan list                         by file
  cargo sqlspan list --by table              by table
  cargo sqlspan list --writes --table orders what may change the table
  cargo sqlspan list --untraced              what no attribute covers, and why
  cargo sqlspan list --json > queries.json   for machines; the README documents the format
  cargo sqlspan list --markdown > QUERIES.md for a repository")]
pub(in crate::cli) struct List {
    #[command(flatten)]
    pub(in crate::cli) common: Common,
    /// Only what changes something
    #[arg(long)]
    pub(in crate::cli) writes: bool,
    /// Only what names this table, qualified or not; may be given more than once
    #[arg(long = "table", value_name = "NAME")]
    pub(in crate::cli) tables: Vec<String>,
    /// Only what is not traced
    #[arg(long)]
    pub(in crate::cli) untraced: bool,
    /// Leaves out tests and benchmarks
    #[arg(long)]
    pub(in crate::cli) no_tests: bool,
    /// Also calls that are only named like a round trip. JSON has them anyway
    #[arg(long)]
    pub(in crate::cli) all: bool,
    /// By what the sites are grouped
    #[arg(long, value_enum, default_value_t = By::File)]
    pub(in crate::cli) by: By,
    /// JSON, for machines
    #[arg(long, conflicts_with_all = ["markdown", "by"])]
    pub(in crate::cli) json: bool,
    /// Markdown, for a repository
    #[arg(long, conflicts_with = "by")]
    pub(in crate::cli) markdown: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum By {
    /// The file that they stand in
    File,
    /// The tables that they name
    Table,
}
