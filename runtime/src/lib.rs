#![doc = include_str!("../docs/crate.md")]
#![cfg_attr(docsrs, feature(doc_cfg))]
#![warn(missing_docs, missing_debug_implementations)]

mod call_site;
pub mod comment;
mod diagnose;
mod driver;
mod emitted;
mod execute;
pub mod guide;
mod lint;
#[cfg(not(feature = "n-plus-one"))]
mod n_plus_one;
#[cfg(feature = "n-plus-one")]
pub mod n_plus_one;
mod recorder;
mod round_trip;
mod server;
mod settings;
mod signals;
mod task_local;
mod telemetry;
#[cfg(not(feature = "testing"))]
mod testing;
#[cfg(feature = "testing")]
pub mod testing;
mod text;

pub use opentelemetry;
pub use sqlspan_macros::{repository, traced};
pub use sqlspan_sql::Dialect;

pub use crate::comment::BindSkipReason;
pub use crate::diagnose::{Diagnosis, Finding, Verdict, diagnose};
pub use crate::driver::DatabaseSystem;
pub use crate::settings::{
    CommentMode, CommentPosition, Comments, Conventions, PoolSettings, QueryText, Transactions, Waits,
};
pub use crate::telemetry::{InstallError, Telemetry, TelemetryBuilder, UnknownPool};

/// What emitted code names. Not part of the public interface: it changes with the macro.
#[doc(hidden)]
pub mod __private {
    pub use crate::emitted::*;
}
