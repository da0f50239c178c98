//! `begin` and `acquire` on a pool.

#![expect(
    clippy::unused_self,
    reason = "every receiver has all methods, so that the emitted code need not know which it is"
)]

use std::any::type_name;
use std::ops::Deref;
use std::pin::Pin;

use futures_core::stream::BoxStream;
use sqlx::pool::PoolConnection;
use sqlx::{Database, Error, Pool, SqlStr, Transaction};

use super::application_name;
use super::callback::NoTransaction;
use super::copy::{CopyStatement, LaterCopy};
use super::drop_watch::{DropWatch, Settled};
use super::group::TransactionGroup;
use super::op::{RoundTripOp, beginning, end_begin, stated};
use crate::execute::acquire;
use crate::recorder::Recorder;
use crate::server::{Origin, server_of_pool};

/// A pool on which one of the methods is called.
#[derive(Debug)]
pub struct OnPool<DB: Database> {
    pool: Pool<DB>,
    /// Whether the call names sqlx's method, so that no other can be meant.
    is_certain: bool,
}

impl<DB: Database> OnPool<DB> {
    pub(super) fn new(pool: Pool<DB>) -> Self {
        Self { pool, is_certain: false }
    }

    /// The method is sqlx's, by the path that it is called by.
    #[must_use]
    pub fn certain(self) -> Self {
        Self { is_certain: true, ..self }
    }

    fn recorder(&self, op: RoundTripOp) -> Recorder {
        op.recorder_on(server_of_pool(&self.pool))
    }

    /// `begin`. The pool is asked for a connection here, so that the wait is not in the span of `BEGIN`.
    pub fn begin<'c, F>(self, plain: F, op: RoundTripOp) -> impl Future<Output = F::Output> + use<'c, F, DB>
    where
        F: Future<Output = Result<Transaction<'c, DB>, Error>>,
    {
        let own = Own::unless(self.is_certain || returns(Pool::<DB>::begin, &plain), plain);
        async move {
            match own {
                Own::Sqlx => self.begin_on_acquired(None, op).await,
                Own::Program(plain) => plain.await,
            }
        }
    }

    /// `begin_with`.
    pub fn begin_with<'c, F>(
        self,
        plain: F,
        statement: Option<SqlStr>,
        op: RoundTripOp,
    ) -> impl Future<Output = F::Output> + use<'c, F, DB>
    where
        F: Future<Output = Result<Transaction<'c, DB>, Error>>,
    {
        let own = Own::unless(
            statement.is_some()
                && (returns(|pool: &Pool<DB>| pool.begin_with(""), &plain)
                    || returns(|pool: &Pool<DB>| pool.begin_with(SqlStr::from_static("")), &plain)),
            plain,
        );
        async move {
            match own {
                Own::Sqlx => self.begin_on_acquired(statement, op).await,
                Own::Program(plain) => plain.await,
            }
        }
    }

    /// `try_begin`: there is no wait.
    pub fn try_begin<'c, F>(self, plain: F, op: RoundTripOp) -> impl Future<Output = F::Output> + use<'c, F, DB>
    where
        F: Future<Output = Result<Option<Transaction<'c, DB>>, Error>>,
    {
        let own = Own::unless(self.is_certain || returns(Pool::<DB>::try_begin, &plain), plain);
        async move {
            match own {
                Own::Sqlx => self.begin_if_idle(None, op).await,
                Own::Program(plain) => plain.await,
            }
        }
    }

    /// `try_begin_with`.
    pub fn try_begin_with<'c, F>(
        self,
        plain: F,
        statement: Option<SqlStr>,
        op: RoundTripOp,
    ) -> impl Future<Output = F::Output> + use<'c, F, DB>
    where
        F: Future<Output = Result<Option<Transaction<'c, DB>>, Error>>,
    {
        let own = Own::unless(
            statement.is_some()
                && (returns(|pool: &Pool<DB>| pool.try_begin_with(""), &plain)
                    || returns(|pool: &Pool<DB>| pool.try_begin_with(SqlStr::from_static("")), &plain)),
            plain,
        );
        async move {
            match own {
                Own::Sqlx => self.begin_if_idle(statement, op).await,
                Own::Program(plain) => plain.await,
            }
        }
    }

    /// `acquire`: the wait alone.
    pub fn acquire<F>(self, plain: F, op: RoundTripOp) -> impl Future<Output = F::Output> + use<F, DB>
    where
        F: Future<Output = Result<PoolConnection<DB>, Error>>,
    {
        let own = Own::unless(self.is_certain || returns(Pool::<DB>::acquire, &plain), plain);
        async move {
            match own {
                Own::Sqlx => self.acquired(op).await,
                Own::Program(plain) => plain.await,
            }
        }
    }

    /// The statement of a COPY that is awaited at once.
    pub fn copy<'s>(&self, statement: &'s str, op: RoundTripOp) -> CopyStatement<'s> {
        CopyStatement::new(statement, op, server_of_pool(&self.pool))
    }

    /// A COPY that takes rows, and is awaited later.
    pub fn copy_in<T, F>(self, plain: F, op: RoundTripOp) -> impl Future<Output = F::Output> + use<T, F, DB>
    where
        F: Future<Output = Result<T, Error>>,
    {
        let server = server_of_pool(&self.pool);
        LaterCopy { op, server }.copy_in(plain)
    }

    /// A COPY that returns rows, and is awaited later.
    pub fn copy_out<'c, B, F>(self, plain: F, op: RoundTripOp) -> impl Future<Output = F::Output> + use<'c, B, F, DB>
    where
        B: Deref<Target = [u8]> + Send + 'c,
        F: Future<Output = Result<BoxStream<'c, Result<B, Error>>, Error>>,
    {
        let server = server_of_pool(&self.pool);
        LaterCopy { op, server }.copy_out(plain)
    }

    /// Pools have no such method: this one is the program's own.
    #[must_use]
    pub fn transaction(self, _: RoundTripOp) -> NoTransaction {
        NoTransaction
    }

    /// What the program's own method of this name returns.
    pub fn migration<F>(self, plain: F, _: RoundTripOp) -> F {
        plain
    }

    /// Pools have no such methods: this one is the program's own.
    pub fn in_session<F>(self, plain: F, _: RoundTripOp) -> F {
        plain
    }

    /// The server of its connections.
    #[must_use]
    #[expect(clippy::unnecessary_wraps, reason = "other receivers do not know it")]
    pub fn origin(self) -> Origin {
        Some(server_of_pool(&self.pool))
    }

    /// Which of its connections, is not known yet.
    #[must_use]
    pub fn place(self) -> Option<usize> {
        None
    }

    /// There is no transaction.
    #[must_use]
    pub fn settled(self, _: Settled) -> Self {
        self
    }

    /// There is no transaction to watch.
    #[must_use]
    pub fn watch(self, _: RoundTripOp, _: &TransactionGroup) -> DropWatch {
        DropWatch::inert()
    }

    pub(super) async fn begin_on_acquired<'c>(
        self,
        statement: Option<SqlStr>,
        op: RoundTripOp,
    ) -> Result<Transaction<'c, DB>, Error> {
        let recorder = self.recorder(op);
        match acquire(&self.pool, recorder.waiter()).await {
            Ok(connection) => begin(connection, statement, recorder).await,
            Err(error) => {
                recorder.end_with(Some(&error));
                Err(error)
            }
        }
    }

    pub(super) async fn begin_if_idle<'c>(
        self,
        statement: Option<SqlStr>,
        op: RoundTripOp,
    ) -> Result<Option<Transaction<'c, DB>>, Error> {
        match self.pool.try_acquire() {
            Some(connection) => begin(connection, statement, self.recorder(op)).await.map(Some),
            None => Ok(None),
        }
    }

    pub(super) async fn acquired(self, op: RoundTripOp) -> Result<PoolConnection<DB>, Error> {
        let recorder = self.recorder(op);
        let connection = acquire(&self.pool, recorder.waiter()).await;
        recorder.forget();
        connection
    }
}

/// Whose method it was that returned a future.
enum Own<F> {
    /// sqlx's: another future takes the place of this one, which has not begun.
    Sqlx,
    /// One of the program's, on a type that dereferences to a pool, which does what it does.
    Program(Pin<Box<F>>),
}

impl<F> Own<F> {
    fn unless(of_sqlx: bool, plain: F) -> Self {
        if of_sqlx { Self::Sqlx } else { Self::Program(Box::pin(plain)) }
    }
}

/// Whether this is what a method of sqlx's returns. Its type has no name to write, but one to compare.
fn returns<P, G, F>(_: impl Fn(P) -> G, _: &F) -> bool {
    type_name::<F>() == type_name::<G>()
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
