//! A database's answers: which one it is, a scratch schema on it, and what it says of a statement that it is to prepare.
//!
//! Nothing is executed on a database that was named, but for what makes and drops a scratch database next to it.

mod address;
mod connection;
mod error;
mod migrations;
mod prepare;
mod scratch;

pub use address::{Address, password};
pub use connection::Connection;
pub use error::Error;
pub use migrations::Migrations;
pub use prepare::{Outcome, Refusal, RefusalKind};
pub use scratch::Scratch;
