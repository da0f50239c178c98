//! The executor that the rewritten call passes to sqlx: the user's own, and the moment at which the span starts.

use std::sync::Arc;

use futures_core::future::BoxFuture;
use futures_core::stream::BoxStream;
use sqlx::{Database, Either, Error, Execute, Executor, SqlStr};

use super::traced_query::{Parts, TracedQuery};
use crate::recorder::Recorder;

type QueryResult<'c, E> = <<E as Executor<'c>>::Database as Database>::QueryResult;
type Row<'c, E> = <<E as Executor<'c>>::Database as Database>::Row;

/// An executor that starts the query's span when the query arrives, and forwards everything.
#[derive(Debug)]
pub struct TracingExecutor<'s, E> {
    executor: E,
    hook: Hook<'s>,
}

/// How the span is reached from here.
#[derive(Debug)]
pub(super) enum Hook<'s> {
    /// The span is the caller's, to be started.
    Borrowed(&'s Recorder),
    /// The same where the caller can't lend it: a stream that holds its own executor.
    Shared(Arc<Recorder>),
    /// The span has started.
    Started,
}

impl<'s, E> TracingExecutor<'s, E> {
    pub(super) fn new(executor: E, hook: Hook<'s>) -> Self {
        Self { executor, hook }
    }

    fn hand_over<'q, Q: Execute<'q, DB>, DB: Database>(&self, query: Q) -> TracedQuery<Q, DB> {
        let recorder: &Recorder = match &self.hook {
            Hook::Borrowed(recorder) => recorder,
            Hook::Shared(recorder) => recorder,
            Hook::Started => return TracedQuery::Whole(query),
        };
        if !recorder.looks_into_query() {
            recorder.start(None);
            return TracedQuery::Whole(query);
        }
        let mut query = Parts::take_apart(query);
        if !recorder.keeps_statements() {
            query.forget();
        }
        match recorder.comments() {
            None => recorder.start(Some(query.text())),
            Some(comments) => {
                let change = recorder.start_commented(comments, query.statement());
                if let Some(change) = change {
                    query.change(change);
                }
            }
        }
        TracedQuery::Parts(query)
    }
}

// Every method is forwarded: a default of the trait would box once more.
#[diagnostic::do_not_recommend]
impl<'c, E: Executor<'c>> Executor<'c> for TracingExecutor<'_, E> {
    type Database = E::Database;

    fn execute<'e, 'q: 'e, Q>(self, query: Q) -> BoxFuture<'e, Result<QueryResult<'c, E>, Error>>
    where
        'c: 'e,
        Q: 'q + Execute<'q, Self::Database>,
    {
        let query = self.hand_over(query);
        self.executor.execute(query)
    }

    fn execute_many<'e, 'q: 'e, Q>(self, query: Q) -> BoxStream<'e, Result<QueryResult<'c, E>, Error>>
    where
        'c: 'e,
        Q: 'q + Execute<'q, Self::Database>,
    {
        let query = self.hand_over(query);
        self.executor.execute_many(query)
    }

    fn fetch<'e, 'q: 'e, Q>(self, query: Q) -> BoxStream<'e, Result<Row<'c, E>, Error>>
    where
        'c: 'e,
        Q: 'q + Execute<'q, Self::Database>,
    {
        let query = self.hand_over(query);
        self.executor.fetch(query)
    }

    fn fetch_many<'e, 'q: 'e, Q>(self, query: Q) -> BoxStream<'e, Result<Either<QueryResult<'c, E>, Row<'c, E>>, Error>>
    where
        'c: 'e,
        Q: 'q + Execute<'q, Self::Database>,
    {
        let query = self.hand_over(query);
        self.executor.fetch_many(query)
    }

    fn fetch_all<'e, 'q: 'e, Q>(self, query: Q) -> BoxFuture<'e, Result<Vec<Row<'c, E>>, Error>>
    where
        'c: 'e,
        Q: 'q + Execute<'q, Self::Database>,
    {
        let query = self.hand_over(query);
        self.executor.fetch_all(query)
    }

    fn fetch_one<'e, 'q: 'e, Q>(self, query: Q) -> BoxFuture<'e, Result<Row<'c, E>, Error>>
    where
        'c: 'e,
        Q: 'q + Execute<'q, Self::Database>,
    {
        let query = self.hand_over(query);
        self.executor.fetch_one(query)
    }

    fn fetch_optional<'e, 'q: 'e, Q>(self, query: Q) -> BoxFuture<'e, Result<Option<Row<'c, E>>, Error>>
    where
        'c: 'e,
        Q: 'q + Execute<'q, Self::Database>,
    {
        let query = self.hand_over(query);
        self.executor.fetch_optional(query)
    }

    fn prepare<'e>(self, query: SqlStr) -> BoxFuture<'e, Result<<Self::Database as Database>::Statement, Error>>
    where
        'c: 'e,
    {
        self.executor.prepare(query)
    }

    fn prepare_with<'e>(
        self,
        sql: SqlStr,
        parameters: &'e [<Self::Database as Database>::TypeInfo],
    ) -> BoxFuture<'e, Result<<Self::Database as Database>::Statement, Error>>
    where
        'c: 'e,
    {
        self.executor.prepare_with(sql, parameters)
    }

    fn describe<'e>(self, sql: SqlStr) -> BoxFuture<'e, Result<sqlx::Describe<Self::Database>, Error>>
    where
        'c: 'e,
    {
        self.executor.describe(sql)
    }
}
