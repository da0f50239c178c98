//! Queries that are meant to repeat, where the loop is in code that no attribute is on.

use std::cell::RefCell;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::future::FusedFuture;
use pin_project_lite::pin_project;

use crate::task_local::InForce;

thread_local! {
    static ALLOWED: RefCell<Option<()>> = const { RefCell::new(None) };
}

/// Runs `future` without reporting what repeats in it: a loop that has to be one by one. It is to code that no
/// attribute is on what `#[traced(allow(n_plus_one))]` is to annotated code. A task that is spawned inside is on its own.
///
/// ```
/// # struct Orders;
/// # impl Orders { async fn archive(&self, _: i64) -> sqlx::Result<()> { Ok(()) } }
/// # async fn archive_all(orders: &Orders, ids: &[i64]) -> sqlx::Result<()> {
/// // Each in its own time, so that no lock is held for long.
/// sqlspan::n_plus_one::allow(async {
///     for id in ids {
///         orders.archive(*id).await?;
///     }
///     Ok(())
/// })
/// .await
/// # }
/// ```
pub fn allow<F: IntoFuture>(future: F) -> Allow<F::IntoFuture> {
    Allow { future: future.into_future() }
}

pin_project! {
    /// The future of [`allow`].
    #[derive(Debug)]
    #[must_use = "futures do nothing unless they are polled"]
    pub struct Allow<F> {
        #[pin]
        future: F,
    }
}

impl<F: Future> Future for Allow<F> {
    type Output = F::Output;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let _allowed = InForce::enter(&ALLOWED, Some(()));
        self.project().future.poll(cx)
    }
}

impl<F: FusedFuture> FusedFuture for Allow<F> {
    fn is_terminated(&self) -> bool {
        self.future.is_terminated()
    }
}

/// Whether what is polled on this thread is allowed to repeat.
#[inline]
pub(crate) fn is_allowed() -> bool {
    ALLOWED.try_with(|allowed| allowed.borrow().is_some()).unwrap_or(false)
}
