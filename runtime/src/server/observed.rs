//! A registered pool, as it is observed.

use std::fmt;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Mutex, PoisonError};

/// How many connections a pool has, and may have.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Connections {
    pub(crate) open: i64,
    pub(crate) idle: i64,
    pub(crate) max: i64,
    pub(crate) min: i64,
}

/// Asks a pool for its connections; `None` when it was closed.
pub(super) type Ask = Box<dyn Fn() -> Option<Connections> + Send>;

/// A pool that is observed. It is kept until it is closed: sqlx has no weak reference to a pool.
pub(crate) struct Observed {
    pending: AtomicI64,
    ask: Mutex<Option<Ask>>,
}

impl fmt::Debug for Observed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Observed").field("pending", &self.pending).finish_non_exhaustive()
    }
}

impl Observed {
    /// Observes a pool; `None` where nobody would look.
    pub(super) fn new(ask: Option<Ask>) -> Self {
        Self { pending: AtomicI64::new(0), ask: Mutex::new(ask) }
    }

    /// `None` when the pool was closed: then it is let go.
    pub(crate) fn connections(&self) -> Option<Connections> {
        let mut ask = self.ask.lock().unwrap_or_else(PoisonError::into_inner);
        let connections = ask.as_ref()?();
        if connections.is_none() {
            *ask = None;
        }
        connections
    }

    /// How many requests for a connection wait.
    pub(crate) fn pending(&self) -> i64 {
        self.pending.load(Ordering::Relaxed)
    }

    pub(crate) fn request_begins(&self) {
        self.pending.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn request_ends(&self) {
        self.pending.fetch_sub(1, Ordering::Relaxed);
    }
}
