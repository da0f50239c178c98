//! Which database a query goes to, and how that is found: through the pool; on a connection, through what the macro
//! saw in the same function, the pool that the call site names, or the only registered pool of that driver.

mod identity;
mod interned;
#[cfg_attr(not(feature = "metrics"), expect(dead_code, reason = "the metrics observe it"))]
mod observed;
mod registered;
mod registration;
mod registry;

pub use self::interned::{Origin, Server};
#[cfg(feature = "metrics")]
pub(crate) use self::observed::Connections;
pub(crate) use self::registered::{registered_pool, registered_pools};
pub(crate) use self::registration::{Registration, register_pools};
pub(crate) use self::registry::{server_of_connection, server_of_pool};
