#![doc = include_str!("../docs/crate.md")]
#![cfg_attr(docsrs, feature(doc_cfg))]
#![warn(missing_docs, missing_debug_implementations)]

mod call_site;
mod check;
mod conventions;
mod execute;
mod failure;
mod lint;
mod parent;
mod server;
mod span;
mod telemetry;
mod text;

#[doc(hidden)]
pub mod __private;
pub mod guide;

pub use opentelemetry;
pub use sqlspan_macros::{repository, traced};
pub use sqlspan_sql::Dialect;

pub use crate::telemetry::{DatabaseSystem, InstallError, PoolSettings, QueryText, Telemetry, TelemetryBuilder};
