//! `conn.transaction(|tx| ..)`: sqlx begins, lends the transaction to a closure, and ends it by what that results in. Its
//! round trips are before and behind what the closure returns.

use std::any::Any;
use std::marker::PhantomData;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{self, Poll, ready};

use sqlx::{Database, Error};

use super::op::{RoundTripOp, beginning, committing, rolling_back};
use crate::recorder::Recorder;
use crate::server::Server;
use crate::signals::{Failure, Outcome};

/// A call of `transaction` on a connection of sqlx's.
#[derive(Debug)]
pub struct TransactionCall(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    op: RoundTripOp,
    server: &'static Server,
    /// How deep in transactions the connection was, where that is known.
    depth: Option<usize>,
    phase: Mutex<Phase>,
}

#[derive(Debug)]
enum Phase {
    NotBegun,
    Beginning(Recorder),
    /// What the closure returned is at work; the recorder is for a transaction that is dropped.
    Inside(Recorder),
    Committing(Recorder),
    /// Its failure would hide the one that made it necessary; the two can't be told apart.
    RollingBack(Recorder),
    Ended,
}

impl TransactionCall {
    pub(super) fn new<DB: Database>(op: RoundTripOp, depth: Option<usize>) -> Self {
        let server = op.server::<DB>();
        Self(Arc::new(Shared { op, server, depth, phase: Mutex::new(Phase::NotBegun) }))
    }

    /// What goes into the closure.
    #[must_use]
    pub fn inside(&self) -> Inside {
        Inside(Arc::clone(&self.0))
    }

    /// The call, traced.
    pub fn ended<R, E, F, D>(self, end: TransactionEnd<F, D>) -> impl Future<Output = Result<R, E>>
    where
        F: Future<Output = Result<R, E>>,
        D: DescribesError<E>,
    {
        // The future in a box, so that the one around it does not hold it twice.
        let (dropped, plain) = (Dropped(self.0), Box::pin(end.plain));
        async move {
            dropped.0.begin();
            let result = plain.await;
            dropped.0.end::<E, D>(result.as_ref().err());
            result
        }
    }
}

impl Shared {
    fn phase(&self) -> MutexGuard<'_, Phase> {
        self.phase.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn recorder(&self) -> Recorder {
        self.op.recorder_on(self.server)
    }

    fn begin(&self) {
        let recorder = self.recorder();
        let (name, text) = beginning(self.depth.unwrap_or(0));
        recorder.start_step(name, text);
        *self.phase() = Phase::Beginning(recorder);
    }

    /// The closure has the transaction.
    fn begun(&self) {
        let waiting = self.recorder();
        if let Phase::Beginning(recorder) = std::mem::replace(&mut *self.phase(), Phase::Inside(waiting)) {
            recorder.end(&Outcome::ended(None));
        }
    }

    /// What the closure returned is done.
    fn ending(&self, commits: bool) {
        let mut phase = self.phase();
        if let Phase::Inside(recorder) = std::mem::replace(&mut *phase, Phase::Ended) {
            let depth = self.depth.unwrap_or(0) + 1;
            let (name, text) = if commits { committing(depth) } else { rolling_back(depth) };
            recorder.start_step(name, text);
            *phase = if commits { Phase::Committing(recorder) } else { Phase::RollingBack(recorder) };
        }
    }

    fn end<E, D: DescribesError<E>>(&self, error: Option<&E>) {
        match std::mem::replace(&mut *self.phase(), Phase::Ended) {
            Phase::Beginning(recorder) | Phase::Committing(recorder) => D::end(&recorder, error),
            Phase::RollingBack(recorder) => recorder.end(&Outcome::ended(None)),
            Phase::Inside(recorder) => recorder.forget(),
            Phase::NotBegun | Phase::Ended => {}
        }
    }
}

/// Tells what becomes of a transaction whose future is dropped.
struct Dropped(Arc<Shared>);

impl Drop for Dropped {
    fn drop(&mut self) {
        // A recorder that is dropped while its statement runs says itself that it was cancelled.
        if let Phase::Inside(recorder) = std::mem::replace(&mut *self.0.phase(), Phase::Ended) {
            let (name, text) = rolling_back(self.0.depth.unwrap_or(0) + 1);
            recorder.dropped(name, text);
        }
    }
}

/// What goes into the closure of sqlx's `transaction`.
#[derive(Debug)]
pub struct Inside(Arc<Shared>);

impl Inside {
    /// Itself, which the closure takes.
    #[must_use]
    pub fn taken(self) -> Self {
        self
    }

    /// What the closure returns.
    #[must_use]
    pub fn inside<F: ?Sized>(self, body: Pin<Box<F>>) -> Pin<Box<Body<F>>> {
        self.0.begun();
        Box::pin(Body { body, inside: self })
    }
}

/// What the closure returns, until it is done. A type with a name: a future that hides its type would have to outlive
/// what it results in.
#[derive(Debug)]
pub struct Body<F: ?Sized> {
    body: Pin<Box<F>>,
    inside: Inside,
}

impl<R, E, F: Future<Output = Result<R, E>> + ?Sized> Future for Body<F> {
    type Output = Result<R, E>;

    fn poll(mut self: Pin<&mut Self>, context: &mut task::Context<'_>) -> Poll<Result<R, E>> {
        let result = ready!(self.body.as_mut().poll(context));
        // A rollback that fails hides what made it necessary; one that succeeds results in just that.
        self.inside.0.ending(result.is_ok());
        Poll::Ready(result)
    }
}

/// The future of a call of `transaction`, and what its error says.
#[derive(Debug)]
pub struct TransactionEnd<F, D> {
    plain: F,
    error: PhantomData<D>,
}

/// What an error says to a span.
pub trait DescribesError<E> {
    /// Ends a span with it, if there is one.
    fn end(recorder: &Recorder, error: Option<&E>);
}

/// Errors that own what they say: those of sqlx are known among them.
#[derive(Debug)]
pub struct Known;

impl<E: 'static> DescribesError<E> for Known {
    fn end(recorder: &Recorder, error: Option<&E>) {
        match error.map(|error| (error as &dyn Any).downcast_ref::<Error>()) {
            None => recorder.end_with(None),
            Some(Some(error)) => recorder.end_with(Some(error)),
            Some(None) => recorder.end(&Outcome::ended(Some(Failure::other()))),
        }
    }
}

/// Errors of any type.
#[derive(Debug)]
pub struct Unknown;

impl<E> DescribesError<E> for Unknown {
    fn end(recorder: &Recorder, error: Option<&E>) {
        recorder.end(&Outcome::ended(error.map(|_| Failure::other())));
    }
}

/// The future of a call.
#[derive(Debug)]
pub struct Plain<F>(pub F);

impl<F> Plain<F> {
    /// Its error may be sqlx's. The type of the error may be settled behind the call only, so nothing here may ask for it.
    pub fn of_owned_error(self) -> TransactionEnd<F, Known> {
        TransactionEnd { plain: self.0, error: PhantomData }
    }

    /// Its error is of a type parameter, perhaps: then nothing is known of it.
    pub fn of_any_error(self) -> TransactionEnd<F, Unknown> {
        TransactionEnd { plain: self.0, error: PhantomData }
    }
}

/// A method of this name on another type.
#[derive(Clone, Copy, Debug)]
pub struct NoTransaction;

/// What goes into its closure.
#[derive(Debug)]
pub struct Outside;

#[expect(clippy::unused_self, reason = "as that of sqlx's, so that the emitted code need not know which it is")]
impl NoTransaction {
    /// What goes into the closure: for ever there, so that the closure may be called wherever it could be.
    #[must_use]
    pub fn inside(self) -> &'static Outside {
        &Outside
    }

    /// What the call returns.
    pub fn ended<F, D>(self, end: TransactionEnd<F, D>) -> F {
        end.plain
    }
}

#[expect(clippy::unused_self, reason = "as that of sqlx's, so that the emitted code need not know which it is")]
impl Outside {
    /// Itself: borrowed for ever, so that the closure holds nothing that could end.
    #[must_use]
    pub fn taken(&'static self) -> &'static Self {
        self
    }

    /// What the closure returns.
    pub fn inside<T>(&self, body: T) -> T {
        body
    }
}
