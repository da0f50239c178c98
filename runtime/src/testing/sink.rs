//! Where queries are recorded, and what records on this thread.

use std::cell::RefCell;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::queries::Queries;
use super::query::Query;

thread_local! {
    pub(super) static CURRENT: RefCell<Option<Arc<Sink>>> = const { RefCell::new(None) };
}

/// What records here.
pub(super) fn current() -> Option<Arc<Sink>> {
    CURRENT.try_with(|current| current.borrow().clone()).ok().flatten()
}

/// Where queries are recorded, in the order in which they begin.
#[derive(Debug)]
pub(super) struct Sink {
    outer: Option<Arc<Sink>>,
    records: Mutex<Vec<Record>>,
}

/// Shared by the query that goes on and by all who record it.
pub(super) type Record = Arc<Mutex<Query>>;

impl Sink {
    pub(super) fn inside(outer: Option<Arc<Sink>>) -> Self {
        Self { outer, records: Mutex::default() }
    }

    pub(super) fn add(&self, record: &Record) {
        lock(&self.records).push(Arc::clone(record));
        if let Some(outer) = &self.outer {
            outer.add(record);
        }
    }

    /// All of them, as they are now.
    pub(super) fn queries(&self) -> Queries {
        Queries::new(lock(&self.records).iter().map(|record| lock(record).clone()).collect())
    }
}

pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
