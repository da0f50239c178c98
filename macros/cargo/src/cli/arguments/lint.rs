//! Of `lint`.

use std::path::PathBuf;

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};

use super::common::Common;

#[derive(Args, Debug)]
#[command(after_help = "\
Attributes in the code count before the flags; a lint that is named counts before `all`.

Exit status: 0 where no error is left, 1 where one is, 2 where the input is wrong.
Warnings alone are 0, but for `--deny-warnings`. What a baseline knows does not count.

Examples:
  cargo sqlspan lint                                  every finding
  cargo sqlspan lint --allow all --deny bind_count    one lint alone
  cargo sqlspan lint --write-baseline lints.json      what there is today
  cargo sqlspan lint --baseline lints.json            fails where an error is new
  cargo sqlspan lint --sarif > lints.sarif            for a code host; `--json` for other machines")]
pub(in crate::cli) struct Lint {
    #[command(flatten)]
    pub(in crate::cli) common: Common,
    /// Makes the findings of a lint errors; may be given more than once
    #[arg(long, short = 'D', value_name = "LINT", value_parser = lints())]
    pub(in crate::cli) deny: Vec<Lints>,
    /// Makes them warnings
    #[arg(long, short = 'W', value_name = "LINT", value_parser = lints())]
    pub(in crate::cli) warn: Vec<Lints>,
    /// Leaves them out
    #[arg(long, short = 'A', value_name = "LINT", value_parser = lints())]
    pub(in crate::cli) allow: Vec<Lints>,
    /// Ends with status 1 also where there are warnings alone
    #[arg(long)]
    pub(in crate::cli) deny_warnings: bool,
    /// Leaves out the findings that this file knows
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) baseline: Option<PathBuf>,
    /// Writes the findings into a baseline, and shows none
    #[arg(long, value_name = "FILE", conflicts_with_all = ["baseline", "json", "sarif", "deny_warnings"])]
    pub(in crate::cli) write_baseline: Option<PathBuf>,
    /// JSON, for machines
    #[arg(long, conflicts_with = "sarif")]
    pub(in crate::cli) json: bool,
    /// SARIF 2.1.0, for code hosts and editors
    #[arg(long)]
    pub(in crate::cli) sarif: bool,
}

/// A lint; none stands for all of them.
#[derive(Clone, Copy, Debug)]
pub(in crate::cli) struct Lints(pub(in crate::cli) Option<sqlspan_analysis::Lint>);

fn lints() -> impl TypedValueParser<Value = Lints> {
    let known = sqlspan_analysis::Lint::ALL;
    let names = known.iter().map(|lint| lint.name()).chain(["all"]);
    PossibleValuesParser::new(names).map(|name| Lints(known.iter().copied().find(|lint| lint.name() == name)))
}
