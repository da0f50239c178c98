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
/// assert_eq!(sqlspan::BindSkipReason::NotPostgres.to_string(), "the server is not known to be PostgreSQL");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum BindSkipReason {
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

impl BindSkipReason {
    const ALL: [Self; 5] = [
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

impl fmt::Display for BindSkipReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.reason())
    }
}

static COUNTS: [AtomicU64; BindSkipReason::ALL.len()] = [const { AtomicU64::new(0) }; BindSkipReason::ALL.len()];

/// How often each reason applied since the process began, without those that never did.
pub(crate) fn bind_skips() -> Vec<(BindSkipReason, u64)> {
    let counted = BindSkipReason::ALL.map(|reason| (reason, COUNTS[reason as usize].load(Ordering::Relaxed)));
    counted.into_iter().filter(|(_, count)| *count > 0).collect()
}

pub(super) fn note_bind_skip(reason: BindSkipReason, site: &'static CallSite) {
    static SAID: Mutex<Option<HashSet<(usize, BindSkipReason)>>> = Mutex::new(None);
    COUNTS[reason as usize].fetch_add(1, Ordering::Relaxed);
    let address = std::ptr::from_ref(site) as usize;
    let new =
        SAID.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert_with(HashSet::new).insert((address, reason));
    if !new {
        return;
    }
    let CallSite { function, file, line, .. } = site;
    let words = reason.reason();
    if reason == BindSkipReason::NoArguments {
        tracing::info!(target: "sqlspan", %function, %file, line, "no trace context in a bind parameter: {words}");
    } else {
        tracing::warn!(target: "sqlspan", %function, %file, line, "no trace context in a bind parameter: {words}");
    }
}
