//! What is known of database systems and of sqlx's drivers for them, and the only place that knows it: a file for each
//! driver, with the systems that it serves. Another database is a file here, a line in each list below, and a feature.
//!
//! The systems are known whichever features are on. What depends on a driver's types is asked of those that are linked:
//! sqlx has no trait for it.

mod any;
mod connection;
mod linked;
mod mysql;
mod postgres;
mod sqlite;
mod stated;
mod system;
mod systems;
mod target;

use std::any::Any as AnyType;

use sqlx::Database;
use sqlx::error::DatabaseError;

pub(crate) use self::connection::{SetLocal, for_each_connection, for_each_copy, for_each_listener, for_each_lock};
use self::linked::Linked;
pub use self::stated::DatabaseSystem;
pub(crate) use self::system::System;
pub(crate) use self::systems::{SYSTEMS, position};
pub(crate) use self::target::Target;

/// The drivers whose feature is on.
const LINKED: &[&dyn Linked] = &[
    #[cfg(feature = "postgres")]
    &postgres::Driver,
    #[cfg(feature = "mysql")]
    &mysql::Driver,
    #[cfg(feature = "sqlite")]
    &sqlite::Driver,
    #[cfg(feature = "any")]
    &any::Driver,
];

/// The features of the drivers that are linked.
pub(crate) fn features() -> impl Iterator<Item = &'static str> {
    LINKED.iter().map(|driver| driver.feature())
}

/// How a connection of this database has its `application_name` set, where a driver that is linked can do so.
pub(crate) fn set_local<DB: Database>() -> Option<SetLocal<DB>> {
    LINKED.iter().find_map(|driver| driver.set_local()?.downcast_ref().copied())
}

/// Where a pool with these options connects to.
pub(crate) fn target(options: &(dyn AnyType + Send + Sync)) -> Option<Target> {
    LINKED.iter().find_map(|driver| driver.target(options))
}

/// The rows that a statement changed.
pub(crate) fn rows_affected(result: &dyn AnyType) -> Option<u64> {
    LINKED.iter().find_map(|driver| driver.rows_affected(result))
}

/// The code of an error: the `SQLSTATE` of PostgreSQL, the vendor's number of MySQL and MariaDB, the result code of
/// SQLite.
pub(crate) fn error_code(error: &dyn DatabaseError) -> Option<String> {
    let of_driver = LINKED.iter().find_map(|driver| driver.error_code(error));
    of_driver.or_else(|| error.code().map(std::borrow::Cow::into_owned))
}

/// Whether a text can be added to the arguments of a statement.
pub(crate) fn takes_text(arguments: &dyn AnyType) -> bool {
    LINKED.iter().any(|driver| driver.takes_text(arguments))
}

/// Adds a text, or `NULL`, to the arguments of a statement, and says whether it could.
pub(crate) fn add_text(arguments: &mut dyn AnyType, text: Option<&str>) -> bool {
    LINKED.iter().any(|driver| driver.add_text(arguments, text))
}
