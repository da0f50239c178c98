//! Which database: what a URL says, without its password.

use std::fmt;
use std::str::FromStr as _;

use sqlspan_analysis::Dialect;
use sqlx::mysql::MySqlConnectOptions;
use sqlx::postgres::PgConnectOptions;
use sqlx::sqlite::SqliteConnectOptions;

use super::Error;
use super::error::words;

/// Which database. What it shows of itself has no credentials.
#[derive(Clone)]
pub struct Address {
    pub(super) options: Options,
    /// The password as the URL has it, so that it can be kept out of what is said.
    password: Option<String>,
}

/// The options of a driver.
#[derive(Clone)]
pub(super) enum Options {
    Postgres(Box<PgConnectOptions>),
    MySql(Box<MySqlConnectOptions>),
    Sqlite(Box<SqliteConnectOptions>),
}

impl Address {
    /// Reads a URL.
    ///
    /// # Errors
    ///
    /// Where it is none, or that of another kind of database.
    pub fn parse(url: &str) -> Result<Self, Error> {
        let (scheme, _) = url.split_once(':').ok_or(Error::NoUrl)?;
        let is_scheme = |char: char| char.is_ascii_alphanumeric() || matches!(char, '+' | '-' | '.');
        if scheme.is_empty() || !scheme.chars().all(is_scheme) {
            return Err(Error::NoUrl);
        }
        let password = password(url);
        let wrong = |error: &sqlx::Error| Error::Url(without(&words(error), password.as_deref()));
        let options = match scheme {
            "postgres" | "postgresql" => PgConnectOptions::from_str(url).map(Box::new).map(Options::Postgres),
            "mysql" | "mariadb" => MySqlConnectOptions::from_str(url).map(Box::new).map(Options::MySql),
            "sqlite" => SqliteConnectOptions::from_str(url).map(Box::new).map(Options::Sqlite),
            other => return Err(Error::NoDriver(other.to_owned())),
        };
        let options = options.map_err(|error| wrong(&error))?;
        Ok(Self { options, password })
    }

    /// An SQLite database in memory.
    #[must_use]
    pub fn in_memory() -> Self {
        let options = SqliteConnectOptions::new().in_memory(true);
        Self { options: Options::Sqlite(Box::new(options)), password: None }
    }

    /// The dialect that it reads.
    #[must_use]
    pub const fn dialect(&self) -> Dialect {
        match &self.options {
            Options::Postgres(_) => Dialect::Postgres,
            Options::MySql(_) => Dialect::MySql,
            Options::Sqlite(_) => Dialect::Sqlite,
        }
    }

    /// What kind of database it is, for people.
    #[must_use]
    pub const fn system(&self) -> &'static str {
        match &self.options {
            Options::Postgres(_) => "PostgreSQL",
            Options::MySql(_) => "MySQL",
            Options::Sqlite(_) => "SQLite",
        }
    }

    /// The database, where one is named on a server.
    pub(super) fn database(&self) -> Option<&str> {
        match &self.options {
            Options::Postgres(options) => Some(options.get_database().unwrap_or_else(|| options.get_username())),
            Options::MySql(options) => options.get_database().filter(|name| !name.is_empty()),
            Options::Sqlite(_) => None,
        }
    }

    /// Another database on the same server.
    pub(super) fn with_database(&self, name: &str) -> Self {
        let options = match &self.options {
            Options::Postgres(options) => Options::Postgres(Box::new(options.as_ref().clone().database(name))),
            Options::MySql(options) => Options::MySql(Box::new(options.as_ref().clone().database(name))),
            Options::Sqlite(options) => Options::Sqlite(options.clone()),
        };
        Self { options, password: self.password.clone() }
    }

    /// sqlx's words on what went wrong, without the password.
    pub(super) fn words(&self, error: &sqlx::Error) -> String {
        without(&words(error), self.password.as_deref())
    }

    fn host(&self) -> Option<(String, u16)> {
        match &self.options {
            Options::Postgres(options) => Some((options.get_host().to_owned(), options.get_port())),
            Options::MySql(options) => Some((options.get_host().to_owned(), options.get_port())),
            Options::Sqlite(_) => None,
        }
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.system())?;
        match (&self.options, self.host(), self.database()) {
            (Options::Sqlite(options), ..) => {
                let file = options.get_filename();
                if self.is_in_memory() { f.write_str(" in memory") } else { write!(f, " file `{}`", file.display()) }
            }
            (_, Some((host, port)), Some(database)) => write!(f, " database `{database}` at {host}:{port}"),
            (_, Some((host, port)), None) => write!(f, " at {host}:{port}"),
            _ => Ok(()),
        }
    }
}

impl Address {
    /// Whether it is in memory, and empty with every connection.
    #[must_use]
    pub fn is_in_memory(&self) -> bool {
        let Options::Sqlite(options) = &self.options else { return false };
        let file = options.get_filename().to_string_lossy();
        file.is_empty() || file == ":memory:" || file.starts_with("file:sqlx-in-memory")
    }
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Address({self})")
    }
}

/// The password in a URL, as it is written there.
#[must_use]
pub fn password(url: &str) -> Option<String> {
    let (_, rest) = url.split_once("://")?;
    let (user, _) = rest.split_once('@').filter(|(user, _)| !user.contains('/')).or_else(|| rest.rsplit_once('@'))?;
    let (_, password) = user.split_once(':')?;
    Some(password.to_owned()).filter(|password| !password.is_empty())
}

/// A text without the password.
pub(super) fn without(text: &str, password: Option<&str>) -> String {
    password.map_or_else(|| text.to_owned(), |password| text.replace(password, "***"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_no_password() {
        let address = Address::parse("postgres://shop:s3cret@db.example:5433/orders?password=other").unwrap();
        let shown = format!("{address} {address:?}");
        assert!(shown.starts_with("PostgreSQL database `orders` at db.example:5433 "), "{shown}");
        assert!(!shown.contains("s3cret") && !shown.contains("other"), "{shown}");
        assert_eq!(password("mysql://a:b:c@h/d").as_deref(), Some("b:c"));
        assert_eq!(password("mysql://a@h/d"), None);
        assert_eq!(password("sqlite:a.db"), None);
    }

    #[test]
    fn says_what_is_wrong_with_a_url() {
        let error = |url| Address::parse(url).unwrap_err().to_string();
        assert!(error("oracle://u:s3cret@h/d").starts_with("no driver for `oracle:`"));
        assert!(error("shop.db").contains("is not a URL"));
        let wrong_port = error("postgres://u:s3cret@h:port/d");
        assert!(wrong_port.contains("can't be read") && !wrong_port.contains("s3cret"), "{wrong_port}");
    }
}
