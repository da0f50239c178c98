//! Where a connection comes from.

use std::sync::Arc;

use sqlx::{Database, Pool};

use crate::server::{Origin, server_of_pool};

/// Where a connection comes from, asked before it is taken: `pool.begin()`, `pool.acquire()`.
#[derive(Debug)]
pub struct Provenance<'a, T: ?Sized>(pub &'a T);

impl<DB: Database> Provenance<'_, Pool<DB>> {
    /// The server of the pool.
    #[must_use]
    pub fn origin(&self) -> Origin {
        Some(server_of_pool(self.0))
    }
}

impl<DB: Database> Provenance<'_, &Pool<DB>> {
    /// The server of the pool.
    #[must_use]
    pub fn origin(&self) -> Origin {
        Some(server_of_pool(self.0))
    }
}

impl<DB: Database> Provenance<'_, Arc<Pool<DB>>> {
    /// The server of the pool.
    #[must_use]
    pub fn origin(&self) -> Origin {
        Some(server_of_pool(self.0))
    }
}

/// What is no pool says nothing.
pub trait NoProvenance {
    /// Always `None`.
    fn origin(&self) -> Origin {
        None
    }
}

impl<T: ?Sized> NoProvenance for Provenance<'_, T> {}
