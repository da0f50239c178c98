//! A stream written as an async block that sends its items: what holds a connection and that connection's own stream
//! at once, without unsafe code.

use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};

use futures_core::Stream;
use pin_project_lite::pin_project;

/// Where the block puts an item and the stream takes it: one at a time.
type Slot<T> = Arc<Mutex<Option<T>>>;

/// The block's side.
pub(super) struct Sender<T>(Slot<T>);

impl<T> Sender<T> {
    /// Hands one item over and waits until the stream is asked for the next.
    pub(super) async fn send(&self, item: T) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(item);
        std::future::poll_fn(|_| {
            let taken = self.0.lock().unwrap_or_else(PoisonError::into_inner).is_none();
            if taken { Poll::Ready(()) } else { Poll::Pending }
        })
        .await;
    }
}

pin_project! {
    struct Generator<T, F> {
        slot: Slot<T>,
        finished: bool,
        #[pin]
        block: F,
    }
}

/// The stream of the items that the block sends.
pub(super) fn generate<T, F: Future<Output = ()>>(block: impl FnOnce(Sender<T>) -> F) -> impl Stream<Item = T> {
    let slot = Slot::default();
    let block = block(Sender(Arc::clone(&slot)));
    Generator { slot, finished: false, block }
}

impl<T, F: Future<Output = ()>> Stream for Generator<T, F> {
    type Item = T;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<T>> {
        let this = self.project();
        if *this.finished {
            return Poll::Ready(None);
        }
        let polled = this.block.poll(cx);
        let item = this.slot.lock().unwrap_or_else(PoisonError::into_inner).take();
        *this.finished = polled.is_ready();
        if item.is_none() && !*this.finished { Poll::Pending } else { Poll::Ready(item) }
    }
}
