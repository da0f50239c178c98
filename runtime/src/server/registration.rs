//! Pools that are to be registered.

use sqlx::{Database, Pool};

use super::identity::Identity;
use super::interned::intern;
use super::observed::{Ask, Connections, Observed};
use super::registered::{RegisteredPool, note_pools};
use super::registry::{note_registered, target};
use crate::driver::{DatabaseSystem, System, Target};
use crate::settings::PoolSettings;

/// A pool that is to be registered.
pub(crate) struct Registration {
    pub(crate) settings: PoolSettings,
    target: Target,
    identity: Identity,
    /// Keeps the pool until then.
    ask: Ask,
}

impl Registration {
    pub(crate) fn new<DB: Database>(pool: &Pool<DB>, settings: PoolSettings) -> Self {
        Self { settings, target: target(pool), identity: Identity::of_pool(pool), ask: ask(pool) }
    }

    pub(crate) fn name(&self) -> &str {
        &self.settings.name
    }

    /// Whether both are of one pool.
    pub(crate) fn is_same_pool(&self, other: &Self) -> bool {
        self.identity.is_same(&other.identity)
    }

    /// The system that its driver is made for.
    pub(crate) fn driver_system(&self) -> &'static System {
        self.target.system
    }

    /// The system that it is of: the stated one, else its driver's.
    pub(crate) fn system(&self) -> &'static System {
        self.settings.system.map_or(self.target.system, DatabaseSystem::system)
    }

    fn register(self) -> &'static RegisteredPool {
        let system = self.system();
        let Self { settings, target, identity, ask } = self;
        let observed = Observed::new(cfg!(feature = "metrics").then_some(ask));
        let registered: &'static RegisteredPool = Box::leak(Box::new(RegisteredPool::new(settings, observed)));
        note_registered(identity, intern(&Target { system, ..target }, Some(registered)));
        registered
    }
}

/// Makes the pools of the process known, once in its life.
pub(crate) fn register_pools(registrations: Vec<Registration>) {
    note_pools(registrations.into_iter().map(Registration::register).collect());
}

fn ask<DB: Database>(pool: &Pool<DB>) -> Ask {
    let pool = pool.clone();
    Box::new(move || {
        let options = pool.options();
        (!pool.is_closed()).then(|| Connections {
            open: pool.size().into(),
            idle: i64::try_from(pool.num_idle()).unwrap_or(i64::MAX),
            max: options.get_max_connections().into(),
            min: options.get_min_connections().into(),
        })
    })
}
