//! In the place of the detector, where its feature is off: nothing is counted.

use std::convert::Infallible;

use opentelemetry::Context;

use super::started::StartedQuery;
use crate::call_site::CallSite;
use crate::signals::Outcome;

/// Nobody watches.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Watch {
    Not,
}

impl Watch {
    pub(crate) fn at_first_poll(_: &'static CallSite, _: &Context) -> Self {
        Self::Not
    }

    #[expect(clippy::unused_self, reason = "the detector has to know")]
    pub(crate) fn started(self, _: &StartedQuery<'_>) -> Option<Counted> {
        None
    }
}

/// Never made.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Counted(Infallible);

impl Counted {
    pub(crate) fn end(self, _: &Outcome) {
        match self.0 {}
    }
}

/// A future in code where queries may repeat.
pub fn allow<F: IntoFuture>(future: F) -> F::IntoFuture {
    future.into_future()
}
