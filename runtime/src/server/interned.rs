//! A database server, as queries carry it.

use std::sync::{PoisonError, RwLock};

use super::registered::RegisteredPool;
use crate::driver::{SYSTEMS, System, Target};

/// A database server as spans name it. Interned for the life of the process, so that a query copies a reference and
/// its attributes borrow: the number of servers is bounded by the databases that the process is configured for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Server {
    pub(crate) system: &'static System,
    pub(crate) namespace: Option<&'static str>,
    pub(crate) address: Option<&'static str>,
    pub(crate) port: Option<u16>,
    /// All of that in one text.
    described: &'static str,
    /// What was settled for the pool, where it is registered.
    pub(crate) pool: Option<&'static RegisteredPool>,
}

/// What the macro saw of a connection's origin: the server of the pool that it came from, if it was a pool.
pub type Origin = Option<&'static Server>;

impl Server {
    const fn system_only(system: &'static System) -> Self {
        Self { system, namespace: None, address: None, port: None, described: system.name, pool: None }
    }

    /// `db.client.connection.pool.name`: as registered, else `address:port/namespace`.
    pub(crate) fn pool_name(&self) -> &'static str {
        self.pool.map_or(self.described, |pool| pool.name)
    }
}

/// The servers of which nothing but their system is known, as in [`SYSTEMS`].
pub(super) static SYSTEM_ONLY: [Server; SYSTEMS.len()] = {
    let mut servers = [Server::system_only(SYSTEMS[0]); SYSTEMS.len()];
    let mut position = 1;
    while position < SYSTEMS.len() {
        servers[position] = Server::system_only(SYSTEMS[position]);
        position += 1;
    }
    servers
};

/// The server that a pool connects to; `pool` where it is registered.
pub(super) fn intern(target: &Target, pool: Option<&'static RegisteredPool>) -> &'static Server {
    static INTERNED: RwLock<Vec<&'static Server>> = RwLock::new(Vec::new());
    let server = Server {
        system: target.system,
        namespace: target.namespace.as_deref().map(intern_text),
        address: target.address.as_deref().map(intern_text),
        port: target.port,
        described: intern_text(&describe(target)),
        pool,
    };
    let mut interned = INTERNED.write().unwrap_or_else(PoisonError::into_inner);
    if let Some(same) = interned.iter().find(|same| ***same == server) {
        return same;
    }
    let server: &'static Server = Box::leak(Box::new(server));
    interned.push(server);
    server
}

fn describe(target: &Target) -> String {
    let address = target.address.as_deref().unwrap_or_default();
    let port = target.port.map(|port| format!(":{port}")).unwrap_or_default();
    match &target.namespace {
        Some(namespace) if address.is_empty() => namespace.clone(),
        Some(namespace) => format!("{address}{port}/{namespace}"),
        None if address.is_empty() => target.system.name.to_owned(),
        None => format!("{address}{port}"),
    }
}

/// One copy of a text for the life of the process.
fn intern_text(text: &str) -> &'static str {
    static TEXTS: RwLock<Vec<&'static str>> = RwLock::new(Vec::new());
    let mut texts = TEXTS.write().unwrap_or_else(PoisonError::into_inner);
    if let Some(same) = texts.iter().find(|same| **same == text) {
        return same;
    }
    let text: &'static str = Box::leak(text.into());
    texts.push(text);
    text
}
