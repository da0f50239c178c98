//! Counts queries as they start and end.

use std::sync::LazyLock;
use std::time::Instant;

use opentelemetry::Context;
use opentelemetry::trace::TraceContextExt as _;

use super::allow::is_allowed;
use super::counts::{Counts, Crossing};
use super::key::Key;
use super::report::report;
use super::started::StartedQuery;
use crate::call_site::{CallSite, Statement};
use crate::settings::{IN_FORCE, Limits};
use crate::signals::Outcome;

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

impl Watch {
    /// Looks at a query when it is first polled.
    #[inline]
    pub(crate) fn at_first_poll(site: &'static CallSite, parent: &Context) -> Self {
        let Some(limits) = IN_FORCE.n_plus_one.limits() else { return Self::Not };
        if site.repeats || !is_watched(parent, limits.unsampled) || is_allowed() {
            return Self::Not;
        }
        match site.statement {
            Statement::Static(_) => Self::Counted(count(Key::new(parent, site, None), limits)),
            _ => Self::AtStart,
        }
    }

    /// Counts the query, if it was not, and reports it if it is one too many.
    pub(crate) fn started(self, query: &StartedQuery<'_>) -> Option<Counted> {
        let counted = match self {
            Self::Not => return None,
            Self::Counted(counted) => counted,
            Self::AtStart => {
                let StartedQuery { site, parent, summary, recorded, .. } = *query;
                count(Key::new(parent, site, Some(recorded.unwrap_or(summary))), IN_FORCE.n_plus_one.limits()?)
            }
        };
        if let Some(crossing) = counted.crossing {
            report(crossing, query);
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

fn count(key: Key, limits: Limits) -> Counted {
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
