//! The metrics of the database conventions. They go to the global meter provider, looked up for every query, or to that
//! of the settings; where there is none, nothing is timed and nothing allocated. Where the feature is off, none of it is
//! there: [`noop`](self) has the same functions.

#[cfg(feature = "metrics")]
mod instruments;
#[cfg(not(feature = "metrics"))]
mod noop;
mod operation;
#[cfg(feature = "metrics")]
mod recorded;

#[cfg(not(feature = "metrics"))]
pub(crate) use self::noop::*;
pub(crate) use self::operation::Operation;
#[cfg(feature = "metrics")]
pub(crate) use self::recorded::*;
