//! Rows that a query returned or changed, and bytes that it copied.

use std::sync::atomic::{AtomicU64, Ordering};

/// No count was seen, as opposed to a count of none.
const NOT_COUNTED: u64 = u64::MAX;

/// A count of rows or bytes. It has one writer at a time, so a plain load and store do.
#[derive(Debug)]
pub(super) struct Count(AtomicU64);

impl Count {
    pub(super) const fn new() -> Self {
        Self(AtomicU64::new(NOT_COUNTED))
    }

    pub(super) fn add(&self, count: u64) {
        self.0.store(self.get().unwrap_or(0).saturating_add(count), Ordering::Relaxed);
    }

    pub(super) fn get(&self) -> Option<u64> {
        let rows = self.0.load(Ordering::Relaxed);
        (rows != NOT_COUNTED).then_some(rows)
    }
}
