//! N+1 while it runs: one query call that a loop repeats, seen by how often it runs under one span. The loop can stand
//! anywhere: in the function, in its caller, or in code that no attribute is on.
//!
//! ```
//! use sqlspan::Telemetry;
//! use sqlspan::n_plus_one::NPlusOne;
//!
//! # fn main() -> Result<(), sqlspan::InstallError> {
//! let telemetry = Telemetry::builder().n_plus_one(NPlusOne::on().more_than(10)).install()?;
//! telemetry.set_n_plus_one(NPlusOne::off());
//! # Ok(())
//! # }
//! ```
//!
//! What is reported, where, and what is not: [the guide](crate::guide::n_plus_one).

mod allow;
mod counts;
mod key;
mod report;
mod settings;

use std::sync::LazyLock;
use std::time::Instant;

use opentelemetry::Context;
use opentelemetry::trace::TraceContextExt as _;

#[cfg(feature = "testing")]
pub(crate) use self::allow::is_allowed;
pub use self::allow::{Allow, allow};
use self::counts::{Counts, Crossing};
use self::key::Key;
pub use self::settings::NPlusOne;
pub(crate) use self::settings::put_in_force;
use crate::call_site::{CallSite, Statement};
use crate::server::Server;
use crate::span::Outcome;

/// Whether, and when, the executions of a call are counted.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Watch {
    /// They are not: nobody wants to know, or they are meant to repeat.
    Not,
    /// When its text is known, which is part of what is counted.
    AtStart,
    /// It was, at its first poll: who still waits for a connection is in flight already.
    Counted(Counted),
}

/// One execution that was counted.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Counted {
    hash: u64,
    crossing: Option<Crossing>,
}

/// What is known of a query when it starts.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Execution<'a> {
    pub(crate) site: &'static CallSite,
    pub(crate) server: &'static Server,
    pub(crate) parent: &'a Context,
    pub(crate) summary: &'a str,
    /// The text as spans have it, ..
    pub(crate) recorded: Option<&'a str>,
    /// .. and as it goes to the database, where the query was looked into.
    pub(crate) executed: Option<&'a str>,
}

impl Execution<'_> {
    fn text(&self) -> Option<&str> {
        match self.site.statement {
            Statement::Static(text) => Some(text.text),
            _ => self.executed.or(self.recorded),
        }
    }
}

impl Watch {
    /// Looks at a query when it is first polled.
    #[inline]
    pub(crate) fn of(site: &'static CallSite, parent: &Context) -> Self {
        let Some(limits) = settings::in_force() else { return Self::Not };
        if site.repeats || !is_watched(parent, limits.unsampled) || allow::is_allowed() {
            return Self::Not;
        }
        match site.statement {
            Statement::Static(_) => Self::Counted(count(Key::new(parent, site, None), limits)),
            _ => Self::AtStart,
        }
    }

    /// Counts the query, if it was not, and reports it if it is one too many.
    pub(crate) fn started(self, execution: &Execution<'_>) -> Option<Counted> {
        let counted = match self {
            Self::Not => return None,
            Self::Counted(counted) => counted,
            Self::AtStart => {
                let Execution { site, parent, summary, recorded, .. } = *execution;
                count(Key::new(parent, site, Some(recorded.unwrap_or(summary))), settings::in_force()?)
            }
        };
        if let Some(crossing) = counted.crossing {
            report::report(crossing, execution);
        }
        Some(counted)
    }
}

impl Counted {
    /// The query has ended.
    #[inline]
    pub(crate) fn end(self, outcome: &Outcome) {
        // Whoever runs it again after that tries once more, and does not ask for another item.
        COUNTS.end(self.hash, outcome.failure.is_some() || outcome.unfinished.is_some());
    }
}

static COUNTS: LazyLock<Counts> = LazyLock::new(Counts::default);

fn count(key: Key, limits: settings::Limits) -> Counted {
    let (hash, crossing) = COUNTS.begin(key, limits, now);
    Counted { hash, crossing }
}

/// Nanoseconds since the first time that anybody asked.
fn now() -> u64 {
    static BEGINNING: LazyLock<Instant> = LazyLock::new(Instant::now);
    u64::try_from(BEGINNING.elapsed().as_nanos()).unwrap_or(u64::MAX)
}

/// Whether there is a span to report on. One that nobody records only where that is asked for.
#[inline]
fn is_watched(parent: &Context, unsampled: bool) -> bool {
    let span = parent.span();
    let context = span.span_context();
    context.is_valid() && (unsampled || context.is_sampled()) && !parent.is_telemetry_suppressed()
}
