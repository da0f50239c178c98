//! Queries on a pool: acquire first, then start the span.

use std::fmt;
use std::future::poll_fn;
use std::marker::PhantomData;
use std::pin::Pin;

use futures_core::future::BoxFuture;
use futures_core::stream::BoxStream;
use sqlx::pool::PoolConnection;
use sqlx::{Database, Either, Error, Execute, Executor, Pool, SqlStr};

use super::acquire::acquire;
use super::end::{count_either, count_result, count_row};
use super::generator::generate;
use super::stream_guard::{Held, StreamGuard};
use super::tracing_executor::{Hook, TracingExecutor};
use crate::call_site::CallSite;
use crate::recorder::Recorder;
use crate::server::server_of_pool;
use crate::signals::{current_parent, metrics};

/// A pool that a query was given.
#[derive(Debug)]
pub struct PoolSource<DB: Database> {
    pool: Pool<DB>,
}

/// Says in a higher-ranked bound that `'q` outlives `'c`.
pub type Outlives<'c, 'q> = PhantomData<&'c &'q ()>;

impl<DB> PoolSource<DB>
where
    DB: Database,
    for<'c> &'c mut DB::Connection: Executor<'c, Database = DB>,
{
    pub(super) fn new(pool: Pool<DB>) -> Self {
        Self { pool }
    }

    /// Waits for a connection. That there is none is left for the query to report, so that it fails as it would have
    /// in plain sqlx, inside its span.
    pub async fn open(self, site: &'static CallSite) -> (PoolHandle<DB>, Recorder) {
        // Made before the wait: the parent is that of the first poll, and whoever gives up waiting has cancelled.
        let recorder = Recorder::new(site, server_of_pool(&self.pool), current_parent());
        let connection = acquire(&self.pool, recorder.waiter()).await;
        let used = connection.is_ok().then(|| metrics::used(recorder.parent(), recorder.server()));
        (PoolHandle { connection, _used: used }, recorder)
    }

    /// `fetch`: a stream of rows.
    pub fn rows<'q, T, F>(self, site: &'static CallSite, start: F) -> BoxStream<'q, Result<T, Error>>
    where
        T: Send + 'q,
        F: for<'c> FnOnce(
                TracingExecutor<'c, PoolExecutor<'c, DB>>,
                Outlives<'c, 'q>,
            ) -> BoxStream<'c, Result<T, Error>>
            + Send
            + 'q,
    {
        self.stream(site, true, count_row, start)
    }

    /// `execute_many`: a stream of results.
    pub fn results<'q, R, F>(self, site: &'static CallSite, start: F) -> BoxStream<'q, Result<R, Error>>
    where
        R: Send + 'static,
        F: for<'c> FnOnce(
                TracingExecutor<'c, PoolExecutor<'c, DB>>,
                Outlives<'c, 'q>,
            ) -> BoxStream<'c, Result<R, Error>>
            + Send
            + 'q,
    {
        self.stream(site, false, count_result, start)
    }

    /// `fetch_many`: a stream of rows and results.
    pub fn rows_and_results<'q, R, T, F>(
        self,
        site: &'static CallSite,
        start: F,
    ) -> BoxStream<'q, Result<Either<R, T>, Error>>
    where
        R: Send + 'static,
        T: Send + 'q,
        F: for<'c> FnOnce(
                TracingExecutor<'c, PoolExecutor<'c, DB>>,
                Outlives<'c, 'q>,
            ) -> BoxStream<'c, Result<Either<R, T>, Error>>
            + Send
            + 'q,
    {
        self.stream(site, true, count_either, start)
    }

    fn stream<'q, T, F>(
        self,
        site: &'static CallSite,
        has_rows: bool,
        count: fn(&Recorder, &T),
        start: F,
    ) -> BoxStream<'q, Result<T, Error>>
    where
        T: Send + 'q,
        F: for<'c> FnOnce(
                TracingExecutor<'c, PoolExecutor<'c, DB>>,
                Outlives<'c, 'q>,
            ) -> BoxStream<'c, Result<T, Error>>
            + Send
            + 'q,
    {
        Box::pin(generate(move |sender| async move {
            let (mut handle, recorder) = self.open(site).await;
            let guard = StreamGuard::new(Held::Owned(recorder), has_rows, count);
            let mut items = start(handle.executor(guard.recorder()), PhantomData);
            while let Some(item) = poll_fn(|cx| guard.poll_next(Pin::new(&mut items), cx)).await {
                sender.send(item).await;
            }
        }))
    }
}

/// A connection of a pool, or why there is none.
#[derive(Debug)]
pub struct PoolHandle<DB: Database> {
    connection: Result<PoolConnection<DB>, Error>,
    // After the connection: when it went back, it is used no more.
    _used: Option<metrics::Used>,
}

impl<DB: Database> PoolHandle<DB> {
    /// What the query is executed on, once.
    pub fn executor<'s>(&'s mut self, recorder: &'s Recorder) -> TracingExecutor<'s, PoolExecutor<'s, DB>> {
        let executor = match &mut self.connection {
            Ok(connection) => PoolExecutor(Ok(&mut **connection)),
            Err(error) => PoolExecutor(Err(std::mem::replace(error, Error::PoolClosed))),
        };
        TracingExecutor::new(executor, Hook::Borrowed(recorder))
    }
}

/// The acquired connection; or an executor that fails with the error of acquiring.
pub struct PoolExecutor<'c, DB: Database>(Result<&'c mut DB::Connection, Error>);

impl<DB: Database> fmt::Debug for PoolExecutor<'_, DB> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PoolExecutor").field("acquired", &self.0.is_ok()).finish()
    }
}

#[diagnostic::do_not_recommend]
impl<'c, DB> Executor<'c> for PoolExecutor<'c, DB>
where
    DB: Database,
    &'c mut DB::Connection: Executor<'c, Database = DB>,
{
    type Database = DB;

    fn execute<'e, 'q: 'e, Q>(self, query: Q) -> BoxFuture<'e, Result<DB::QueryResult, Error>>
    where
        'c: 'e,
        Q: 'q + Execute<'q, DB>,
    {
        match self.0 {
            Ok(connection) => connection.execute(query),
            Err(error) => failed(error),
        }
    }

    fn execute_many<'e, 'q: 'e, Q>(self, query: Q) -> BoxStream<'e, Result<DB::QueryResult, Error>>
    where
        'c: 'e,
        Q: 'q + Execute<'q, DB>,
    {
        match self.0 {
            Ok(connection) => connection.execute_many(query),
            Err(error) => failed_stream(error),
        }
    }

    fn fetch<'e, 'q: 'e, Q>(self, query: Q) -> BoxStream<'e, Result<DB::Row, Error>>
    where
        'c: 'e,
        Q: 'q + Execute<'q, DB>,
    {
        match self.0 {
            Ok(connection) => connection.fetch(query),
            Err(error) => failed_stream(error),
        }
    }

    fn fetch_many<'e, 'q: 'e, Q>(self, query: Q) -> BoxStream<'e, Result<Either<DB::QueryResult, DB::Row>, Error>>
    where
        'c: 'e,
        Q: 'q + Execute<'q, DB>,
    {
        match self.0 {
            Ok(connection) => connection.fetch_many(query),
            Err(error) => failed_stream(error),
        }
    }

    fn fetch_all<'e, 'q: 'e, Q>(self, query: Q) -> BoxFuture<'e, Result<Vec<DB::Row>, Error>>
    where
        'c: 'e,
        Q: 'q + Execute<'q, DB>,
    {
        match self.0 {
            Ok(connection) => connection.fetch_all(query),
            Err(error) => failed(error),
        }
    }

    fn fetch_one<'e, 'q: 'e, Q>(self, query: Q) -> BoxFuture<'e, Result<DB::Row, Error>>
    where
        'c: 'e,
        Q: 'q + Execute<'q, DB>,
    {
        match self.0 {
            Ok(connection) => connection.fetch_one(query),
            Err(error) => failed(error),
        }
    }

    fn fetch_optional<'e, 'q: 'e, Q>(self, query: Q) -> BoxFuture<'e, Result<Option<DB::Row>, Error>>
    where
        'c: 'e,
        Q: 'q + Execute<'q, DB>,
    {
        match self.0 {
            Ok(connection) => connection.fetch_optional(query),
            Err(error) => failed(error),
        }
    }

    fn prepare_with<'e>(
        self,
        sql: SqlStr,
        parameters: &'e [DB::TypeInfo],
    ) -> BoxFuture<'e, Result<DB::Statement, Error>>
    where
        'c: 'e,
    {
        match self.0 {
            Ok(connection) => connection.prepare_with(sql, parameters),
            Err(error) => failed(error),
        }
    }

    fn describe<'e>(self, sql: SqlStr) -> BoxFuture<'e, Result<sqlx::Describe<DB>, Error>>
    where
        'c: 'e,
    {
        match self.0 {
            Ok(connection) => connection.describe(sql),
            Err(error) => failed(error),
        }
    }
}

fn failed<'e, T: Send + 'e>(error: Error) -> BoxFuture<'e, Result<T, Error>> {
    Box::pin(std::future::ready(Err(error)))
}

fn failed_stream<'e, T: Send + 'e>(error: Error) -> BoxStream<'e, Result<T, Error>> {
    Box::pin(generate(move |sender| async move { sender.send(Err(error)).await }))
}
