//! `begin`, `commit`, `rollback` and `acquire` in annotated functions: told apart from methods of the same names by the
//! type of what they are called on.
//!
//! The emitted code asks a place for its [receiver](Probe), by type, and lets that trace the future of the user's own
//! call: `Probe(&tx).probed().commit(tx.commit(), ..)`. What is no place, such as `self.pool()`, passes
//! [through](Through) by value instead. What is not sqlx's comes back as it was.

mod application_name;
mod given;
mod of_connection;
mod of_pool;
mod probe;
mod step;
mod through;
mod watch;

pub use self::given::{AnyGiven, Given};
pub use self::probe::{Probe, receivers};
pub use self::step::Step;
pub use self::through::{AnyThrough, Through};
pub use self::watch::Watch;
