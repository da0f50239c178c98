//! A registered pool, as it is observed.

use std::fmt;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Mutex, PoisonError};

use sqlx::{Database, Pool};

/// How many connections a pool has, and may have.
#[derive(Clone, Copy, Debug)]
pub(super) struct Connections {
    pub(super) open: i64,
    pub(super) idle: i64,
    pub(super) max: i64,
    pub(super) min: i64,
}

/// A pool that is observed. It is kept until it is closed: sqlx has no weak reference to a pool.
pub(crate) struct Observed {
    pending: AtomicI64,
    ask: Mutex<Option<Ask>>,
}

type Ask = Box<dyn Fn() -> Option<Connections> + Send>;

impl fmt::Debug for Observed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Observed").field("pending", &self.pending).finish_non_exhaustive()
    }
}

impl Observed {
    pub(crate) fn new<DB: Database>(pool: &Pool<DB>) -> Self {
        let pool = pool.clone();
        let ask = move || {
            let options = pool.options();
            (!pool.is_closed()).then(|| Connections {
                open: pool.size().into(),
                idle: i64::try_from(pool.num_idle()).unwrap_or(i64::MAX),
                max: options.get_max_connections().into(),
                min: options.get_min_connections().into(),
            })
        };
        Self { pending: AtomicI64::new(0), ask: Mutex::new(Some(Box::new(ask))) }
    }

    /// `None` when the pool was closed: then it is let go.
    pub(super) fn connections(&self) -> Option<Connections> {
        let mut ask = self.ask.lock().unwrap_or_else(PoisonError::into_inner);
        let connections = ask.as_ref()?();
        if connections.is_none() {
            *ask = None;
        }
        connections
    }

    /// How many requests for a connection wait.
    pub(super) fn pending(&self) -> i64 {
        self.pending.load(Ordering::Relaxed)
    }

    pub(super) fn request_begins(&self) {
        self.pending.fetch_add(1, Ordering::Relaxed);
    }

    pub(super) fn request_ends(&self) {
        self.pending.fetch_sub(1, Ordering::Relaxed);
    }
}
