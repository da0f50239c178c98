//! PostgreSQL, and what speaks its protocol.

use sqlspan_sql::Dialect;

use super::system::System;

const DRIVER: Option<&str> = Some("sqlx-postgres");

pub(super) static POSTGRESQL: System = System {
    name: "postgresql",
    database: Some("PostgreSQL"),
    dialect: Dialect::Postgres,
    driver: DRIVER,
    schemes: &["postgres", "postgresql"],
    port: Some(5432),
    shows_comments: true,
    shows_trace: true,
    also: &[&COCKROACHDB],
};

pub(super) static COCKROACHDB: System = System {
    name: "cockroachdb",
    database: None,
    dialect: Dialect::Postgres,
    driver: DRIVER,
    schemes: &[],
    port: None,
    shows_comments: true,
    shows_trace: false,
    also: &[],
};

#[cfg(feature = "postgres")]
pub(super) use self::linked::Driver;

#[cfg(feature = "postgres")]
mod linked {
    use std::any::Any;

    use futures_core::future::BoxFuture;
    use sqlx::postgres::{PgArguments, PgConnectOptions, PgQueryResult};
    use sqlx::{Arguments as _, AssertSqlSafe, Error, Executor as _, PgConnection, Postgres};

    use super::super::connection::SetLocal;
    use super::super::linked::Linked;
    use super::super::target::Target;

    /// sqlx's driver.
    pub(crate) struct Driver;

    impl Linked for Driver {
        fn feature(&self) -> &'static str {
            "postgres"
        }

        fn target(&self, options: &dyn Any) -> Option<Target> {
            let options: &PgConnectOptions = options.downcast_ref()?;
            // A host that is a directory is a socket too.
            let host = options.get_host();
            let (address, port) = match options.get_socket() {
                Some(socket) => (socket.to_string_lossy().into_owned(), None),
                None => (host.to_owned(), (!host.starts_with('/')).then(|| options.get_port())),
            };
            Some(Target {
                system: &super::POSTGRESQL,
                // Without a database PostgreSQL connects to the one of the user's name.
                namespace: Some(options.get_database().unwrap_or_else(|| options.get_username()).to_owned()),
                address: Some(address),
                port,
            })
        }

        fn rows_affected(&self, result: &dyn Any) -> Option<u64> {
            result.downcast_ref().map(PgQueryResult::rows_affected)
        }

        fn set_local(&self) -> Option<&'static dyn Any> {
            static SET_LOCAL: SetLocal<Postgres> = set_local;
            Some(&SET_LOCAL)
        }

        fn takes_text(&self, arguments: &dyn Any) -> bool {
            arguments.is::<PgArguments>()
        }

        fn add_text(&self, arguments: &mut dyn Any, text: Option<&str>) -> bool {
            arguments.downcast_mut::<PgArguments>().is_some_and(|arguments| arguments.add(text).is_ok())
        }
    }

    fn set_local(connection: &mut PgConnection, statement: String) -> BoxFuture<'_, Result<(), Error>> {
        Box::pin(async move { connection.execute(AssertSqlSafe(statement)).await.map(drop) })
    }
}
