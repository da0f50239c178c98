//! Of `coverage`.

use clap::Args;

use super::common::Common;

#[derive(Args, Debug)]
#[command(after_help = "\
Counted are the queries and steps of the program. Tests and benchmarks, what `#[traced(skip)]` leaves out, migrations, COPY,
LISTEN, and what stands in macros of an unknown grammar are counted apart.

Examples:
  cargo sqlspan coverage                     by package and file
  cargo sqlspan coverage --min 95            fails where less than 95 % is traced
  cargo sqlspan coverage --json              for machines; the README documents the format")]
pub(in crate::cli) struct Coverage {
    #[command(flatten)]
    pub(in crate::cli) common: Common,
    /// Fails, with status 1, where less than so many percent are traced
    #[arg(long, value_name = "PERCENT", value_parser = percent)]
    pub(in crate::cli) min: Option<f64>,
    /// JSON, for machines
    #[arg(long)]
    pub(in crate::cli) json: bool,
}

fn percent(text: &str) -> Result<f64, String> {
    let number = text.trim_end_matches('%').parse::<f64>().ok();
    number.filter(|number| (0.0..=100.0).contains(number)).ok_or_else(|| "a number from 0 to 100".to_owned())
}
