//! What is to be known of the connections of a driver by their type.

use futures_core::future::BoxFuture;
use sqlx::{Connection, Error};

/// A connection on which a setting can be changed for the rest of a transaction, by a statement of its own.
pub(crate) trait SetLocal: Connection {
    /// Executes the statement. One more round trip: sqlx has sent its own `BEGIN` by then.
    fn set_local(&mut self, statement: String) -> BoxFuture<'_, Result<(), Error>>;
}

/// Gives a macro the connections of every driver that is linked.
macro_rules! for_each_connection {
    ($of_connection:ident) => {
        #[cfg(feature = "postgres")]
        $of_connection! { sqlx::PgConnection }
        #[cfg(feature = "mysql")]
        $of_connection! { sqlx::MySqlConnection }
        #[cfg(feature = "sqlite")]
        $of_connection! { sqlx_sqlite::SqliteConnection }
    };
}

/// Gives a macro those that are [`SetLocal`], with their databases.
macro_rules! for_each_set_local {
    ($of_connection:ident) => {
        #[cfg(feature = "postgres")]
        $of_connection! { sqlx::PgConnection, sqlx::Postgres }
    };
}

/// Gives a macro the listeners of every driver that is linked, with their databases.
macro_rules! for_each_listener {
    ($of_listener:ident) => {
        #[cfg(feature = "postgres")]
        $of_listener! { sqlx::postgres::PgListener, sqlx::Postgres }
    };
}

/// Gives a macro the advisory locks, what guards them, and their databases.
macro_rules! for_each_lock {
    ($of_lock:ident) => {
        #[cfg(feature = "postgres")]
        $of_lock! { sqlx::postgres::PgAdvisoryLock, sqlx::postgres::PgAdvisoryLockGuard, sqlx::Postgres }
    };
}

/// Gives a macro, for the one driver that has COPY, its database, its connection, the trait of its pool and what takes the rows.
macro_rules! for_each_copy {
    ($of_copy:ident) => {
        #[cfg(feature = "postgres")]
        $of_copy! { sqlx::Postgres, sqlx::PgConnection, sqlx::postgres::PgPoolCopyExt, sqlx::postgres::PgCopyIn }
    };
}

pub(crate) use {for_each_connection, for_each_copy, for_each_listener, for_each_lock, for_each_set_local};
