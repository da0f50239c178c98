//! Queries on a connection, a transaction or a generic executor.

use std::marker::PhantomData;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use futures_core::Stream;
use futures_core::stream::BoxStream;
use sqlx::{Database, Either, Error};

use super::end::{count_either, count_result, count_row};
use super::pool::{Outlives, PoolSource};
use super::stream_guard::{Held, StreamGuard};
use super::tracing_executor::{Hook, TracingExecutor};
use crate::call_site::CallSite;
use crate::recorder::Recorder;
use crate::server::{Origin, Server};
use crate::signals::parent_on;

/// An executor that a query was given.
#[derive(Debug)]
pub struct ConnectionSource<E> {
    executor: E,
    server: fn(&CallSite, Origin) -> &'static Server,
    origin: Origin,
    /// Where the connection is, if it is one.
    connection: Option<usize>,
}

impl<E> ConnectionSource<E> {
    pub(super) fn new(executor: E, server: fn(&CallSite, Origin) -> &'static Server, origin: Origin) -> Self {
        Self { executor, server, origin, connection: None }
    }

    /// There is nothing to wait for.
    #[expect(clippy::unused_async, reason = "the emitted code awaits a pool and a connection alike")]
    pub async fn open(self, site: &'static CallSite) -> (ConnectionHandle<E>, Recorder) {
        let recorder = self.recorder(site);
        (ConnectionHandle(self.executor), recorder)
    }

    fn recorder(&self, site: &'static CallSite) -> Recorder {
        Recorder::new(site, (self.server)(site, self.origin), parent_on(self.connection))
    }

    /// `fetch`: a stream of rows.
    pub fn rows<'q, T, F>(self, site: &'static CallSite, start: F) -> BoxStream<'q, Result<T, Error>>
    where
        E: Send + 'q,
        T: Send + 'q,
        F: FnOnce(TracingExecutor<'q, E>, Outlives<'q, 'q>) -> BoxStream<'q, Result<T, Error>> + Send + 'q,
    {
        self.stream(site, true, count_row, start)
    }

    /// `execute_many`: a stream of results.
    pub fn results<'q, R, F>(self, site: &'static CallSite, start: F) -> BoxStream<'q, Result<R, Error>>
    where
        E: Send + 'q,
        R: Send + 'static,
        F: FnOnce(TracingExecutor<'q, E>, Outlives<'q, 'q>) -> BoxStream<'q, Result<R, Error>> + Send + 'q,
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
        E: Send + 'q,
        R: Send + 'static,
        T: Send + 'q,
        F: FnOnce(TracingExecutor<'q, E>, Outlives<'q, 'q>) -> BoxStream<'q, Result<Either<R, T>, Error>> + Send + 'q,
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
        E: Send + 'q,
        T: Send + 'q,
        F: FnOnce(TracingExecutor<'q, E>, Outlives<'q, 'q>) -> BoxStream<'q, Result<T, Error>> + Send + 'q,
    {
        Box::pin(ConnectionStream { state: State::Waiting { source: self, start }, site, has_rows, count })
    }
}

impl<C> ConnectionSource<&mut C> {
    /// A connection: where it is says which transaction it is in.
    #[must_use]
    pub fn located(self) -> Self {
        let connection = std::ptr::from_ref(&*self.executor).addr();
        Self { connection: Some(connection), ..self }
    }
}

/// What is no connection by its type is nowhere. Asked of the source, because a second inherent method of the executor
/// would leave the database of a pool to be inferred too early.
pub trait AnyLocated: Sized {
    /// As it was.
    #[must_use]
    fn located(self) -> Self {
        self
    }
}

impl<E> AnyLocated for ConnectionSource<E> {}

impl<DB: Database> AnyLocated for PoolSource<DB> {}

/// An executor that needs nothing.
#[derive(Debug)]
pub struct ConnectionHandle<E>(E);

impl<E> ConnectionHandle<E> {
    /// What the query is executed on.
    pub fn executor(self, recorder: &Recorder) -> TracingExecutor<'_, E> {
        TracingExecutor::new(self.0, Hook::Borrowed(recorder))
    }
}

/// A stream that holds its executor: nothing of it borrows from another part, so it needs no generator.
struct ConnectionStream<'q, E, F, T> {
    state: State<'q, E, F, T>,
    site: &'static CallSite,
    has_rows: bool,
    count: fn(&Recorder, &T),
}

enum State<'q, E, F, T> {
    Waiting { source: ConnectionSource<E>, start: F },
    // The items go first when it is dropped: the span ends when the query has.
    Running { items: BoxStream<'q, Result<T, Error>>, guard: StreamGuard<T> },
    Finished,
}

// Nothing in it is pinned.
impl<E, F, T> Unpin for ConnectionStream<'_, E, F, T> {}

impl<'q, E, F, T> Stream for ConnectionStream<'q, E, F, T>
where
    F: FnOnce(TracingExecutor<'q, E>, Outlives<'q, 'q>) -> BoxStream<'q, Result<T, Error>>,
{
    type Item = Result<T, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        if matches!(this.state, State::Waiting { .. })
            && let State::Waiting { source, start } = std::mem::replace(&mut this.state, State::Finished)
        {
            let recorder = source.recorder(this.site);
            let (held, hook) = if recorder.looks_into_query() {
                let shared = Arc::new(recorder);
                (Held::Shared(Arc::clone(&shared)), Hook::Shared(shared))
            } else {
                recorder.start(None);
                (Held::Owned(recorder), Hook::Started)
            };
            let guard = StreamGuard::new(held, this.has_rows, this.count);
            let items = start(TracingExecutor::new(source.executor, hook), PhantomData);
            this.state = State::Running { items, guard };
        }
        let State::Running { items, guard } = &mut this.state else { return Poll::Ready(None) };
        let polled = guard.poll_next(Pin::new(items), cx);
        if matches!(polled, Poll::Ready(None)) {
            this.state = State::Finished;
        }
        polled
    }
}
