//! `begin`, `commit` and `rollback` on a connection, a transaction, or what a connection is acquired from.

#![expect(
    clippy::unused_self,
    reason = "every receiver has all methods, so that the emitted code need not know which it is"
)]

use std::borrow::Cow;
use std::marker::PhantomData;
use std::ops::Deref;

use futures_core::stream::BoxStream;
use sqlx::{Database, Error, SqlStr, Transaction};

use super::application_name;
use super::callback::TransactionCall;
use super::copy::{CopyStatement, LaterCopy};
use super::drop_watch::{DropWatch, Settled};
use super::group::TransactionGroup;
use super::op::{RoundTripOp, beginning, committing, end_begin, named_for_certain, rolling_back, stated};
use crate::driver;
use crate::recorder::Recorder;
use crate::server::Origin;
use crate::signals::Group;

/// A connection on which one of the methods is called.
#[derive(Debug)]
pub struct OnConnection<DB: Database> {
    /// How deep in transactions it is, where that is known before the call.
    depth: Option<usize>,
    /// Whether it is a transaction itself.
    transaction: bool,
    /// Where it is, if that is known.
    address: Option<usize>,
    /// The transaction that ends with the call.
    group: Option<Group>,
    database: PhantomData<fn() -> DB>,
}

impl<DB: Database> OnConnection<DB> {
    fn new(depth: Option<usize>, transaction: bool) -> Self {
        Self { depth, transaction, address: None, group: None, database: PhantomData }
    }

    pub(super) fn in_transaction(depth: usize) -> Self {
        Self::new(Some(depth), true)
    }

    pub(super) fn at(depth: usize) -> Self {
        Self::new(Some(depth), false)
    }

    /// How deep exactly, sqlx does not say of every connection.
    pub(super) fn somewhere(in_transaction: bool) -> Self {
        Self::new(if in_transaction { None } else { Some(0) }, false)
    }

    pub(super) fn unknown() -> Self {
        Self::new(None, false)
    }

    /// It is the connection itself, or lends it.
    pub(super) fn address_of<C: ?Sized>(self, connection: &C) -> Self {
        Self { address: Some(std::ptr::from_ref(connection).addr()), ..self }
    }

    /// How deep the transaction was when it began. sqlx's driver for SQLite counts late: one that was dropped inside of
    /// it may still be in its count.
    #[must_use]
    pub fn settled(self, settled: Settled) -> Self {
        Self { depth: settled.depth.or(self.depth), group: settled.group, ..self }
    }

    /// However the method is called.
    #[must_use]
    pub fn certain(self) -> Self {
        self
    }

    /// A connection does not say where it leads.
    #[must_use]
    pub fn origin(self) -> Origin {
        None
    }

    /// Where it is, if that is known.
    #[must_use]
    pub fn place(self) -> Option<usize> {
        self.address
    }

    /// `begin`.
    pub async fn begin<'c, F>(self, plain: F, op: RoundTripOp) -> Result<Transaction<'c, DB>, Error>
    where
        F: Future<Output = Result<Transaction<'c, DB>, Error>>,
    {
        let recorder = op.on(self.address).recorder::<DB>();
        match self.depth {
            Some(depth) => {
                let (name, text) = beginning(depth);
                recorder.start_step(name, text);
            }
            // Named when it is known what it was.
            None => recorder.start_unknown_step("BEGIN"),
        }
        let mut result = plain.await;
        named_for_certain(&recorder, self.depth, &result);
        self.show_trace(&recorder, &mut result).await;
        end_begin(&recorder, result)
    }

    /// `begin_with`.
    pub async fn begin_with<'c, F>(
        self,
        plain: F,
        statement: Option<SqlStr>,
        op: RoundTripOp,
    ) -> Result<Transaction<'c, DB>, Error>
    where
        F: Future<Output = Result<Transaction<'c, DB>, Error>>,
    {
        let recorder = op.on(self.address).recorder::<DB>();
        let (name, text) =
            statement.map_or_else(|| beginning(0), |statement| stated(statement.as_str(), recorder.server()));
        recorder.start_step(name, text);
        let mut result = plain.await;
        self.show_trace(&recorder, &mut result).await;
        end_begin(&recorder, result)
    }

    /// A transaction has begun: its trace stands in `application_name`, where that is wanted. A failure is that of the
    /// transaction.
    async fn show_trace(&self, recorder: &Recorder, begun: &mut Result<Transaction<'_, DB>, Error>) {
        if let (Some(0), Ok(transaction)) = (self.depth, &mut *begun)
            && let Some(statement) = application_name::set_statement(recorder)
            && let Some(set_local) = driver::set_local::<DB>()
            && let Err(error) = set_local(transaction, statement).await
        {
            *begun = Err(error);
        }
    }

    /// `commit`.
    pub fn commit<F>(self, plain: F, op: RoundTripOp) -> impl Future<Output = F::Output> + use<F, DB>
    where
        F: Future<Output = Result<(), Error>>,
    {
        let statement = self.transaction.then(|| committing(self.depth.unwrap_or(1)));
        end_of(self.group, end(plain, statement, op.on(self.address), RoundTripOp::recorder::<DB>))
    }

    /// `rollback`.
    pub fn rollback<F>(self, plain: F, op: RoundTripOp) -> impl Future<Output = F::Output> + use<F, DB>
    where
        F: Future<Output = Result<(), Error>>,
    {
        let statement = self.transaction.then(|| rolling_back(self.depth.unwrap_or(1)));
        end_of(self.group, end(plain, statement, op.on(self.address), RoundTripOp::recorder::<DB>))
    }

    /// The statement of a COPY that is awaited at once.
    pub fn copy<'s>(&self, statement: &'s str, op: RoundTripOp) -> CopyStatement<'s> {
        CopyStatement::new(statement, op.on(self.address), op.server::<DB>())
    }

    /// A COPY that takes rows, and is awaited later.
    pub fn copy_in<T, F>(self, plain: F, op: RoundTripOp) -> impl Future<Output = F::Output> + use<T, F, DB>
    where
        F: Future<Output = Result<T, Error>>,
    {
        let (op, server) = (op.on(self.address), op.server::<DB>());
        LaterCopy { op, server }.copy_in(plain)
    }

    /// A COPY that returns rows, and is awaited later.
    pub fn copy_out<'c, B, F>(self, plain: F, op: RoundTripOp) -> impl Future<Output = F::Output> + use<'c, B, F, DB>
    where
        B: Deref<Target = [u8]> + Send + 'c,
        F: Future<Output = Result<BoxStream<'c, Result<B, Error>>, Error>>,
    {
        let (op, server) = (op.on(self.address), op.server::<DB>());
        LaterCopy { op, server }.copy_out(plain)
    }

    /// `transaction` with a closure.
    #[must_use]
    pub fn transaction(self, op: RoundTripOp) -> TransactionCall {
        TransactionCall::new::<DB>(op.on(self.address), self.depth)
    }

    /// What the program's own method of this name returns.
    pub fn migration<F>(self, plain: F, _: RoundTripOp) -> F {
        plain
    }

    /// `listen`, `ping`, an advisory lock.
    pub fn in_session<T, F>(self, plain: F, op: RoundTripOp) -> impl Future<Output = F::Output> + use<T, F, DB>
    where
        F: Future<Output = Result<T, Error>>,
    {
        op.on(self.address).in_session::<DB, _>(plain)
    }

    /// `acquire` on a connection is there at once; of what it is acquired from otherwise, nothing is known.
    pub fn acquire<F>(self, plain: F, _: RoundTripOp) -> F {
        plain
    }

    /// As only pools have it.
    pub fn try_begin<F>(self, plain: F, _: RoundTripOp) -> F {
        plain
    }

    /// As only pools have it.
    pub fn try_begin_with<F, S>(self, plain: F, _: S, _: RoundTripOp) -> F {
        plain
    }

    /// Watches over a transaction, lest it is dropped unseen.
    #[must_use]
    pub fn watch(self, op: RoundTripOp, group: &TransactionGroup) -> DropWatch {
        match self.depth {
            Some(depth) if self.transaction => {
                let group = self.address.and_then(|address| group.take(address));
                DropWatch::new(op.on(self.address).recorder::<DB>(), depth, group)
            }
            _ => DropWatch::inert(),
        }
    }
}

/// The end of a transaction, and of the span that it has of its own.
fn end_of<T>(group: Option<Group>, end: impl Future<Output = T>) -> impl Future<Output = T> {
    // In boxes, so that the future around it holds neither twice.
    let (group, end) = (group.map(Box::new), Box::pin(end));
    async move {
        let result = end.await;
        drop(group);
        result
    }
}

/// The end of a transaction, in its span.
pub(super) async fn end(
    plain: impl Future<Output = Result<(), Error>>,
    statement: Option<(&'static str, Cow<'static, str>)>,
    op: RoundTripOp,
    recorder: fn(RoundTripOp) -> Recorder,
) -> Result<(), Error> {
    let Some((name, text)) = statement else { return plain.await };
    let recorder = recorder(op);
    recorder.start_step(name, text);
    let result = plain.await;
    recorder.end_with(result.as_ref().err());
    result
}
