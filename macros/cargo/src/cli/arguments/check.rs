//! Of `check`.

use std::path::PathBuf;

use clap::Args;

use super::common::Common;

#[derive(Args, Debug)]
#[command(after_help = "\
Every static text is prepared: in functions, constants, `query_file!`, the statements of scripts one by one. Nothing is
executed. A statement is for the database of its attribute (`dialect = ..`) or of the only driver that its package enables.

Examples:
  cargo sqlspan check --database-url $URL                          against a database as it is
  cargo sqlspan check --database-url $URL --migrations migrations  against a scratch database on the same server
  cargo sqlspan check --migrations migrations                      against SQLite in memory
  cargo sqlspan check --database-url $URL --json                   for machines; the README documents the format")]
pub(in crate::cli) struct Check {
    #[command(flatten)]
    pub(in crate::cli) common: Common,
    /// The database: `postgres:`, `mysql:`, `mariadb:` or `sqlite:`; its password is never printed
    #[arg(long, value_name = "URL")]
    pub(in crate::cli) database_url: Option<String>,
    /// Migrations that make the schema, in a scratch database that is dropped in the end. Files of sqlx's form, or any
    /// `*.sql` in their order; may be given more than once
    #[arg(long, value_name = "DIR")]
    pub(in crate::cli) migrations: Vec<PathBuf>,
    /// Leaves out tests and benchmarks
    #[arg(long)]
    pub(in crate::cli) no_tests: bool,
    /// JSON, for machines
    #[arg(long)]
    pub(in crate::cli) json: bool,
}
