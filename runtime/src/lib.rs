#![doc = include_str!("../docs/crate.md")]
#![cfg_attr(docsrs, feature(doc_cfg))]
#![warn(missing_docs, missing_debug_implementations)]

mod call_site;
mod check;
pub mod comment;
mod conventions;
mod diagnose;
mod execute;
mod failure;
#[cfg(feature = "n-plus-one")]
mod in_force_here;
mod lint;
#[cfg(feature = "metrics")]
mod metrics;
#[cfg(not(feature = "metrics"))]
#[path = "no_metrics.rs"]
mod metrics;
#[cfg(feature = "n-plus-one")]
pub mod n_plus_one;
#[cfg(not(feature = "n-plus-one"))]
#[path = "no_n_plus_one.rs"]
mod n_plus_one;
mod parent;
mod pool_settings;
mod server;
mod span;
mod telemetry;
#[cfg(feature = "testing")]
pub mod testing;
#[cfg(not(feature = "testing"))]
#[path = "no_testing.rs"]
mod testing;
mod text;
mod transaction;
mod wait;

#[doc(hidden)]
pub mod __private;
pub mod guide;

pub use opentelemetry;
pub use sqlspan_macros::{repository, traced};
pub use sqlspan_sql::Dialect;

pub use crate::comment::{CommentMode, CommentPosition, Comments, Refusal};
pub use crate::conventions::Conventions;
pub use crate::diagnose::{Diagnosis, Finding, Verdict, diagnose};
pub use crate::pool_settings::{DatabaseSystem, PoolSettings};
pub use crate::telemetry::{InstallError, QueryText, Telemetry, TelemetryBuilder, UnknownPool};
pub use crate::wait::Waits;
