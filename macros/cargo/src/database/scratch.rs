//! A scratch database: made, filled by migrations, dropped.

use std::hash::{BuildHasher as _, RandomState};

use super::address::Options;
use super::{Address, Connection, Error, Migrations};

/// A database of its own on a server, or in memory, with the schema that migrations make.
#[derive(Debug)]
pub struct Scratch {
    /// Its name on the server; none in memory.
    name: Option<String>,
    server: Address,
    address: Address,
}

impl Scratch {
    /// Makes an empty one.
    ///
    /// # Errors
    ///
    /// Where the server does not answer or does not let it be made.
    pub async fn make(server: &Address) -> Result<Self, Error> {
        if matches!(server.options, Options::Sqlite(_)) {
            return Ok(Self { name: None, server: server.clone(), address: Address::in_memory() });
        }
        let name = format!("sqlspan_check_{}_{:08x}", std::process::id(), RandomState::new().hash_one(0) >> 32);
        let mut connection = Connection::to(server).await?;
        // The name has letters, digits and `_` alone: no database wants quotes for it.
        let made = connection.execute(&format!("CREATE DATABASE {name}")).await;
        connection.close().await;
        made.map_err(|error| Error::Scratch { name: name.clone(), reason: server.words(&error) })?;
        Ok(Self { address: server.with_database(&name), name: Some(name), server: server.clone() })
    }

    /// Its name on the server; none in memory.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// Connects to it and applies the migrations.
    ///
    /// # Errors
    ///
    /// Where it does not answer, or a migration does not run.
    pub async fn migrated(&self, migrations: &[Migrations]) -> Result<Connection, Error> {
        let mut connection = Connection::open(&self.address).await?;
        for migrations in migrations {
            if let Err(error) = connection.migrate(migrations, self.name()).await {
                connection.close().await;
                return Err(error);
            }
        }
        Ok(connection)
    }

    /// Drops it. Connections to it have to be closed.
    ///
    /// # Errors
    ///
    /// Where the server does not let it be dropped.
    pub async fn drop(self) -> Result<(), Error> {
        let Some(name) = self.name else { return Ok(()) };
        let left = |reason| Error::Left { name: name.clone(), reason };
        let mut connection = Connection::to(&self.server).await.map_err(|error| left(error.to_string()))?;
        // A connection that an interruption cut off may still be there. Servers before PostgreSQL 13 don't know `FORCE`.
        let plain = format!("DROP DATABASE {name}");
        let dropped = match &self.server.options {
            Options::Postgres(_) => match connection.execute(&format!("{plain} WITH (FORCE)")).await {
                Ok(()) => Ok(()),
                Err(_) => connection.execute(&plain).await,
            },
            _ => connection.execute(&plain).await,
        };
        connection.close().await;
        dropped.map_err(|error| left(self.server.words(&error)))
    }
}
