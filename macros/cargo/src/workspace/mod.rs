//! The sources of a workspace as cargo and the compiler see them: packages, targets, and the modules of each target
//! across files.
//!
//! Each file is read once, whatever the number of modules that it is. What is made of it is up to the caller: syntax
//! trees don't leave the thread that made them.

pub mod declarations;
mod drivers;
pub mod error;
pub mod files;
pub mod metadata;
mod parallel;
pub mod tree;

pub use error::Error;
pub use files::{FileId, Unread};
pub use metadata::{Package, Target, TargetKind};
pub use tree::{Module, Tree};
