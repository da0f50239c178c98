//! Systems that a driver can't tell from the one that it is made for, so that the program states them.

use super::mysql::MARIADB;
use super::postgres::COCKROACHDB;
use super::system::System;

/// A database system that the driver alone can't tell.
///
/// ```
/// assert_eq!(sqlspan::DatabaseSystem::MariaDb.as_str(), "mariadb");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum DatabaseSystem {
    /// `mariadb`, reached through sqlx's MySQL driver.
    MariaDb,
    /// `cockroachdb`, reached through sqlx's PostgreSQL driver.
    CockroachDb,
}

impl DatabaseSystem {
    /// The value of `db.system.name`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        self.system().name
    }

    pub(crate) const fn system(self) -> &'static System {
        match self {
            Self::MariaDb => &MARIADB,
            Self::CockroachDb => &COCKROACHDB,
        }
    }
}
