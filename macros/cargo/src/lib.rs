#![doc = include_str!("../README.md")]
#![warn(missing_docs, missing_debug_implementations)]

pub mod baseline;
pub mod check;
mod cli;
pub mod coverage;
pub mod database;
pub mod findings;
pub mod inventory;
pub mod report;
mod resolve;
pub mod workspace;

pub use cli::main;
