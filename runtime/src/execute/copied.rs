//! What a COPY returns, as it goes to whoever reads it.

use std::ops::Deref;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;
use futures_core::stream::BoxStream;
use sqlx::Error;

use super::stream_guard::{Held, StreamGuard};
use crate::recorder::Recorder;

/// The stream of a COPY, which counts its bytes and ends its span.
struct Copied<'c, B> {
    // The guard last: what it says is of the stream as it was.
    pieces: BoxStream<'c, Result<B, Error>>,
    guard: StreamGuard<B>,
}

/// The pieces of a COPY that has started. How many rows they are is not known: a piece need not be one.
pub(crate) fn copied<'c, B>(
    pieces: BoxStream<'c, Result<B, Error>>,
    recorder: Recorder,
) -> BoxStream<'c, Result<B, Error>>
where
    B: Deref<Target = [u8]> + Send + 'c,
{
    recorder.count_copied(0);
    Box::pin(Copied { pieces, guard: StreamGuard::new(Held::Owned(recorder), false, count_bytes) })
}

fn count_bytes<B: Deref<Target = [u8]>>(recorder: &Recorder, piece: &B) {
    recorder.count_copied(piece.len() as u64);
}

impl<B> Stream for Copied<'_, B> {
    type Item = Result<B, Error>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        this.guard.poll_next(Pin::new(&mut this.pieces), cx)
    }
}
