//! Why settings were refused.

use std::fmt;

use crate::settings::CommentMode;

/// Why [`TelemetryBuilder::install`](crate::TelemetryBuilder::install) refused.
///
/// ```
/// # fn main() -> Result<(), sqlspan::InstallError> {
/// use sqlspan::{InstallError, Telemetry};
///
/// let _telemetry = Telemetry::builder().install()?;
/// assert_eq!(Telemetry::builder().install().unwrap_err(), InstallError::AlreadyInstalled);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum InstallError {
    /// The process has settings: change them through the handle that the first `install` returned.
    AlreadyInstalled,
    /// Two pools were given this name: `pool = ".."` could not tell them apart.
    DuplicatePool(String),
    /// One pool was given two names.
    PoolTwice {
        /// The name that it was given first.
        first: String,
        /// The other one.
        second: String,
    },
    /// The pool's driver does not serve the system that was stated for it.
    WrongSystem {
        /// The pool.
        pool: String,
        /// What was stated.
        stated: &'static str,
        /// What the driver says.
        driver: &'static str,
    },
    /// The pool was given a comment mode that only PostgreSQL has.
    NeedsPostgres {
        /// The pool.
        pool: String,
        /// The mode.
        mode: CommentMode,
        /// What the pool is of.
        system: &'static str,
    },
    /// A variable of the environment has a value that is none of its own.
    Variable {
        /// The variable.
        name: &'static str,
        /// What it can be.
        expected: &'static str,
    },
}

impl fmt::Display for InstallError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AlreadyInstalled => f.write_str(
                "sqlspan's settings are installed already: keep the handle that the first `install` returned and \
                 change them through it",
            ),
            Self::DuplicatePool(name) => {
                write!(f, "two pools are named `{name}`: give each pool a name of its own")
            }
            Self::PoolTwice { first, second } => {
                write!(f, "one pool is registered as `{first}` and as `{second}`: keep one of them")
            }
            Self::WrongSystem { pool, stated, driver } => {
                write!(f, "the pool `{pool}` is stated to be `{stated}`, but its driver is that of `{driver}`")
            }
            Self::NeedsPostgres { pool, mode, system } => write!(
                f,
                "the comment mode `{mode:?}` is for PostgreSQL, and the pool `{pool}` is of `{system}`: use `Constant` or \
                 `Sampled`"
            ),
            // Without the value: nobody knows what was put into the wrong variable.
            Self::Variable { name, expected } => write!(f, "`{name}` must be {expected}"),
        }
    }
}

impl std::error::Error for InstallError {}
