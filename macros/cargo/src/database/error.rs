//! Why a database can't be asked.

use std::fmt;
use std::path::PathBuf;

/// Why a database can't be asked: one line, which says what to do. Never with a password in it.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// Neither a URL nor migrations.
    NothingNamed,
    /// The scheme of the URL is that of no driver.
    NoDriver(String),
    /// The URL has no scheme.
    NoUrl,
    /// sqlx can't read the URL.
    Url(String),
    /// The URL names a server, and no database on it.
    NoDatabase(String),
    /// The database does not answer.
    NoAnswer {
        /// Which one.
        database: String,
        /// Why not, in sqlx's words.
        reason: String,
    },
    /// The connection is gone.
    Lost {
        /// Which database.
        database: String,
        /// Why, in sqlx's words.
        reason: String,
    },
    /// There is no such directory.
    NoDirectory(PathBuf),
    /// The directory can't be read.
    Directory(PathBuf, String),
    /// The directory has no migrations.
    NoMigrations(PathBuf),
    /// A migration does not run.
    Migration {
        /// Which one.
        migration: String,
        /// Why not, in the words of the database.
        reason: String,
    },
    /// The scratch database can't be made.
    Scratch {
        /// Its name.
        name: String,
        /// Why not, in the words of the database.
        reason: String,
    },
    /// The scratch database can't be dropped.
    Left {
        /// Its name.
        name: String,
        /// Why not, in the words of the database.
        reason: String,
    },
    /// The user interrupted it.
    Interrupted,
    /// No runtime for what is asynchronous.
    Runtime(String),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NothingNamed => f.write_str(
                "no database: name one with `--database-url`, or a directory of migrations with `--migrations`, which \
                 are applied to an SQLite database in memory",
            ),
            Self::NoDriver(scheme) => write!(
                f,
                "no driver for `{scheme}:` in `--database-url`: there are `postgres:`, `mysql:`, `mariadb:` and `sqlite:`"
            ),
            Self::NoUrl => f.write_str(
                "`--database-url` is not a URL: it begins with `postgres:`, `mysql:`, `mariadb:` or `sqlite:`",
            ),
            Self::Url(reason) => write!(f, "`--database-url` can't be read: {reason}"),
            Self::NoDatabase(server) => {
                write!(f, "`--database-url` names no database on {server}: put its name behind the host")
            }
            Self::NoAnswer { database, reason } => write!(f, "{database} does not answer: {reason}"),
            Self::Lost { database, reason } => write!(f, "the connection to {database} is lost: {reason}"),
            Self::NoDirectory(path) => write!(f, "no directory `{}` for `--migrations`", path.display()),
            Self::Directory(path, reason) => {
                write!(f, "the migrations in `{}` can't be read: {reason}", path.display())
            }
            Self::NoMigrations(path) => write!(f, "no migrations in `{}`: it has no `*.sql`", path.display()),
            Self::Migration { migration, reason } => write!(f, "migration {migration} does not run: {reason}"),
            Self::Scratch { name, reason } => {
                write!(f, "the scratch database `{name}` can't be made: {reason}")
            }
            Self::Left { name, reason } => {
                write!(f, "the scratch database `{name}` is left, drop it by hand: {reason}")
            }
            Self::Interrupted => f.write_str("interrupted; nothing is left on the server"),
            Self::Runtime(reason) => write!(f, "no runtime: {reason}"),
        }
    }
}

impl std::error::Error for Error {}

/// sqlx's words in one line.
pub(super) fn words(error: &sqlx::Error) -> String {
    let text = match error {
        sqlx::Error::Database(error) => error.message().to_owned(),
        error => error.to_string(),
    };
    text.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
}
