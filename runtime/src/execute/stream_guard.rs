//! The end of a stream's span: exhausted, failed, dropped early or panicked.

use std::ops::Deref;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};

use futures_core::stream::BoxStream;
use sqlx::Error;

use crate::recorder::Recorder;

/// A recorder, the stream's own or shared with its executor.
#[derive(Debug)]
pub(super) enum Held {
    Owned(Recorder),
    Shared(Arc<Recorder>),
}

impl Deref for Held {
    type Target = Recorder;

    fn deref(&self) -> &Recorder {
        match self {
            Self::Owned(recorder) => recorder,
            Self::Shared(recorder) => recorder,
        }
    }
}

/// Ends the span when it is dropped: a stream that is dropped early has ended normally, with the rows counted so far.
#[derive(Debug)]
pub(super) struct StreamGuard<T> {
    recorder: Held,
    count: fn(&Recorder, &T),
    /// Whether sqlx is at work: a panic of its own is the query's, one of whoever reads the stream is not.
    polling: AtomicBool,
}

impl<T> StreamGuard<T> {
    pub(super) fn new(recorder: Held, has_rows: bool, count: fn(&Recorder, &T)) -> Self {
        if has_rows {
            recorder.expect_rows();
        }
        Self { recorder, count, polling: AtomicBool::new(false) }
    }

    pub(super) fn recorder(&self) -> &Recorder {
        &self.recorder
    }

    /// Polls the query's stream for its next item, and counts it.
    pub(super) fn poll_next(
        &self,
        items: Pin<&mut BoxStream<'_, Result<T, Error>>>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<T, Error>>> {
        self.polling.store(true, Ordering::Relaxed);
        let polled = items.get_mut().as_mut().poll_next(cx);
        self.polling.store(false, Ordering::Relaxed);
        match &polled {
            Poll::Ready(Some(Ok(item))) => (self.count)(&self.recorder, item),
            Poll::Ready(Some(Err(error))) => self.recorder.end_with(Some(error)),
            Poll::Ready(None) => self.recorder.end_with(None),
            Poll::Pending => {}
        }
        polled
    }
}

impl<T> Drop for StreamGuard<T> {
    fn drop(&mut self) {
        if !*self.polling.get_mut() {
            self.recorder.end_with(None);
        }
    }
}
