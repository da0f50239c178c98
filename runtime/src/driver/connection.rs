//! What is to be known of the connections of a driver by their type.

use futures_core::future::BoxFuture;
use sqlx::{Database, Error};

/// Sets a connection's `application_name` until its transaction ends, by the statement that it is given. One more round
/// trip: sqlx has sent its own `BEGIN` by then.
pub(crate) type SetLocal<DB> =
    for<'c> fn(&'c mut <DB as Database>::Connection, String) -> BoxFuture<'c, Result<(), Error>>;

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

pub(crate) use {for_each_connection, for_each_copy, for_each_listener, for_each_lock};
