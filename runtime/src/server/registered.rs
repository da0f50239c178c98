//! The pools that the program registers.

use std::sync::OnceLock;

use super::observed::Observed;
use crate::driver::DatabaseSystem;
use crate::settings::{CommentMode, Comments, PoolSettings, Setting};

/// A pool that was registered, and what can be changed of it.
#[derive(Debug)]
pub(crate) struct RegisteredPool {
    pub(crate) name: &'static str,
    /// The system that was stated for it.
    pub(super) system: Option<DatabaseSystem>,
    pub(crate) comments: Option<Comments>,
    pub(crate) persistent: bool,
    /// The mode of its own; without one, that of the process is in force.
    pub(crate) comment_mode: Setting<Option<CommentMode>>,
    #[cfg_attr(not(feature = "metrics"), expect(dead_code, reason = "the metrics observe it"))]
    pub(crate) observed: Observed,
}

impl RegisteredPool {
    pub(super) fn new(settings: PoolSettings, observed: Observed) -> Self {
        let PoolSettings { name, system, comments, persistent } = settings;
        let comment_mode = Setting::new(comments.as_ref().map(|comments| comments.mode));
        Self { name: String::leak(name), system, comments, persistent, comment_mode, observed }
    }
}

/// Of the same registration: each pool has its own.
impl PartialEq for RegisteredPool {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

impl Eq for RegisteredPool {}

static POOLS: OnceLock<Vec<&'static RegisteredPool>> = OnceLock::new();

/// Notes the pools of the process, which are registered once.
pub(super) fn note_pools(pools: Vec<&'static RegisteredPool>) {
    let _ = POOLS.set(pools);
}

/// The pools that were registered.
pub(crate) fn registered_pools() -> &'static [&'static RegisteredPool] {
    POOLS.get().map_or(&[], Vec::as_slice)
}

/// The pool that was registered under a name.
pub(crate) fn registered_pool(name: &str) -> Option<&'static RegisteredPool> {
    registered_pools().iter().copied().find(|pool| pool.name == name)
}
