//! The arguments.

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};

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

/// What all commands take.
#[derive(Args, Debug)]
pub(super) struct Common {
    /// The manifest of the workspace, or of a package of it
    #[arg(long, value_name = "PATH")]
    pub(super) manifest_path: Option<PathBuf>,
    /// Only this package; may be given more than once
    #[arg(long = "package", short = 'p', value_name = "NAME")]
    pub(super) packages: Vec<String>,
    /// Says no more than it was asked for
    #[arg(long, short)]
    pub(super) quiet: bool,
}

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
pub(super) struct List {
    #[command(flatten)]
    pub(super) common: Common,
    /// Only what changes something
    #[arg(long)]
    pub(super) writes: bool,
    /// Only what names this table, qualified or not; may be given more than once
    #[arg(long = "table", value_name = "NAME")]
    pub(super) tables: Vec<String>,
    /// Only what is not traced
    #[arg(long)]
    pub(super) untraced: bool,
    /// Leaves out tests and benchmarks
    #[arg(long)]
    pub(super) no_tests: bool,
    /// Also calls that are only named like a round trip. JSON has them anyway
    #[arg(long)]
    pub(super) all: bool,
    /// By what the sites are grouped
    #[arg(long, value_enum, default_value_t = By::File)]
    pub(super) by: By,
    /// JSON, for machines
    #[arg(long, conflicts_with_all = ["markdown", "by"])]
    pub(super) json: bool,
    /// Markdown, for a repository
    #[arg(long, conflicts_with = "by")]
    pub(super) markdown: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum By {
    /// The file that they stand in
    File,
    /// The tables that they name
    Table,
}

#[derive(Args, Debug)]
#[command(after_help = "\
Counted are the queries and steps of the program. Tests and benchmarks, what `#[traced(skip)]` leaves out, migrations, COPY,
LISTEN, and what stands in macros of an unknown grammar are counted apart.

Examples:
  cargo sqlspan coverage                     by package and file
  cargo sqlspan coverage --min 95            fails where less than 95 % is traced
  cargo sqlspan coverage --json              for machines; the README documents the format")]
pub(super) struct Coverage {
    #[command(flatten)]
    pub(super) common: Common,
    /// Fails, with status 1, where less than so many percent are traced
    #[arg(long, value_name = "PERCENT", value_parser = percent)]
    pub(super) min: Option<f64>,
    /// JSON, for machines
    #[arg(long)]
    pub(super) json: bool,
}

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
pub(super) struct Lint {
    #[command(flatten)]
    pub(super) common: Common,
    /// Makes the findings of a lint errors; may be given more than once
    #[arg(long, short = 'D', value_name = "LINT", value_parser = lints())]
    pub(super) deny: Vec<Lints>,
    /// Makes them warnings
    #[arg(long, short = 'W', value_name = "LINT", value_parser = lints())]
    pub(super) warn: Vec<Lints>,
    /// Leaves them out
    #[arg(long, short = 'A', value_name = "LINT", value_parser = lints())]
    pub(super) allow: Vec<Lints>,
    /// Ends with status 1 also where there are warnings alone
    #[arg(long)]
    pub(super) deny_warnings: bool,
    /// Leaves out the findings that this file knows
    #[arg(long, value_name = "FILE")]
    pub(super) baseline: Option<PathBuf>,
    /// Writes the findings into a baseline, and shows none
    #[arg(long, value_name = "FILE", conflicts_with_all = ["baseline", "json", "sarif", "deny_warnings"])]
    pub(super) write_baseline: Option<PathBuf>,
    /// JSON, for machines
    #[arg(long, conflicts_with = "sarif")]
    pub(super) json: bool,
    /// SARIF 2.1.0, for code hosts and editors
    #[arg(long)]
    pub(super) sarif: bool,
}

/// A lint; none stands for all of them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lints(pub(super) Option<sqlspan_analysis::Lint>);

fn lints() -> impl TypedValueParser<Value = Lints> {
    let known = sqlspan_analysis::Lint::ALL;
    let names = known.iter().map(|lint| lint.name()).chain(["all"]);
    PossibleValuesParser::new(names).map(|name| Lints(known.iter().copied().find(|lint| lint.name() == name)))
}

#[derive(Args, Debug)]
#[command(after_help = "\
Every static text is prepared: in functions, constants, `query_file!`, the statements of scripts one by one. Nothing is
executed. A statement is for the database of its attribute (`dialect = ..`) or of the only driver that its package enables.

Examples:
  cargo sqlspan check --database-url $URL                          against a database as it is
  cargo sqlspan check --database-url $URL --migrations migrations  against a scratch database on the same server
  cargo sqlspan check --migrations migrations                      against SQLite in memory
  cargo sqlspan check --database-url $URL --json                   for machines; the README documents the format")]
pub(super) struct Check {
    #[command(flatten)]
    pub(super) common: Common,
    /// The database: `postgres:`, `mysql:`, `mariadb:` or `sqlite:`; its password is never printed
    #[arg(long, value_name = "URL")]
    pub(super) database_url: Option<String>,
    /// Migrations that make the schema, in a scratch database that is dropped in the end. Files of sqlx's form, or any
    /// `*.sql` in their order; may be given more than once
    #[arg(long, value_name = "DIR")]
    pub(super) migrations: Vec<PathBuf>,
    /// Leaves out tests and benchmarks
    #[arg(long)]
    pub(super) no_tests: bool,
    /// JSON, for machines
    #[arg(long)]
    pub(super) json: bool,
}

fn percent(text: &str) -> Result<f64, String> {
    let number = text.trim_end_matches('%').parse::<f64>().ok();
    number.filter(|number| (0.0..=100.0).contains(number)).ok_or_else(|| "a number from 0 to 100".to_owned())
}
