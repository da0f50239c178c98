//! `conn.transaction(|tx| ..)`: sqlx begins, lends the transaction to a closure, and ends it by what that results in. Its
//! round trips are before and behind what the closure returns.

use std::marker::PhantomData;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

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
    pub fn inside<R, E, F>(self, body: Pin<Box<F>>) -> Pin<Box<impl Future<Output = Result<R, E>> + use<R, E, F>>>
    where
        F: Future<Output = Result<R, E>> + ?Sized,
    {
        self.0.begun();
        Box::pin(async move {
            let result = body.await;
            // A rollback that fails hides what made it necessary; one that succeeds results in just that.
            self.0.ending(result.is_ok());
            result
        })
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

/// Errors of sqlx.
#[derive(Debug)]
pub struct OfSqlx;

impl DescribesError<Error> for OfSqlx {
    fn end(recorder: &Recorder, error: Option<&Error>) {
        recorder.end_with(error);
    }
}

/// Errors of the program, into which it makes those of sqlx.
#[derive(Debug)]
pub struct OfProgram;

impl<E> DescribesError<E> for OfProgram {
    fn end(recorder: &Recorder, error: Option<&E>) {
        recorder.end(&Outcome::ended(error.map(|_| Failure::other())));
    }
}

/// The future of a call, of which it is not known what its error is.
#[derive(Debug)]
pub struct Plain<F>(pub F);

impl<R, F: Future<Output = Result<R, Error>>> Plain<F> {
    /// Its error is sqlx's.
    pub fn described(self) -> TransactionEnd<F, OfSqlx> {
        TransactionEnd { plain: self.0, error: PhantomData }
    }
}

/// Every other future, and what is none.
pub trait AnyPlain {
    /// What the call returned.
    type Returned;

    /// Nothing is known of its error.
    fn described(self) -> TransactionEnd<Self::Returned, OfProgram>;
}

impl<F> AnyPlain for Plain<F> {
    type Returned = F;

    fn described(self) -> TransactionEnd<F, OfProgram> {
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
