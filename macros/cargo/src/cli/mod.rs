//! Arguments, commands and exit status: 0 where all is well, 1 where a threshold is not reached, 2 where the input is
//! wrong.

mod arguments;
mod check;
mod coverage;
mod lint;
mod list;
mod output;
mod status;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::Parser as _;

use crate::inventory::Inventory;
use arguments::{Arguments, Command, Common};
use output::Progress;
use status::Status;

/// Runs the command with these arguments, the name of the program first. cargo puts the name of the command behind it.
pub fn main(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments = arguments.into_iter().enumerate();
    let own = arguments.filter(|(at, argument)| *at != 1 || argument != "sqlspan").map(|(_, argument)| argument);
    let own: Vec<OsString> = own.collect();
    let parsed = match Arguments::try_parse_from(&own) {
        Ok(parsed) => parsed,
        Err(error) => {
            // Also what `--help` prints, on the other stream.
            output::arguments(&error, &own);
            return if error.use_stderr() { Status::Wrong } else { Status::Fine }.into();
        }
    };
    let run = match &parsed.command {
        Command::List(asked) => read(&asked.common).map(|inventory| list::run(&inventory, asked)),
        Command::Coverage(asked) => read(&asked.common).map(|inventory| coverage::run(&inventory, asked)),
        Command::Lint(asked) => lint::run(asked),
        Command::Check(asked) => read(&asked.common).map(|inventory| check::run(&inventory, asked)),
    };
    let status = run.unwrap_or_else(|error| {
        output::error(&error);
        Status::Wrong
    });
    status.into()
}

fn read(common: &Common) -> Result<Inventory, String> {
    let progress = Progress::new("reading the sources", common.quiet);
    let inventory = Inventory::read(common.manifest_path.as_deref(), &common.packages);
    progress.end();
    inventory.map_err(|error| error.to_string())
}
