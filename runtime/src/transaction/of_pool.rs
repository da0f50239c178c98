//! `begin` and `acquire` on a pool.

#![expect(
    clippy::unused_self,
    reason = "every receiver has all methods, so that the emitted code need not know which it is"
)]

use sqlx::pool::PoolConnection;
use sqlx::{Database, Error, Pool, SqlStr, Transaction};

use super::application_name;
use super::step::{Step, beginning, end_begin, stated};
use super::watch::Watch;
use crate::server;
use crate::span::Recorder;

/// A pool on which one of the methods is called.
#[derive(Debug)]
pub struct OfPool<DB: Database>(Pool<DB>);

impl<DB: Database> OfPool<DB> {
    pub(super) fn new(pool: Pool<DB>) -> Self {
        Self(pool)
    }

    fn recorder(&self, step: Step) -> Recorder {
        step.recorder_on(server::of_pool(&self.0))
    }

    /// `begin`. The pool is asked for a connection here, so that the wait is not in the span of `BEGIN`.
    pub fn begin<'c, F>(self, plain: F, step: Step) -> impl Future<Output = F::Output> + use<'c, F, DB>
    where
        F: Future<Output = Result<Transaction<'c, DB>, Error>>,
    {
        drop(plain);
        self.begin_on_acquired(None, step)
    }

    /// `begin_with`.
    pub fn begin_with<'c, F>(
        self,
        plain: F,
        statement: Option<SqlStr>,
        step: Step,
    ) -> impl Future<Output = F::Output> + use<'c, F, DB>
    where
        F: Future<Output = Result<Transaction<'c, DB>, Error>>,
    {
        drop(plain);
        self.begin_on_acquired(statement, step)
    }

    /// `try_begin`: there is no wait.
    pub fn try_begin<'c, F>(self, plain: F, step: Step) -> impl Future<Output = F::Output> + use<'c, F, DB>
    where
        F: Future<Output = Result<Option<Transaction<'c, DB>>, Error>>,
    {
        drop(plain);
        self.begin_if_idle(None, step)
    }

    /// `try_begin_with`.
    pub fn try_begin_with<'c, F>(
        self,
        plain: F,
        statement: Option<SqlStr>,
        step: Step,
    ) -> impl Future<Output = F::Output> + use<'c, F, DB>
    where
        F: Future<Output = Result<Option<Transaction<'c, DB>>, Error>>,
    {
        drop(plain);
        self.begin_if_idle(statement, step)
    }

    /// `acquire`: the wait alone.
    pub fn acquire<F>(self, plain: F, step: Step) -> impl Future<Output = F::Output> + use<F, DB>
    where
        F: Future<Output = Result<PoolConnection<DB>, Error>>,
    {
        drop(plain);
        self.acquired(step)
    }

    /// There is no transaction.
    #[must_use]
    pub fn settled(self, _: Option<usize>) -> Self {
        self
    }

    /// There is no transaction to watch.
    #[must_use]
    pub fn watch(self, _: Step) -> Watch {
        Watch::inert()
    }

    pub(super) async fn begin_on_acquired<'c>(
        self,
        statement: Option<SqlStr>,
        step: Step,
    ) -> Result<Transaction<'c, DB>, Error> {
        let recorder = self.recorder(step);
        match recorder.waiter().acquire(&self.0).await {
            Ok(connection) => begin(connection, statement, recorder).await,
            Err(error) => {
                recorder.end(Some(&error));
                Err(error)
            }
        }
    }

    pub(super) async fn begin_if_idle<'c>(
        self,
        statement: Option<SqlStr>,
        step: Step,
    ) -> Result<Option<Transaction<'c, DB>>, Error> {
        match self.0.try_acquire() {
            Some(connection) => begin(connection, statement, self.recorder(step)).await.map(Some),
            None => Ok(None),
        }
    }

    pub(super) async fn acquired(self, step: Step) -> Result<PoolConnection<DB>, Error> {
        let recorder = self.recorder(step);
        let connection = recorder.waiter().acquire(&self.0).await;
        recorder.forget();
        connection
    }
}

async fn begin<'c, DB: Database>(
    connection: PoolConnection<DB>,
    statement: Option<SqlStr>,
    recorder: Recorder,
) -> Result<Transaction<'c, DB>, Error> {
    let (name, text) = match &statement {
        None => beginning(0),
        Some(statement) => stated(statement.as_str(), recorder.server()),
    };
    recorder.start_step(name, text);
    let statement = application_name::carried_by(statement, &recorder);
    // sqlx's own way from a connection to a transaction; it is public, and hidden from its documentation.
    end_begin(&recorder, Transaction::begin(connection, statement).await)
}
