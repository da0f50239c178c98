//! How a query gets to its executor: told apart by type, with the span around it. With `round_trip`, `driver` and the
//! registry of pools, the only rooms that name types of sqlx's.

mod acquire;
mod boxed;
mod check;
mod connection;
mod copied;
mod end;
mod executor;
mod failure;
mod generator;
mod pool;
mod stream_guard;
mod traced_query;
mod tracing_executor;

pub use sqlx::Executor;

pub(crate) use self::acquire::acquire;
pub use self::boxed::{boxed, flatten};
pub use self::check::{AnyExecutor, Checked, NotAQuery};
pub use self::connection::AnyLocated;
pub(crate) use self::copied::copied;
pub use self::executor::{AnySource, Receiver, executor};
#[cfg(feature = "migrate")]
pub(crate) use self::failure::outcome;
