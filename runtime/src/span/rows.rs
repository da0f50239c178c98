//! Rows that a query returned or changed.

use std::any::Any;
use std::sync::atomic::{AtomicU64, Ordering};

/// No count was seen, as opposed to a count of none.
const NOT_COUNTED: u64 = u64::MAX;

/// A count of rows. It has one writer at a time, so a plain load and store do.
#[derive(Debug)]
pub(super) struct Count(AtomicU64);

impl Count {
    pub(super) const fn new() -> Self {
        Self(AtomicU64::new(NOT_COUNTED))
    }

    pub(super) fn add(&self, rows: u64) {
        self.0.store(self.get().unwrap_or(0).saturating_add(rows), Ordering::Relaxed);
    }

    pub(super) fn get(&self) -> Option<u64> {
        let rows = self.0.load(Ordering::Relaxed);
        (rows != NOT_COUNTED).then_some(rows)
    }
}

/// Rows that a statement changed, of the drivers whose feature is on: sqlx has no trait for it.
#[cfg_attr(
    not(any(feature = "postgres", feature = "mysql", feature = "sqlite", feature = "any")),
    expect(unused_variables, reason = "only drivers whose feature is on are looked into")
)]
pub(super) fn affected_rows(result: &dyn Any) -> Option<u64> {
    #[cfg(feature = "postgres")]
    if let Some(result) = result.downcast_ref::<sqlx::postgres::PgQueryResult>() {
        return Some(result.rows_affected());
    }
    #[cfg(feature = "mysql")]
    if let Some(result) = result.downcast_ref::<sqlx::mysql::MySqlQueryResult>() {
        return Some(result.rows_affected());
    }
    #[cfg(feature = "sqlite")]
    if let Some(result) = result.downcast_ref::<sqlx_sqlite::SqliteQueryResult>() {
        return Some(result.rows_affected());
    }
    #[cfg(feature = "any")]
    if let Some(result) = result.downcast_ref::<sqlx::any::AnyQueryResult>() {
        return Some(result.rows_affected());
    }
    None
}
