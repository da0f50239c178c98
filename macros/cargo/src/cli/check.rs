//! `check`.

use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;

use super::arguments::Check as Asked;
use super::output::{self, Progress};
use super::status::Status;
use crate::check::{Check, Schema};
use crate::database::{Address, Connection, Error, Migrations, Scratch};
use crate::inventory::Inventory;
use crate::report::{check as report, table};

pub(super) fn run(inventory: &Inventory, asked: &Asked) -> Status {
    let progress = Progress::new("asking the database", asked.common.quiet);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let answered = runtime
        .map_err(|error| Error::Runtime(error.to_string()))
        .and_then(|runtime| runtime.block_on(answer(inventory, asked)));
    progress.end();
    let (schema, check) = match answered {
        Ok(answered) => answered,
        Err(error) => {
            output::error(&error.to_string());
            return Status::Wrong;
        }
    };
    if asked.json {
        output::print(&report::json(&schema, &check, &inventory.unread));
    } else {
        output::print(&report::text(&schema, &check, asked.common.quiet));
        output::print(&table::unread(&inventory.unread));
    }
    if check.statements == 0 && check.of_other_databases > 0 {
        // Nothing was asked, where something was meant to be.
        output::error(&format!("no statement is for {}: name the database that they are for", schema.system));
        return Status::Wrong;
    }
    if check.faults.is_empty() { Status::Fine } else { Status::Below }
}

async fn answer(inventory: &Inventory, asked: &Asked) -> Result<(Schema, Check), Error> {
    let address = match &asked.database_url {
        Some(url) => Address::parse(url)?,
        None if asked.migrations.is_empty() => return Err(Error::NothingNamed),
        None => Address::in_memory(),
    };
    let schema =
        |version, scratch| Schema { database: address.to_string(), system: address.system(), version, scratch };
    if asked.migrations.is_empty() {
        let mut connection = Connection::open(&address).await?;
        let check = Check::of(inventory, &mut connection, asked.no_tests).await;
        let version = connection.version();
        connection.close().await;
        return Ok((schema(version, None), check?));
    }
    let migrations = Migrations::read(&asked.migrations).await?;
    let scratch = Scratch::make(&address).await?;
    let name = scratch.name().map(str::to_owned);
    let check = until_interrupted(in_scratch(inventory, asked, &scratch, &migrations)).await;
    // Whatever came of it, the scratch database goes; one that is left on a server is said first.
    scratch.drop().await?;
    let (check, version) = check?;
    Ok((schema(version, name), check))
}

/// Gives up when the user interrupts the command.
async fn until_interrupted<T>(work: impl Future<Output = Result<T, Error>>) -> Result<T, Error> {
    let (mut work, mut interrupted) = (pin!(work), pin!(tokio::signal::ctrl_c()));
    poll_fn(|context| match work.as_mut().poll(context) {
        Poll::Pending => interrupted.as_mut().poll(context).map(|_| Err(Error::Interrupted)),
        ready @ Poll::Ready(_) => ready,
    })
    .await
}

async fn in_scratch(
    inventory: &Inventory,
    asked: &Asked,
    scratch: &Scratch,
    migrations: &[Migrations],
) -> Result<(Check, Option<String>), Error> {
    let mut connection = scratch.migrated(migrations).await?;
    let check = Check::of(inventory, &mut connection, asked.no_tests).await;
    let version = connection.version();
    connection.close().await;
    Ok((check?, version))
}
