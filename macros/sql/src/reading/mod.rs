//! The reading of a text, as data.

mod operation;
mod questions;
mod tables;
mod target;
mod text;

pub use operation::{Operation, Operations};
pub use tables::Tables;
pub use target::{Target, Targets};
pub use text::{Reading, read};
