//! Futures and streams, as plain sqlx has them.

use std::pin::Pin;

use futures_core::Stream as _;
use futures_core::future::BoxFuture;
use futures_core::stream::BoxStream;

use super::generator::generate;

/// A boxed future, where plain sqlx has one.
pub fn boxed<'e, T>(future: impl Future<Output = T> + Send + 'e) -> BoxFuture<'e, T> {
    Box::pin(future)
}

/// The stream that a future results in.
pub fn flatten<'e, T: Send + 'e>(stream: impl Future<Output = BoxStream<'e, T>> + Send + 'e) -> BoxStream<'e, T> {
    Box::pin(generate(move |sender| async move {
        let mut items = stream.await;
        while let Some(item) = std::future::poll_fn(|cx| Pin::new(&mut items).poll_next(cx)).await {
            sender.send(item).await;
        }
    }))
}
