//! What the tests share: databases of their own ([`Fixture`]), servers ([`OwnPostgres`] and others) and processes
//! ([`alone`]), spans of their own ([`Trace`]), and what a span must say ([`Expect`]).

#![allow(clippy::expect_used, clippy::panic, reason = "a test that can't go on says so by panicking")]

mod alone;
mod expect;
mod fixture;
mod fresh_crate;
mod meter;
mod own_server;
mod systems;
mod trace;

pub use alone::{alone, alone_with, block_on, in_every_mode};
pub use expect::{Expect, Server};
pub use fixture::{Fixture, SEED};
pub use fresh_crate::{FreshCrate, workspace};
pub use meter::{Meter, Series, Value};
pub use own_server::{Logged, OwnMariaDb, OwnOtlpReceiver, OwnPgBouncer, OwnPostgres, Received, program};
pub use systems::System;
pub use trace::{Trace, all_spans};
