//! Around a future: what records its queries.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use pin_project_lite::pin_project;

use super::queries::Queries;
use super::sink::{CURRENT, Sink, current};
use crate::task_local::InForce;

/// Records the query calls that run inside of `future`, and returns them beside its result. It holds across every
/// `.await`, and goes with the future when it moves to another thread; what runs beside it at the same time, such as
/// another test, is not seen. A capture in a capture records for both.
///
/// A task that is spawned is not inside, since it can outlive the future: give it to the capture with [`inherit`].
///
/// ```
/// # async fn handle() {}
/// # async fn test() {
/// let ((), queries) = sqlspan::testing::capture(handle()).await;
/// assert!(queries.is_empty());
/// # }
/// ```
pub fn capture<F: IntoFuture>(future: F) -> Capture<F::IntoFuture> {
    Capture { future: future.into_future(), sink: None }
}

/// Gives `future`, which is to be spawned, to the capture that is in force here: its queries are recorded as far as they
/// began before the captured future ended. Where there is none, it does nothing.
///
/// ```
/// # async fn handle() {}
/// # async fn test() {
/// let (_, queries) = sqlspan::testing::capture(async {
///     tokio::spawn(sqlspan::testing::inherit(handle())).await
/// })
/// .await;
/// # }
/// ```
pub fn inherit<F: IntoFuture>(future: F) -> Inherit<F::IntoFuture> {
    Inherit { future: future.into_future(), sink: current() }
}

pin_project! {
    /// The future of [`capture`].
    #[derive(Debug)]
    #[must_use = "futures do nothing unless they are polled"]
    pub struct Capture<F> {
        #[pin]
        future: F,
        // Made at the first poll: a capture around it is known then.
        sink: Option<Arc<Sink>>,
    }
}

impl<F: Future> Future for Capture<F> {
    type Output = (F::Output, Queries);

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.project();
        let sink = this.sink.get_or_insert_with(|| Arc::new(Sink::inside(current())));
        let output = {
            let _recording = InForce::enter(&CURRENT, Some(Arc::clone(sink)));
            ready!(this.future.poll(cx))
        };
        Poll::Ready((output, sink.queries()))
    }
}

pin_project! {
    /// The future of [`inherit`].
    #[derive(Debug)]
    #[must_use = "futures do nothing unless they are polled"]
    pub struct Inherit<F> {
        #[pin]
        future: F,
        sink: Option<Arc<Sink>>,
    }
}

impl<F: Future> Future for Inherit<F> {
    type Output = F::Output;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.project();
        let _recording = InForce::enter(&CURRENT, this.sink.clone());
        this.future.poll(cx)
    }
}
