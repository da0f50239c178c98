//! Tags of a request: set around a future, seen by every query in it.

use std::borrow::Cow;
use std::cell::RefCell;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use pin_project_lite::pin_project;

use crate::task_local::InForce;

/// Tags of a request, in force while a future of [`scope`] is polled.
type Tags = Arc<[(Cow<'static, str>, Cow<'static, str>)]>;

thread_local! {
    static CURRENT: RefCell<Option<Tags>> = const { RefCell::new(None) };
}

/// Runs `future` with tags of the request, such as its `route`, for the comments of the queries in it. They hold across
/// every `.await`, and go with the future when it moves to another thread. Of a scope in a scope, the inner value of a
/// key wins.
///
/// Tags that differ from request to request would make every text new to the server's statement cache, so they are
/// written only where a text is not cached: to the statements that [`CommentMode::Sampled`](crate::CommentMode) traces,
/// and to those that never are, as of `raw_sql`.
///
/// A task that is spawned has no scope of its own: give it one with [`inherit`].
///
/// ```
/// # async fn handle(id: i64) {}
/// # async fn serve(id: i64) {
/// sqlspan::comment::scope([("route", "/orders/{id}")], handle(id)).await;
/// # }
/// ```
pub fn scope<K, V, F>(tags: impl IntoIterator<Item = (K, V)>, future: F) -> Scope<F>
where
    K: Into<Cow<'static, str>>,
    V: Into<Cow<'static, str>>,
    F: Future,
{
    let tags = tags.into_iter().map(|(key, value)| (key.into(), value.into())).collect();
    Scope { future, tags: State::New(tags) }
}

/// Gives `future`, which is to be spawned, the tags that are in force here.
///
/// ```
/// # async fn handle() {}
/// # async fn serve() {
/// tokio::spawn(sqlspan::comment::inherit(handle()));
/// # }
/// ```
pub fn inherit<F: Future>(future: F) -> Scope<F> {
    Scope { future, tags: State::Known(current()) }
}

/// The tags in force.
pub(super) fn current() -> Option<Tags> {
    // While a thread is being torn down there are none.
    CURRENT.try_with(|current| current.borrow().clone()).ok().flatten()
}

pin_project! {
    /// The future of [`scope`] and [`inherit`].
    #[derive(Debug)]
    #[must_use = "futures do nothing unless they are polled"]
    pub struct Scope<F> {
        #[pin]
        future: F,
        tags: State,
    }
}

#[derive(Debug)]
enum State {
    /// Not polled yet: what is in force outside is not known.
    New(Tags),
    Known(Option<Tags>),
}

impl State {
    fn known(&mut self) -> Option<Tags> {
        if let Self::New(tags) = self {
            *self = Self::Known(Some(match current() {
                None => Arc::clone(tags),
                Some(outer) => outer
                    .iter()
                    .filter(|(key, _)| tags.iter().all(|(other, _)| other != key))
                    .chain(tags.iter())
                    .cloned()
                    .collect(),
            }));
        }
        match self {
            Self::Known(tags) => tags.clone(),
            Self::New(_) => None,
        }
    }
}

impl<F: Future> Future for Scope<F> {
    type Output = F::Output;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.project();
        let _in_force = InForce::enter(&CURRENT, this.tags.known());
        this.future.poll(cx)
    }
}
