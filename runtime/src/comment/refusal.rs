//! Where the mode `Bound` could not add its bind parameter: counted, and said once for each call site.

use std::collections::HashSet;
use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

use crate::call_site::CallSite;

/// Why a statement could not carry the trace context as a bind parameter. The statement runs all the same, with the
/// comment of [`CommentMode::Constant`](crate::CommentMode).
///
/// ```
/// assert_eq!(sqlspan::Refusal::NotPostgres.to_string(), "the server is not known to be PostgreSQL");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Refusal {
    /// The database is another one, or only speaks PostgreSQL's protocol.
    NotPostgres,
    /// `raw_sql` and its like have no bind parameters. Their text is never cached, so it carries the trace context
    /// itself.
    NoArguments,
    /// The placeholders of the text are not as many as the arguments, or can't be told: the parameter could be taken
    /// for a missing argument.
    PlaceholdersDiffer,
    /// The statement has the 65,535 arguments that the protocol allows.
    TooManyArguments,
    /// The arguments are of a driver whose feature (`postgres`, `any`) is off.
    UnknownArguments,
}

impl Refusal {
    pub(crate) const ALL: [Self; 5] = [
        Self::NotPostgres,
        Self::NoArguments,
        Self::PlaceholdersDiffer,
        Self::TooManyArguments,
        Self::UnknownArguments,
    ];

    const fn reason(self) -> &'static str {
        match self {
            Self::NotPostgres => "the server is not known to be PostgreSQL",
            Self::NoArguments => "the statement has no bind parameters; its text carries the trace context itself",
            Self::PlaceholdersDiffer => "the placeholders do not match the arguments, or can't be told",
            Self::TooManyArguments => "the statement has as many arguments as the protocol allows",
            Self::UnknownArguments => "the arguments are of a driver whose feature of sqlspan is off",
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.reason())
    }
}

static COUNTS: [AtomicU64; Refusal::ALL.len()] = [const { AtomicU64::new(0) }; Refusal::ALL.len()];

/// How often a reason applied since the process began.
pub(crate) fn count(refusal: Refusal) -> u64 {
    COUNTS[refusal as usize].load(Ordering::Relaxed)
}

pub(super) fn note(refusal: Refusal, site: &'static CallSite) {
    static SAID: Mutex<Option<HashSet<(usize, Refusal)>>> = Mutex::new(None);
    COUNTS[refusal as usize].fetch_add(1, Ordering::Relaxed);
    let address = std::ptr::from_ref(site) as usize;
    let new =
        SAID.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert_with(HashSet::new).insert((address, refusal));
    if !new {
        return;
    }
    let CallSite { function, file, line, .. } = site;
    let reason = refusal.reason();
    if refusal == Refusal::NoArguments {
        tracing::info!(target: "sqlspan", %function, %file, line, "no trace context in a bind parameter: {reason}");
    } else {
        tracing::warn!(target: "sqlspan", %function, %file, line, "no trace context in a bind parameter: {reason}");
    }
}
