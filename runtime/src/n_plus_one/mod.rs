//! N+1 while it runs: one query call that a loop repeats, seen by how often it runs under one span. The loop can stand
//! anywhere: in the function, in its caller, or in code that no attribute is on.
//!
//! ```
//! use sqlspan::Telemetry;
//! use sqlspan::n_plus_one::NPlusOne;
//!
//! # fn main() -> Result<(), sqlspan::InstallError> {
//! let telemetry = Telemetry::builder().n_plus_one(NPlusOne::on().more_than(10)).install()?;
//! telemetry.set_n_plus_one(NPlusOne::off());
//! # Ok(())
//! # }
//! ```
//!
//! What is reported, where, and what is not: [the guide](crate::guide::n_plus_one).

#[cfg(feature = "n-plus-one")]
mod allow;
#[cfg(feature = "n-plus-one")]
mod counts;
#[cfg(feature = "n-plus-one")]
mod detector;
#[cfg(feature = "n-plus-one")]
mod key;
#[cfg(not(feature = "n-plus-one"))]
mod noop;
#[cfg(feature = "n-plus-one")]
mod report;
mod started;

#[cfg(feature = "testing")]
pub(crate) use self::allow::is_allowed;
#[cfg(feature = "n-plus-one")]
pub use self::allow::{Allow, allow};
#[cfg(feature = "n-plus-one")]
pub(crate) use self::detector::{Counted, Watch};
#[cfg(not(feature = "n-plus-one"))]
pub use self::noop::allow;
#[cfg(not(feature = "n-plus-one"))]
pub(crate) use self::noop::{Counted, Watch};
pub(crate) use self::started::StartedQuery;
#[cfg(feature = "n-plus-one")]
pub use crate::settings::NPlusOne;
