//! Identities within one function.

/// Where a connection was taken from its pool.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OriginId(pub usize);

/// The watch over one transaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WatchId(pub usize);
