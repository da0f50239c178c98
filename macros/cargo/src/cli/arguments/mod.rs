//! The arguments, a file a command.

mod check;
mod common;
mod coverage;
mod lint;
mod list;

use clap::{Parser, Subcommand};

pub(super) use check::Check;
pub(super) use common::Common;
pub(super) use coverage::Coverage;
pub(super) use lint::{Lint, Lints};
pub(super) use list::{By, List};

/// Every sqlx query of a code base, without a build: what it does, where it stands, whether it is traced.
#[derive(Debug, Parser)]
#[command(name = "cargo sqlspan", bin_name = "cargo sqlspan", version, after_help = AFTER)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub(super) command: Command,
}

const AFTER: &str = "\
Exit status: 0 where all is well, 1 where a threshold is not reached or a statement does not hold, 2 where the input is wrong.

Examples:
  cargo sqlspan list                        every query, by file
  cargo sqlspan list --table orders         what reads or writes a table
  cargo sqlspan coverage --min 95           fails where less than 95 % is traced
  cargo sqlspan lint                        what the lints find, without a build
  cargo sqlspan check --database-url $URL   fails where a statement does not hold";

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Every place that makes a round trip: its statement, its function, whether it is traced
    List(List),
    /// The share of them that is traced, and what is not
    Coverage(Coverage),
    /// What the lints of the compiler's macros find, also in code without an attribute
    Lint(Lint),
    /// Whether every statement holds on a database, which prepares it and executes nothing
    Check(Check),
}
