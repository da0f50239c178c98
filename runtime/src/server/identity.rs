//! What makes a pool the same pool: sqlx has no identity for one.

use std::any::{Any, TypeId};
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::task::{Context, Waker};

use sqlx::pool::CloseEvent;
use sqlx::{Database, Pool};

/// One pool.
pub(super) struct Identity {
    /// Where the options of its connections are in memory, as long as nobody sets others. The weak reference keeps the
    /// address from being given to other options.
    connect_options: usize,
    alive: Weak<dyn Any + Send + Sync>,
    /// Where the pool itself is in memory. Another one can be there when it is dropped.
    pool: usize,
    /// Comes when the pool is closed, or dropped: asked where that decides, since it costs a lock.
    closed: Mutex<CloseEvent>,
    database: TypeId,
}

impl Identity {
    pub(super) fn of_pool<DB: Database>(pool: &Pool<DB>) -> Self {
        let options: Arc<dyn Any + Send + Sync> = pool.connect_options();
        Self {
            connect_options: address(&options),
            alive: Arc::downgrade(&options),
            pool: place(pool),
            closed: Mutex::new(pool.close_event()),
            database: TypeId::of::<DB>(),
        }
    }

    /// Whether these are the options of its connections.
    pub(super) fn has_options(&self, connect_options: usize) -> bool {
        self.connect_options == connect_options
    }

    /// Whether both are of one pool. Its options may have been set anew in between.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        self.connect_options == other.connect_options || (self.pool == other.pool && self.is_open())
    }

    pub(super) fn is_of<DB: Database>(&self) -> bool {
        self.database == TypeId::of::<DB>()
    }

    /// Whether anybody has the pool still, or a connection of it.
    pub(super) fn is_alive(&self) -> bool {
        self.alive.strong_count() > 0 || self.is_open()
    }

    /// Whether the pool still gives connections away.
    pub(super) fn is_open(&self) -> bool {
        let mut closed = self.closed.lock().unwrap_or_else(PoisonError::into_inner);
        Pin::new(&mut *closed).poll(&mut Context::from_waker(Waker::noop())).is_pending()
    }
}

/// Where options are in memory.
pub(super) fn address<T: ?Sized>(options: &Arc<T>) -> usize {
    Arc::as_ptr(options).cast::<()>().addr()
}

/// Where a pool is in memory: its settings are a part of it, which never moves.
fn place<DB: Database>(pool: &Pool<DB>) -> usize {
    std::ptr::from_ref(pool.options()).addr()
}
