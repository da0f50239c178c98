//! Waiting for a connection of a pool: outside of the query's own span, shown where it lasted.

use std::borrow::Cow;
use std::time::{Duration, SystemTime};

use opentelemetry::trace::{Span as _, SpanKind, Status, Tracer as _};
use opentelemetry::{Context, Value};
use sqlx::pool::PoolConnection;
use sqlx::{Database, Error, Pool};

use crate::call_site::CallSite;
use crate::conventions::{self as names, Attribute};
use crate::failure::Failure;
use crate::metrics;
use crate::server::Server;
use crate::span::Outcome;
use crate::telemetry;

/// Which waits for a connection have a span of their own, `acquire <pool>`. Waits that failed have one unless it is
/// [`Never`](Self::Never).
///
/// ```
/// use std::time::Duration;
///
/// use sqlspan::{Telemetry, Waits};
///
/// # fn main() -> Result<(), sqlspan::InstallError> {
/// let telemetry = Telemetry::builder().waits(Waits::LongerThan(Duration::from_millis(100))).install()?;
/// telemetry.set_waits(Waits::Always);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Waits {
    /// Every one, however short.
    Always,
    /// Those that lasted longer.
    LongerThan(Duration),
    /// None.
    Never,
}

impl Default for Waits {
    /// Longer than 10 milliseconds.
    fn default() -> Self {
        Self::LongerThan(Duration::from_millis(10))
    }
}

/// Who waits, and for which statement.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Waiter<'a> {
    pub(crate) site: &'static CallSite,
    pub(crate) server: &'static Server,
    pub(crate) parent: &'a Context,
    /// Empty where the statement has no name yet.
    pub(crate) summary: &'static str,
}

impl Waiter<'_> {
    /// Waits for a connection. sqlx's check that it is alive is part of the wait.
    pub(crate) async fn acquire<DB: Database>(self, pool: &Pool<DB>) -> Result<PoolConnection<DB>, Error> {
        let wait = Wait::begin(self);
        // Boxed: inline it would make every future of a query two to three kilobytes larger.
        let connection = Box::pin(pool.acquire()).await;
        if let Some(wait) = wait {
            wait.end(connection.as_ref().err());
        }
        connection
    }
}

/// A wait that goes on.
struct Wait<'a> {
    waiter: Waiter<'a>,
    began: SystemTime,
    measured: Option<metrics::Pending>,
    ended: bool,
}

impl<'a> Wait<'a> {
    /// `None` where nobody wants to know.
    fn begin(waiter: Waiter<'a>) -> Option<Self> {
        let measured = metrics::pending(waiter.parent, waiter.server);
        let wanted = measured.is_some() || telemetry::waits() != Waits::Never;
        wanted.then(|| Self { waiter, began: SystemTime::now(), measured, ended: false })
    }

    fn end(mut self, error: Option<&Error>) {
        self.tell(
            &Outcome { failure: error.and_then(Failure::of), unfinished: None },
            matches!(error, Some(Error::PoolTimedOut)),
        );
    }

    fn tell(&mut self, outcome: &Outcome, timed_out: bool) {
        self.ended = true;
        let now = SystemTime::now();
        let lasted = now.duration_since(self.began).unwrap_or_default();
        if let Some(measured) = self.measured.take() {
            measured.end(lasted, timed_out);
        }
        let shown = match telemetry::waits() {
            Waits::Always => true,
            Waits::LongerThan(limit) => lasted > limit || outcome.failure.is_some(),
            Waits::Never => false,
        };
        if shown && telemetry::traces_under(self.waiter.parent) {
            self.span(now, outcome);
        }
    }

    /// Made afterwards: only then it is known whether it lasted.
    fn span(&self, now: SystemTime, outcome: &Outcome) {
        let Waiter { site, server, parent, summary } = self.waiter;
        let conventions = names::in_force();
        let mut attributes = Vec::with_capacity(12);
        server.describe(conventions, &mut attributes);
        let mut put =
            |name: Attribute, value: Value| name.put(conventions, value, |attribute| attributes.push(attribute));
        put(names::DB_CLIENT_CONNECTION_POOL_NAME, server.pool_name().into());
        if !summary.is_empty() {
            put(names::DB_QUERY_SUMMARY, summary.into());
        }
        site.describe(&mut put);
        outcome.describe(&mut put);
        let tracer = telemetry::tracer();
        let builder = tracer
            .span_builder(Cow::Owned(format!("acquire {}", server.pool_name())))
            .with_kind(SpanKind::Internal)
            .with_start_time(self.began)
            .with_attributes(attributes);
        let mut span = tracer.build_with_context(builder, parent);
        if outcome.failure.is_some() {
            span.set_status(Status::error(""));
        }
        span.end_with_timestamp(now);
    }
}

impl Drop for Wait<'_> {
    fn drop(&mut self) {
        if !self.ended {
            self.tell(&Outcome::unfinished(), false);
        }
    }
}
