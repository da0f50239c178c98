//! MySQL, and MariaDB, which has the same driver.

use sqlspan_sql::Dialect;

use super::system::System;

const DRIVER: Option<&str> = Some("sqlx-mysql");
const PORT: Option<u16> = Some(3306);

pub(super) static MYSQL: System = System {
    name: "mysql",
    database: Some("MySQL"),
    dialect: Dialect::MySql,
    driver: DRIVER,
    schemes: &["mysql"],
    port: PORT,
    shows_comments: true,
    shows_trace: false,
    also: &[&MARIADB],
};

pub(super) static MARIADB: System = System {
    name: "mariadb",
    database: None,
    dialect: Dialect::MySql,
    driver: DRIVER,
    schemes: &["mariadb"],
    port: PORT,
    shows_comments: true,
    shows_trace: false,
    also: &[],
};

#[cfg(feature = "mysql")]
pub(super) use self::linked::Driver;

#[cfg(feature = "mysql")]
mod linked {
    use std::any::Any;

    use sqlx::error::DatabaseError;
    use sqlx::mysql::{MySqlConnectOptions, MySqlDatabaseError, MySqlQueryResult};

    use super::super::linked::Linked;
    use super::super::target::Target;

    /// sqlx's driver.
    pub(crate) struct Driver;

    impl Linked for Driver {
        fn feature(&self) -> &'static str {
            "mysql"
        }

        fn target(&self, options: &dyn Any) -> Option<Target> {
            let options: &MySqlConnectOptions = options.downcast_ref()?;
            let (address, port) = match options.get_socket() {
                Some(socket) => (socket.to_string_lossy().into_owned(), None),
                None => (options.get_host().to_owned(), Some(options.get_port())),
            };
            Some(Target {
                system: &super::MYSQL,
                namespace: options.get_database().map(str::to_owned),
                address: Some(address),
                port,
            })
        }

        fn rows_affected(&self, result: &dyn Any) -> Option<u64> {
            result.downcast_ref().map(MySqlQueryResult::rows_affected)
        }

        /// The vendor's number tells more than the `SQLSTATE`.
        fn error_code(&self, error: &dyn DatabaseError) -> Option<String> {
            error.try_downcast_ref().map(|error: &MySqlDatabaseError| error.number().to_string())
        }
    }
}
