//! What depends on the deployment: the types of the settings, and those in force.
//!
//! A [`Settings`] is what the program states. [`IN_FORCE`] is what queries read: every setting is one field of it, and
//! [`Setting::set`] is how each is changed while the process runs.

mod comments;
mod conventions;
mod in_force;
#[cfg(feature = "n-plus-one")]
mod n_plus_one;
mod pool;
mod providers;
mod query_text;
mod setting;
mod transactions;
mod waits;

pub(crate) use self::comments::Group;
pub use self::comments::{CommentMode, CommentPosition, Comments};
pub use self::conventions::Conventions;
pub(crate) use self::in_force::{IN_FORCE, Settings};
#[cfg(feature = "n-plus-one")]
pub(crate) use self::n_plus_one::Limits;
#[cfg(feature = "n-plus-one")]
pub use self::n_plus_one::NPlusOne;
pub use self::pool::PoolSettings;
#[cfg(feature = "metrics")]
pub(crate) use self::providers::MeterProvider;
pub(crate) use self::providers::Providers;
pub use self::query_text::QueryText;
pub(crate) use self::setting::Setting;
pub use self::transactions::Transactions;
pub use self::waits::Waits;
