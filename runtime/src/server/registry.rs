//! The pools that are known, and the servers of the queries on them.

use std::sync::{PoisonError, RwLock};

use sqlx::{Database, Pool};

use super::identity::{Identity, address};
use super::interned::{Origin, SYSTEM_ONLY, Server, intern};
use crate::call_site::CallSite;
use crate::driver::{self, DatabaseSystem, SYSTEMS, Target};

/// One pool that is known.
struct Known {
    identity: Identity,
    server: &'static Server,
}

impl Known {
    fn name(&self) -> Option<&'static str> {
        self.server.pool.map(|pool| pool.name)
    }
}

static KNOWN: RwLock<Vec<Known>> = RwLock::new(Vec::new());

/// The server of a pool, noted on first sight.
pub(crate) fn server_of_pool<DB: Database>(pool: &Pool<DB>) -> &'static Server {
    let options = address(&pool.connect_options());
    {
        let known = KNOWN.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = known.iter().find(|known| known.identity.has_options(options)) {
            return known.server;
        }
    }
    note_seen(pool)
}

/// Notes a pool that is new, or has new options: what was settled for it when it was registered goes on to hold.
fn note_seen<DB: Database>(pool: &Pool<DB>) -> &'static Server {
    let (identity, target) = (Identity::of_pool(pool), target(pool));
    let mut known = KNOWN.write().unwrap_or_else(PoisonError::into_inner);
    let same = known.iter().find(|known| known.identity.is_same(&identity));
    let registered = same.and_then(|known| known.server.pool);
    let system = registered.and_then(|pool| pool.system).map_or(target.system, DatabaseSystem::system);
    let server = intern(&Target { system, ..target }, registered);
    put(&mut known, identity, server);
    server
}

/// Makes a registered pool known, in the place of what was noted on sight.
pub(super) fn note_registered(identity: Identity, server: &'static Server) {
    put(&mut KNOWN.write().unwrap_or_else(PoisonError::into_inner), identity, server);
}

fn put(known: &mut Vec<Known>, identity: Identity, server: &'static Server) {
    known.retain(|known| known.identity.is_alive() && !known.identity.is_same(&identity));
    known.push(Known { identity, server });
}

/// Where a pool connects to. Of a driver whose feature is off only the system is known.
pub(super) fn target<DB: Database>(pool: &Pool<DB>) -> Target {
    driver::target(pool.connect_options().as_ref()).unwrap_or_else(|| Target {
        system: SYSTEMS[const { driver::position(DB::NAME) }],
        namespace: None,
        address: None,
        port: None,
    })
}

/// The server of a query that runs on a connection of `DB`.
pub(crate) fn server_of_connection<DB: Database>(site: &CallSite, origin: Origin) -> &'static Server {
    if let Some(server) = origin {
        return server;
    }
    let known = KNOWN.read().unwrap_or_else(PoisonError::into_inner);
    // Pools that were only seen are left out: others may not have been seen yet, and the query would be put on a
    // server that it does not go to.
    let mut same = known
        .iter()
        .filter(|known| known.name().is_some() && known.identity.is_of::<DB>() && known.identity.is_alive());
    if let Some(name) = site.pool {
        // A name that nobody registered says nothing of the server.
        return same.find(|known| known.name() == Some(name)).map_or_else(system_only::<DB>, |known| known.server);
    }
    match (same.next(), same.next()) {
        (Some(only), None) => only.server,
        (Some(first), Some(second)) => {
            // A pool that is closed has no connections.
            let mut open = [first, second].into_iter().chain(same).filter(|known| known.identity.is_open());
            match (open.next(), open.next()) {
                (Some(only), None) => only.server,
                _ => system_only::<DB>(),
            }
        }
        _ => system_only::<DB>(),
    }
}

/// The server of which only the system is known.
fn system_only<DB: Database>() -> &'static Server {
    const { &SYSTEM_ONLY[driver::position(DB::NAME)] }
}
