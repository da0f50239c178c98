//! What the tests share: databases of their own ([`Fixture`]), spans of their own ([`Trace`]), and what a span must
//! say ([`Expect`]).

#![allow(clippy::expect_used, clippy::panic, reason = "a test that can't go on says so by panicking")]

mod expect;
mod fixture;
mod fresh_crate;
mod systems;
mod trace;

pub use expect::{Expect, Server};
pub use fixture::Fixture;
pub use fresh_crate::{FreshCrate, workspace};
pub use systems::System;
pub use trace::Trace;
