//! The settings of the process, from the program's side: stated once at start-up, changed through the handle.

mod builder;
mod check;
mod environment;
mod handle;
mod install_error;
mod pools;

pub use self::builder::TelemetryBuilder;
pub use self::handle::{Telemetry, UnknownPool};
pub use self::install_error::InstallError;
