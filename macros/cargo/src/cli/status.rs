//! The exit status of a command.

use std::process::ExitCode;

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Status {
    /// All is well.
    Fine,
    /// A threshold is not reached.
    Below,
    /// The input is wrong.
    Wrong,
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        match status {
            Status::Fine => Self::SUCCESS,
            Status::Below => Self::from(1),
            Status::Wrong => Self::from(2),
        }
    }
}
