//! An executor that answers at once with nothing: what is left is the cost of the caller.

use std::pin::pin;
use std::task::{Context, Poll, Waker};

use futures::future::BoxFuture;
use futures::stream::BoxStream;
use sqlx::sqlite::{SqliteQueryResult, SqliteRow, SqliteStatement, SqliteTypeInfo};
use sqlx::{Either, Error, Execute, Executor, SqlStr, Sqlite};

#[derive(Debug)]
pub struct Instant;

impl<'c> Executor<'c> for &'c Instant {
    type Database = Sqlite;

    fn fetch_many<'e, 'q: 'e, E>(self, _: E) -> BoxStream<'e, Result<Either<SqliteQueryResult, SqliteRow>, Error>>
    where
        'c: 'e,
        E: 'q + Execute<'q, Sqlite>,
    {
        Box::pin(futures::stream::empty())
    }

    fn fetch_optional<'e, 'q: 'e, E>(self, _: E) -> BoxFuture<'e, Result<Option<SqliteRow>, Error>>
    where
        'c: 'e,
        E: 'q + Execute<'q, Sqlite>,
    {
        Box::pin(std::future::ready(Ok(None)))
    }

    fn prepare_with<'e>(self, _: SqlStr, _: &'e [SqliteTypeInfo]) -> BoxFuture<'e, Result<SqliteStatement, Error>>
    where
        'c: 'e,
    {
        Box::pin(std::future::ready(Err(Error::WorkerCrashed)))
    }

    fn describe<'e>(self, _: SqlStr) -> BoxFuture<'e, Result<sqlx::Describe<Sqlite>, Error>>
    where
        'c: 'e,
    {
        Box::pin(std::future::ready(Err(Error::WorkerCrashed)))
    }
}

/// Polls a future that is ready at once.
pub fn run<T>(future: impl Future<Output = sqlx::Result<T>>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(Ok(value)) => value,
        _ => panic!("the executor answers at once"),
    }
}
