//! COPY: its span starts with the statement, and ends with the rows.

use std::borrow::Cow;
use std::ops::Deref;
use std::sync::{Mutex, PoisonError};

use futures_core::stream::BoxStream;
use sqlx::Error;

use super::op::RoundTripOp;
use crate::comment::{Arguments, ExecutedStatement, Text};
use crate::execute::copied;
use crate::recorder::Recorder;
use crate::server::Server;
use crate::signals::Outcome;

/// The statement of a COPY that is about to be started.
#[derive(Debug)]
pub struct CopyStatement<'s> {
    statement: &'s str,
    recorder: Recorder,
}

impl<'s> CopyStatement<'s> {
    pub(super) fn new(statement: &'s str, op: RoundTripOp, server: &'static Server) -> Self {
        Self { statement, recorder: Recorder::new(op.site, server, op.parent()) }
    }

    /// Starts the span, and says which text goes to the server.
    #[must_use]
    pub fn start(self) -> (StartedCopy, CopyText<'s>) {
        let Self { statement, recorder } = self;
        let change = match recorder.comments() {
            None => {
                recorder.start(Some(statement));
                None
            }
            Some(comments) => {
                // sqlx sends it by the simple protocol: no statement is prepared, and there are no arguments.
                let arguments = Arguments::None;
                recorder.start_commented(
                    comments,
                    ExecutedStatement { sql: statement, prepared: false, cached: false, arguments },
                )
            }
        };
        let text = match change.map(|change| change.sql) {
            None => Cow::Borrowed(statement),
            Some(Text::Kept(text)) => Cow::Borrowed(text),
            Some(Text::Once(text)) => Cow::Owned(text),
        };
        (StartedCopy(recorder), CopyText(text))
    }
}

/// The text of a COPY as it goes to the server.
#[derive(Debug)]
pub struct CopyText<'s>(Cow<'s, str>);

impl CopyText<'_> {
    /// What the method is given.
    #[must_use]
    pub fn given(&self) -> &str {
        &self.0
    }
}

/// A COPY whose statement is on its way.
#[derive(Debug)]
pub struct StartedCopy(Recorder);

impl StartedCopy {
    /// It takes rows from now on; with nobody to see them sent, its span ends here.
    ///
    /// # Errors
    ///
    /// That of the result.
    pub fn copy_in<T>(self, result: Result<T, Error>, watch: Option<&CopyWatch>) -> Result<T, Error> {
        match (watch, &result) {
            (Some(watch), Ok(_)) => watch.keep(self.0),
            _ => self.0.end_with(result.as_ref().err()),
        }
        result
    }

    /// It is over; nothing more is known.
    pub(super) fn ended(self) {
        self.0.end(&Outcome::ended(None));
    }

    /// It returns rows from now on: its span ends with their stream.
    ///
    /// # Errors
    ///
    /// That of the result.
    pub fn copy_out<'c, B>(
        self,
        result: Result<BoxStream<'c, Result<B, Error>>, Error>,
        _: Option<&CopyWatch>,
    ) -> Result<BoxStream<'c, Result<B, Error>>, Error>
    where
        B: Deref<Target = [u8]> + Send + 'c,
    {
        match result {
            Ok(rows) => Ok(copied(rows, self.0)),
            Err(error) => {
                self.0.end_with(Some(&error));
                Err(error)
            }
        }
    }
}

/// A COPY that is not awaited where it stands: it starts whenever that happens, with the text as it was.
#[derive(Debug)]
pub(super) struct LaterCopy {
    pub(super) op: RoundTripOp,
    pub(super) server: &'static Server,
}

impl LaterCopy {
    fn start(&self) -> StartedCopy {
        let recorder = Recorder::new(self.op.site, self.server, self.op.parent());
        recorder.start(None);
        StartedCopy(recorder)
    }

    // In boxes, so that the futures around them do not hold them twice.

    pub(super) fn copy_in<T>(
        self,
        plain: impl Future<Output = Result<T, Error>>,
    ) -> impl Future<Output = Result<T, Error>> {
        let plain = Box::pin(plain);
        async move {
            let started = self.start();
            started.copy_in(plain.await, None)
        }
    }

    pub(super) fn copy_out<'c, B>(
        self,
        plain: impl Future<Output = Result<BoxStream<'c, Result<B, Error>>, Error>>,
    ) -> impl Future<Output = Result<BoxStream<'c, Result<B, Error>>, Error>>
    where
        B: Deref<Target = [u8]> + Send + 'c,
    {
        let plain = Box::pin(plain);
        async move {
            let started = self.start();
            started.copy_out(plain.await, None)
        }
    }
}

/// Keeps the span of a COPY that takes rows, until it is finished, aborted or dropped.
#[derive(Debug)]
pub struct CopyWatch(Mutex<Option<Recorder>>);

impl CopyWatch {
    /// One that keeps none yet.
    #[must_use]
    pub const fn new() -> Self {
        Self(Mutex::new(None))
    }

    fn keep(&self, recorder: Recorder) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(recorder);
    }

    /// The span, for whoever ends the COPY.
    pub fn take(&self) -> Option<Recorder> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

impl Default for CopyWatch {
    fn default() -> Self {
        Self::new()
    }
}

impl Drop for CopyWatch {
    /// Nobody has finished it: sqlx will tell the server so when the connection is used next.
    fn drop(&mut self) {
        if let Some(recorder) = self.take()
            && !std::thread::panicking()
        {
            recorder.end(&Outcome { failure: None, unfinished: Some("dropped") });
        }
    }
}

/// The future that ends a COPY.
#[derive(Debug)]
pub struct CopyEnd<F>(pub F);

impl<F: Future<Output = Result<u64, Error>>> CopyEnd<F> {
    /// The rows are there, so many.
    ///
    /// # Errors
    ///
    /// Those of sqlx.
    pub async fn finish(self, recorder: Option<Recorder>) -> Result<u64, Error> {
        let result = self.0.await;
        if let Some(recorder) = recorder {
            if let Ok(rows) = &result {
                recorder.count_affected(*rows);
            }
            recorder.end_with(result.as_ref().err());
        }
        result
    }
}

impl<F: Future<Output = Result<(), Error>>> CopyEnd<F> {
    /// The program gives it up.
    ///
    /// # Errors
    ///
    /// Those of sqlx.
    pub async fn abort(self, recorder: Option<Recorder>) -> Result<(), Error> {
        let result = self.0.await;
        if let Some(recorder) = recorder {
            match &result {
                Ok(()) => recorder.end(&Outcome { failure: None, unfinished: Some("aborted") }),
                Err(error) => recorder.end_with(Some(error)),
            }
        }
        result
    }
}

/// The ends of what is not sqlx's.
pub trait AnyCopyEnd {
    /// What the call returned.
    type Returned;

    /// What the call returned.
    fn finish(self, recorder: Option<Recorder>) -> Self::Returned;

    /// What the call returned.
    fn abort(self, recorder: Option<Recorder>) -> Self::Returned;
}

impl<F> AnyCopyEnd for CopyEnd<F> {
    type Returned = F;

    fn finish(self, _: Option<Recorder>) -> F {
        self.0
    }

    fn abort(self, _: Option<Recorder>) -> F {
        self.0
    }
}

/// A statement for a method that is not sqlx's.
#[derive(Debug)]
pub struct ForeignCopy<T>(pub(super) T);

impl<T> ForeignCopy<T> {
    /// Nothing starts here.
    pub fn start(self) -> (NoCopy, ForeignText<T>) {
        (NoCopy, ForeignText(self.0))
    }
}

/// What such a method is given.
#[derive(Debug)]
pub struct ForeignText<T>(T);

impl<T> ForeignText<T> {
    /// What it was.
    pub fn given(self) -> T {
        self.0
    }
}

/// No COPY of sqlx's.
#[derive(Debug)]
pub struct NoCopy;

#[expect(
    clippy::unused_self,
    reason = "as that of a COPY of sqlx's, so that the emitted code need not know which it is"
)]
impl NoCopy {
    /// What the call results in.
    pub fn copy_in<T>(self, result: T, _: Option<&CopyWatch>) -> T {
        result
    }

    /// What the call results in.
    pub fn copy_out<T>(self, result: T, _: Option<&CopyWatch>) -> T {
        result
    }
}
