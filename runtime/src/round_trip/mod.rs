//! Round trips with a statement of sqlx's own in annotated functions, `begin`, `commit`, `listen`, `ping`: told apart from
//! methods of the same names by the type of what they are called on.
//!
//! The emitted code asks a place for its [receiver](Probe), by type, and lets that trace the future of the user's own
//! call: `Probe(&tx).probed().commit(tx.commit(), ..)`, if that is [what sqlx returns](Returned). What is no place, such as `self.pool()`, passes
//! by [value](ByValue) instead. What is not sqlx's comes back as it was.

mod application_name;
mod begin_statement;
mod by_value;
mod callback;
mod copy;
mod copying;
mod drop_watch;
mod group;
#[cfg(feature = "migrate")]
mod migration;
mod of_sqlx;
mod on_connection;
mod on_pool;
mod op;
mod probe;
mod returned;
mod session;

pub use self::begin_statement::{AnyBeginStatement, BeginStatement};
pub use self::by_value::{AnyByValue, AnyMigrating, ByValue};
pub use self::callback::Plain;
pub use self::copy::{AnyCopyEnd, CopyEnd, CopyWatch};
pub use self::copying::{AnyCopyStatement, AnyCopying};
pub use self::drop_watch::DropWatch;
pub use self::group::{AnyBegin, Begin, TransactionGroup};
pub use self::op::RoundTripOp;
pub use self::probe::{Probe, receivers};
pub use self::returned::{AnyCopyResult, AnyReturned, CopyResult, Returned};
pub use self::session::AnyInSession;
