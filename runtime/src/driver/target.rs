//! Where a pool connects to.

use super::system::System;

/// A database server, as far as the options of a connection name it.
#[derive(Debug)]
pub(crate) struct Target {
    pub(crate) system: &'static System,
    pub(crate) namespace: Option<String>,
    pub(crate) address: Option<String>,
    pub(crate) port: Option<u16>,
}
