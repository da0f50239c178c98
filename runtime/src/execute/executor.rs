//! The executor of a query call, told apart by type.
//!
//! The emitted code wraps the user's executor in [`TracedExecutor`] and asks for its [source](TracedExecutor::source): an
//! inherent method on `TracedExecutor<&Pool<_>>` wins over the trait method that every other executor has, so that the
//! type decides, not its name.

use sqlx::{Database, Executor, Pool};

use super::connection::ConnectionSource;
use super::pool::PoolSource;
use crate::call_site::CallSite;
use crate::server::{Origin, Server, server_of_connection};

/// The executor of a query call.
#[derive(Debug)]
pub struct TracedExecutor<E> {
    executor: E,
    /// Of a connection: looked up here, where the executor's type is proven, so that what is no executor is reported
    /// once.
    server: fn(&CallSite, Origin) -> &'static Server,
}

/// What sqlx takes as an executor: a trait of our own says in one sentence what is none. It has no types of its own, which
/// the database of a pool would have to be known for, where that is inferred later.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no executor of sqlx 0.9, the version that sqlspan traces",
    label = "no executor of sqlx 0.9",
    note = "executors are `&pool`, `&mut connection`, `&mut *connection` of a pool, `&mut *transaction` and what implements `sqlx::Executor`",
    note = "where this is one by sqlx's documentation, the query is of another version of sqlx: write `sqlx = \"0.9\"` in Cargo.toml; `cargo tree -i sqlx-core` shows who wants another"
)]
pub trait SqlxExecutor<'c>: Sized {
    /// Takes it.
    fn traced(self) -> TracedExecutor<Self>;
}

#[diagnostic::do_not_recommend]
impl<'c, E: Executor<'c>> SqlxExecutor<'c> for E {
    fn traced(self) -> TracedExecutor<E> {
        TracedExecutor { executor: self, server: server_of_connection::<E::Database> }
    }
}

/// Takes the executor as sqlx would.
pub fn executor<'c, E: SqlxExecutor<'c>>(executor: E) -> TracedExecutor<E> {
    executor.traced()
}

impl<DB> TracedExecutor<&Pool<DB>>
where
    DB: Database,
    for<'c> &'c mut DB::Connection: Executor<'c, Database = DB>,
{
    /// A pool: the connection is acquired before the span starts, so that the wait is not in the query's duration.
    #[must_use]
    pub fn source(self, _: Origin) -> PoolSource<DB> {
        PoolSource::new(self.executor.clone())
    }
}

/// Everything else that executes: a connection, a transaction, a generic executor.
pub trait AnySource {
    /// The executor.
    type Executor;

    /// The query runs on the executor as it is.
    fn source(self, origin: Origin) -> ConnectionSource<Self::Executor>;
}

impl<E> AnySource for TracedExecutor<E> {
    type Executor = E;

    fn source(self, origin: Origin) -> ConnectionSource<E> {
        ConnectionSource::new(self.executor, self.server, origin)
    }
}

/// Gives the receiver of `executor.execute(query)` exactly the adjustments that a method call of sqlx's trait gives it.
pub trait Receiver<'c>: Executor<'c> {
    /// The executor, and the query that it is given: an argument, so that it is evaluated when sqlx would.
    fn receiver<Q>(self, query: Q) -> (TracedExecutor<Self>, Q) {
        (SqlxExecutor::traced(self), query)
    }
}

impl<'c, E: Executor<'c>> Receiver<'c> for E {}
