//! A connection to a database.

use std::time::Duration;

use sqlspan_analysis::ScriptStatement;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{
    AssertSqlSafe, ConnectOptions as _, Connection as _, MySqlConnection, PgConnection, SqliteConnection, raw_sql,
};

use super::address::{Address, Options};
use super::{Error, Migrations, Outcome, prepare};

/// How long a server may take to answer.
const PATIENCE: Duration = Duration::from_secs(15);

/// A connection to a database.
#[derive(Debug)]
pub struct Connection {
    address: Address,
    inner: Inner,
    /// The name of a scratch database, which MySQL puts before names that nobody qualified.
    scratch: Option<String>,
}

#[derive(Debug)]
enum Inner {
    Postgres(Box<PgConnection>),
    MySql(Box<MySqlConnection>),
    Sqlite(Box<SqliteConnection>),
}

impl Connection {
    /// Connects to a database to prepare statements on it. A file of SQLite's is opened for reading alone.
    ///
    /// # Errors
    ///
    /// Where it does not answer, or none is named.
    pub async fn open(address: &Address) -> Result<Self, Error> {
        if address.database().is_none() && !matches!(address.options, Options::Sqlite(_)) {
            return Err(Error::NoDatabase(address.to_string()));
        }
        Self::to(address).await
    }

    /// Connects, be it to no database in particular.
    pub(super) async fn to(address: &Address) -> Result<Self, Error> {
        let no_answer = |reason| Error::NoAnswer { database: address.to_string(), reason };
        let opened = tokio::time::timeout(PATIENCE, Self::inner(address)).await;
        let inner = opened
            .map_err(|_| no_answer(format!("nothing for {} seconds", PATIENCE.as_secs())))?
            .map_err(|error| no_answer(address.words(&error)))?;
        Ok(Self { address: address.clone(), inner, scratch: None })
    }

    async fn inner(address: &Address) -> sqlx::Result<Inner> {
        match &address.options {
            Options::Postgres(options) => options.connect().await.map(Box::new).map(Inner::Postgres),
            Options::MySql(options) => options.connect().await.map(Box::new).map(Inner::MySql),
            Options::Sqlite(options) => {
                let options = options.as_ref().clone();
                let options = if address.is_in_memory() { options } else { for_reading(options) };
                options.connect().await.map(Box::new).map(Inner::Sqlite)
            }
        }
    }

    /// Which database it is to.
    #[must_use]
    pub const fn address(&self) -> &Address {
        &self.address
    }

    /// The version of the server, where it told it as it was connected to.
    #[must_use]
    pub fn version(&self) -> Option<String> {
        let Inner::Postgres(connection) = &self.inner else { return None };
        let number = connection.server_version_num()?;
        Some(format!("{}.{}", number / 10_000, number % 10_000))
    }

    /// What the database says of a statement that it is to prepare.
    ///
    /// # Errors
    ///
    /// Where the connection is lost.
    pub async fn prepare(&mut self, sql: &str) -> Result<Outcome, Error> {
        let prepared = match &mut self.inner {
            Inner::Postgres(connection) => prepare::postgres::prepare(connection, sql).await,
            Inner::MySql(connection) => prepare::mysql::prepare(connection, sql).await,
            Inner::Sqlite(connection) => prepare::sqlite::prepare(connection, sql).await,
        };
        let lost = |error| Error::Lost { database: self.address.to_string(), reason: self.address.words(&error) };
        Ok(match (prepared.map_err(lost)?, &self.scratch) {
            (Outcome::Refused(refusal), Some(scratch)) => Outcome::Refused(refusal.unqualified(scratch)),
            (outcome, _) => outcome,
        })
    }

    /// Applies migrations to a scratch database, of this name where it is on a server.
    pub(super) async fn migrate(&mut self, migrations: &Migrations, scratch: Option<&str>) -> Result<(), Error> {
        self.scratch = scratch.map(str::to_owned);
        match migrations {
            Migrations::Sqlx(migrator) => {
                let run = match &mut self.inner {
                    Inner::Postgres(connection) => migrator.run(&mut **connection).await,
                    Inner::MySql(connection) => migrator.run(&mut **connection).await,
                    Inner::Sqlite(connection) => migrator.run(&mut **connection).await,
                };
                run.map_err(|error| self.refused(&error))
            }
            Migrations::Plain(files) => {
                for (name, text) in files {
                    let run = self.run_file(text).await;
                    run.map_err(|error| Error::Migration {
                        migration: format!("`{name}`"),
                        reason: self.address.words(&error),
                    })?;
                }
                Ok(())
            }
        }
    }

    /// Runs a file. PostgreSQL takes the statements of a script for one transaction, in which some can't run, such as
    /// `CREATE INDEX CONCURRENTLY`: those files run statement by statement.
    async fn run_file(&mut self, text: &str) -> sqlx::Result<()> {
        match self.execute(text).await {
            Err(sqlx::Error::Database(error)) if error.code().as_deref() == Some("25001") => {
                for statement in ScriptStatement::all(text, self.address.dialect()) {
                    self.execute(&text[statement.range]).await?;
                }
                Ok(())
            }
            run => run,
        }
    }

    fn refused(&self, error: &sqlx::migrate::MigrateError) -> Error {
        use sqlx::migrate::MigrateError;
        match error {
            MigrateError::ExecuteMigration(error, version) => {
                Error::Migration { migration: version.to_string(), reason: self.address.words(error) }
            }
            MigrateError::Execute(error) => {
                Error::Migration { migration: "table".to_owned(), reason: self.address.words(error) }
            }
            other => Error::Migration { migration: "run".to_owned(), reason: other.to_string() },
        }
    }

    /// Runs a script. Only what makes, fills and drops a scratch database.
    pub(super) async fn execute(&mut self, script: &str) -> sqlx::Result<()> {
        let script = raw_sql(AssertSqlSafe(script));
        match &mut self.inner {
            Inner::Postgres(connection) => script.execute(&mut **connection).await.map(drop),
            Inner::MySql(connection) => script.execute(&mut **connection).await.map(drop),
            Inner::Sqlite(connection) => script.execute(&mut **connection).await.map(drop),
        }
    }

    /// Ends it. A connection that is gone has ended.
    pub async fn close(self) {
        let _ = match self.inner {
            Inner::Postgres(connection) => connection.close().await,
            Inner::MySql(connection) => connection.close().await,
            Inner::Sqlite(connection) => connection.close().await,
        };
    }
}

/// The options of a file that is not to change.
fn for_reading(options: SqliteConnectOptions) -> SqliteConnectOptions {
    options.create_if_missing(false).read_only(true)
}
