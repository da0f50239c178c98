//! How a query gets to its executor: told apart by type, with the span around it.
//!
//! The emitted code wraps the user's executor in [`Ex`] and asks for its [source](Ex::source): an inherent method on
//! `Ex<&Pool<_>>` wins over the trait method that every other executor has, so that the type decides, not its name.

mod connection;
mod ending;
mod generator;
mod handed;
mod pool;
mod tagged;

use std::pin::Pin;
use std::sync::Arc;

use futures_core::Stream as _;
use futures_core::future::BoxFuture;
use futures_core::stream::BoxStream;
use sqlx::{Database, Executor, Pool};

pub use self::connection::ConnectionSource;
pub use self::pool::PoolSource;
use crate::call_site::CallSite;
use crate::server::{self, Origin, Server};

/// The executor of a query call.
#[derive(Debug)]
pub struct Ex<E> {
    executor: E,
    /// Of a connection: looked up here, where the executor's type is proven, so that what is no executor is reported
    /// once.
    server: fn(&CallSite, Origin) -> &'static Server,
}

/// Takes the executor as sqlx would: what is none is reported in sqlx's own words.
pub fn executor<'c, E: Executor<'c>>(executor: E) -> Ex<E> {
    Ex { executor, server: server::of_connection::<E::Database> }
}

impl<DB> Ex<&Pool<DB>>
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

impl<E> AnySource for Ex<E> {
    type Executor = E;

    fn source(self, origin: Origin) -> ConnectionSource<E> {
        ConnectionSource::new(self.executor, self.server, origin)
    }
}

/// Gives the receiver of `executor.execute(query)` exactly the adjustments that a method call of sqlx's trait gives it.
pub trait Receiver<'c>: Executor<'c> {
    /// The executor, and the query that it is given: an argument, so that it is evaluated when sqlx would.
    fn receiver<Q>(self, query: Q) -> (Ex<Self>, Q) {
        (executor(self), query)
    }
}

impl<'c, E: Executor<'c>> Receiver<'c> for E {}

/// A boxed future, where plain sqlx has one.
pub fn boxed<'e, T>(future: impl Future<Output = T> + Send + 'e) -> BoxFuture<'e, T> {
    Box::pin(future)
}

/// The stream that a future results in.
pub fn flatten<'e, T: Send + 'e>(stream: impl Future<Output = BoxStream<'e, T>> + Send + 'e) -> BoxStream<'e, T> {
    Box::pin(generator::generate(move |sender| async move {
        let mut items = stream.await;
        while let Some(item) = std::future::poll_fn(|cx| Pin::new(&mut items).poll_next(cx)).await {
            sender.send(item).await;
        }
    }))
}

/// Where a connection comes from, asked before it is taken: `pool.begin()`, `pool.acquire()`.
#[derive(Debug)]
pub struct Provenance<'a, T: ?Sized>(pub &'a T);

impl<DB: Database> Provenance<'_, Pool<DB>> {
    /// The server of the pool.
    #[must_use]
    pub fn origin(&self) -> Origin {
        Some(server::of_pool(self.0))
    }
}

impl<DB: Database> Provenance<'_, &Pool<DB>> {
    /// The server of the pool.
    #[must_use]
    pub fn origin(&self) -> Origin {
        Some(server::of_pool(self.0))
    }
}

impl<DB: Database> Provenance<'_, Arc<Pool<DB>>> {
    /// The server of the pool.
    #[must_use]
    pub fn origin(&self) -> Origin {
        Some(server::of_pool(self.0))
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
