//! SQLite.

use sqlspan_sql::Dialect;

use super::system::System;
#[cfg(any(feature = "sqlite", feature = "any"))]
use super::target::Target;

pub(super) static SQLITE: System = System {
    name: "sqlite",
    database: Some("SQLite"),
    dialect: Dialect::Sqlite,
    driver: Some("sqlx-sqlite"),
    schemes: &["sqlite"],
    port: None,
    shows_comments: false,
    shows_trace: false,
    also: &[],
};

/// SQLite has no server: the file is the namespace. Names that sqlx makes up for private databases in memory would be
/// a new one each time.
#[cfg(any(feature = "sqlite", feature = "any"))]
pub(super) fn target(file: &str) -> Target {
    let memory = file.is_empty() || file.contains(":memory:") || file.starts_with("file:sqlx-in-memory-");
    let namespace = if memory { ":memory:" } else { file };
    Target { system: &SQLITE, namespace: Some(namespace.to_owned()), address: None, port: None }
}

#[cfg(feature = "sqlite")]
pub(super) use self::linked::Driver;

#[cfg(feature = "sqlite")]
mod linked {
    use std::any::Any;

    use sqlx_sqlite::{SqliteConnectOptions, SqliteQueryResult};

    use super::super::linked::Linked;
    use super::super::target::Target;

    /// sqlx's driver.
    pub(crate) struct Driver;

    impl Linked for Driver {
        fn feature(&self) -> &'static str {
            "sqlite"
        }

        fn target(&self, options: &dyn Any) -> Option<Target> {
            let options: &SqliteConnectOptions = options.downcast_ref()?;
            Some(super::target(&options.get_filename().to_string_lossy()))
        }

        fn rows_affected(&self, result: &dyn Any) -> Option<u64> {
            result.downcast_ref().map(SqliteQueryResult::rows_affected)
        }
    }
}
