//! The database: embedded and in memory, or the server that `SQLSPAN_POSTGRES_URL` names.

use std::time::Duration;

use sqlx::AnyPool;
use sqlx::any::{AnyConnectOptions, AnyPoolOptions};

use crate::failure::{Failure, variable};

const POSTGRES_URL: &str = "SQLSPAN_POSTGRES_URL";
const PATIENCE: Duration = Duration::from_secs(3);
/// Longer than a wait has to last for a span of its own.
const BACKUP: Duration = Duration::from_millis(15);

pub struct Database {
    pub pool: AnyPool,
    /// For people: `SQLite in memory`.
    pub name: String,
    pub postgres: bool,
}

impl Database {
    /// Runs a future that begins while somebody else holds the only connection.
    #[sqlspan::traced(skip)]
    pub async fn during_a_backup<T>(&self, future: impl Future<Output = T>) -> Result<T, Failure> {
        let backup = self.pool.acquire().await.map_err(Failure::new)?;
        let release = async {
            tokio::time::sleep(BACKUP).await;
            drop(backup);
        };
        Ok(futures::future::join(future, release).await.0)
    }
}

/// Connects and creates the tables.
pub async fn open() -> Result<Database, Failure> {
    sqlx::any::install_default_drivers();
    match variable(POSTGRES_URL)? {
        None => embedded().await.map_err(Failure::new),
        Some(url) => server(&url).await,
    }
}

/// Before the program is at work: no part of its traces.
#[sqlspan::traced(skip)]
async fn embedded() -> sqlx::Result<Database> {
    let pool = connect("sqlite::memory:".parse()?).await?;
    sqlx::raw_sql(include_str!("schema/sqlite.sql")).execute(&pool).await?;
    Ok(Database { pool, name: "SQLite in memory".to_owned(), postgres: false })
}

/// Before the program is at work: no part of its traces.
#[sqlspan::traced(skip)]
async fn server(url: &str) -> Result<Database, Failure> {
    let options: AnyConnectOptions = url.parse().map_err(|error| not_usable(&error))?;
    let scheme = options.database_url.scheme();
    if !matches!(scheme, "postgres" | "postgresql") {
        return Err(Failure::new(format_args!("{POSTGRES_URL} must begin with postgres://, not {scheme}:")));
    }
    let host = host(&options);
    let pool = connect(options).await.map_err(|error| no_connection(&error, &host))?;
    let tables = sqlx::raw_sql(include_str!("schema/postgres.sql")).execute(&pool).await;
    tables.map_err(|error| Failure::new(format_args!("cannot create the tables at {host}: {error}")))?;
    Ok(Database { pool, name: format!("PostgreSQL at {host}"), postgres: true })
}

/// One connection for the whole run: the tables are temporary, so they live and end with it.
async fn connect(options: AnyConnectOptions) -> sqlx::Result<AnyPool> {
    AnyPoolOptions::new()
        .max_connections(1)
        .idle_timeout(None)
        .max_lifetime(None)
        .acquire_timeout(PATIENCE)
        .connect_with(options)
        .await
}

/// Where the server is, without user and password.
fn host(options: &AnyConnectOptions) -> String {
    let url = &options.database_url;
    let host = url.host_str().filter(|host| !host.is_empty()).unwrap_or("the local socket");
    url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
}

fn no_connection(error: &sqlx::Error, host: &str) -> Failure {
    match error {
        sqlx::Error::PoolTimedOut => {
            let seconds = PATIENCE.as_secs();
            Failure::new(format_args!(
                "no database answers at {host} (tried for {seconds} s): is it running, and is {POSTGRES_URL} right?"
            ))
        }
        // The message of a refused login names the user.
        sqlx::Error::Database(error) if error.code().is_some_and(|code| code.starts_with("28")) => {
            Failure::new(format_args!("the database at {host} refuses the user or the password in {POSTGRES_URL}"))
        }
        sqlx::Error::Database(error) => {
            Failure::new(format_args!("the database at {host} refuses the connection: {}", error.message()))
        }
        sqlx::Error::Configuration(_) => not_usable(error),
        error => Failure::new(format_args!("cannot connect to the database at {host}: {error}")),
    }
}

fn not_usable(error: &sqlx::Error) -> Failure {
    let reason = match error {
        sqlx::Error::Configuration(reason) => reason.to_string(),
        error => error.to_string(),
    };
    Failure::new(format_args!("{POSTGRES_URL} is not a URL of a PostgreSQL database: {reason}"))
}
